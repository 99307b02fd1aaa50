"""The pages of one list: one table of links, to which each feature adds its line."""

from collections.abc import Callable
from dataclasses import dataclass

from intake.lists.states import ListAction, ListState
from intake.services.lists.showing import ListView
from intake.words import mark


@dataclass(frozen=True, slots=True)
class ListWay:
    """One link of a list; `shown` says of a view whether its reader needs it."""

    endpoint: str
    words: str
    shown: Callable[[ListView], bool]


def _always(_view: ListView) -> bool:
    return True


def _may(*actions: ListAction) -> Callable[[ListView], bool]:
    return lambda view: bool({*actions} & {*view.actions})


def _reviewed(view: ListView) -> bool:
    return view.draft.round > 0


def _compared(view: ListView) -> bool:
    return view.draft.state is not ListState.WITHDRAWN


WAYS = (
    ListWay("desk.item_list", mark("进展"), _always),
    ListWay("desk.item_list_rows", mark("逐项编辑"), lambda view: view.may_edit),
    ListWay("desk.item_list_rows", mark("清单内容"), lambda view: not view.may_edit),
    ListWay("desk.item_list_import", mark("导入表格"), lambda view: view.may_edit),
    ListWay("desk.item_list_compare", mark("和现行清单比对"), _compared),
    ListWay("desk.item_list_opinions", mark("各部门意见"), _reviewed),
    ListWay("desk.item_list_decision", mark("记录审定"), _may(ListAction.DECIDE, ListAction.SEND_BACK)),
    ListWay("desk.item_list_disclosure", mark("公开审查"), _may(ListAction.REVIEW_DISCLOSURE)),
    ListWay("desk.item_list_publication", mark("公布"), lambda view: view.draft.disclosure is not None),
    ListWay("desk.item_list_print", mark("打印送审稿"), _always),
)


def ways_of(view: ListView) -> list[ListWay]:
    """The links of a list for its reader."""
    return [each for each in WAYS if each.shown(view)]


# What somebody may do on a page of its own → what its button on the list's page says.
DOING = {
    ListAction.OPINE: ("desk.item_list_opinions", mark("提出意见")),
    ListAction.AGREE: ("desk.item_list_opinions", mark("审核：看意见，退回或者同意")),
    ListAction.DECIDE: ("desk.item_list_decision", mark("记录审定")),
    ListAction.REVIEW_DISCLOSURE: ("desk.item_list_disclosure", mark("做公开审查")),
    ListAction.PUBLISH: ("desk.item_list_publication", mark("公布")),
}


def doing(view: ListView) -> dict[str, str]:
    """The pages on which the reader has something to do now, with the words of their buttons."""
    done = {ListAction.DECIDE} if view.draft.decision else set()
    done |= {ListAction.REVIEW_DISCLOSURE} if view.draft.disclosure else {ListAction.PUBLISH}
    open_now = {*view.actions} - done
    return {endpoint: words for action, (endpoint, words) in DOING.items() if action in open_now}
