"""lists list | show | new | submit | review | send | decide | disclose …: the chain of item lists by command.

Every action is somebody's: `--as LOGIN` says whose, and the same rights, rules and record hold as at the
desk. Modules named in PARTS add further actions: each has `add(actions)`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from datetime import date
from importlib import import_module

from intake.cases.errors import BadInput
from intake.cases.model import Owner, Staff
from intake.cases.ownership import holder_name
from intake.lists.draft import Attribute, Clause, ListDraft, Note, Verdict, verdict_words
from intake.lists.model import HEADINGS
from intake.lists.states import action_words, next_words, state_words
from intake.services.context import Context, open_context
from intake.services.lists import deciding, drafting, reviewing, showing
from intake.services.lists.deciding import Reviewed, Ruled
from intake.services.lists.reviewing import Said
from intake.services.lists.showing import ListView
from intake.services.staff import accounts
from intake.settings import Settings

Actions = argparse._SubParsersAction  # of argparse's own making: it has no public name
Do = Callable[[Context, Staff, argparse.Namespace], str]
PARTS: tuple[str, ...] = ("lists_publish", "lists_tables")
# Where to type what a service found missing or wrong.
_OPTIONS = {
    **dict.fromkeys(("text", "comment", "ground"), "--comment"),
    **{"decided_by": "--by", "document": "--document", "decided_on": "--on"},
    **{"departments": "--departments", "clause": "--clause", "from_release": "--empty"},
    **{"effective_from": "--from", "reason": "--reason"},
}


def add(subparsers: Actions[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("lists", help="具体事项清单：起草、审核、决定、公开审查")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    action(actions, "list", "列出与本人有关的清单", _list)
    of_list(actions, "show", "查看一份清单", _show)
    new = action(actions, "new", "起草", _new)
    new.add_argument("department", help="部门代号，例如 ecology")
    new.add_argument("--empty", action="store_true", help="从空白开始，不照抄现行清单")
    step(actions, "submit", "送审", drafting.submit)
    review = of_list(actions, "review", "审核：开始、征求意见、提意见、退回、同意", _review)
    review.add_argument("what", choices=["open", "ask", "opine", "return", "agree"])
    review.add_argument("--departments", nargs="*", default=[], help="征求哪些部门的意见（代号）")
    review.add_argument("--verdict", type=Verdict, choices=list(Verdict), default=Verdict.AGREE)
    step(actions, "send", "报请审定", drafting.send)
    step(actions, "withdraw", "撤回", drafting.withdraw)
    decide = of_list(actions, "decide", "记录审定；不给文号就是退回修改", _decide)
    decide.add_argument("--by", help="决定机关；不写就按地区，例如 省委、省政府")
    decide.add_argument("--document", default="", help="文号")
    decide.add_argument("--on", type=date.fromisoformat, help="决定日期，例如 2026-11-20")
    disclose = of_list(actions, "disclose", "公开审查", _disclose)
    disclose.add_argument("--attribute", type=Attribute, choices=list(Attribute), default=Attribute.ACTIVE)
    disclose.add_argument("--clause", type=Clause, choices=list(Clause), default=Clause.NONE)
    for name in PARTS:
        import_module(f"intake.commands.{name}").add(actions)


def action(
    actions: Actions[argparse.ArgumentParser], name: str, said: str, do: Do
) -> argparse.ArgumentParser:
    """An action in somebody's name; `do` gives what is printed."""
    parser = actions.add_parser(name, help=said)
    parser.add_argument("--as", dest="login", required=True, help="以谁的身份（登录名）")
    parser.set_defaults(work=work, do=do)
    return parser


def of_list(
    actions: Actions[argparse.ArgumentParser], name: str, said: str, do: Do
) -> argparse.ArgumentParser:
    """An action on one list, with what is to be said."""
    parser = action(actions, name, said, do)
    parser.add_argument("list", type=int, help="清单稿的编号")
    parser.add_argument("--comment", default="", help="说明、理由、意见")
    parser.add_argument("--attachment", default="", help="附件名称")
    return parser


def step(
    actions: Actions[argparse.ArgumentParser],
    name: str,
    said: str,
    take: Callable[[Context, Staff, int, int, Note], int],
) -> None:
    """An action that takes one step of the chain, from the list as it is now."""

    def do(ctx: Context, staff: Staff, given: argparse.Namespace) -> str:
        take(ctx, staff, given.list, version_of(ctx, staff, given.list), note_of(given))
        return stands(ctx, staff, given.list)

    of_list(actions, name, said, do)


def work(settings: Settings, given: argparse.Namespace) -> int:
    """Do it in the name of whoever is named."""
    with closing(open_context(settings)) as ctx:
        print(done(ctx, accounts.staff_of_login(ctx, given.login), given))
    return 0


def done(ctx: Context, staff: Staff, given: argparse.Namespace) -> str:
    """What is printed of it; a refusal names the option to type what is missing."""
    try:
        said: str = given.do(ctx, staff, given)
    except BadInput as refused:
        option = _OPTIONS.get(refused.field)
        if option is None:
            raise
        raise BadInput(refused.field, f"{option}：{refused.message}") from None
    return said


def version_of(ctx: Context, staff: Staff, draft_id: int) -> int:
    """The list's version now."""
    return showing.one(ctx, staff, draft_id).draft.version


def stands(ctx: Context, staff: Staff, draft_id: int) -> str:
    """One line: where the list stands now."""
    return _line(ctx, showing.one(ctx, staff, draft_id).draft)


def note_of(given: argparse.Namespace) -> Note:
    """What is said with a step."""
    return Note(given.comment, attachment=given.attachment)


def _line(ctx: Context, draft: ListDraft) -> str:
    return f"{draft.id}\t{state_words(draft.state)}\t{draft.region}/{draft.department}\t{draft.title}"


def _list(ctx: Context, staff: Staff, _given: argparse.Namespace) -> str:
    found = showing.desk(ctx, staff)
    drafts = {each.id: each for each in (*found.mine, *found.asked, *found.to_decide, *found.over)}
    return "\n".join(_line(ctx, each) for each in drafts.values()) or "没有清单。"


def _show(ctx: Context, staff: Staff, given: argparse.Namespace) -> str:
    view = showing.one(ctx, staff, given.list)
    return "\n".join((_line(ctx, view.draft), *_told(ctx, view), f"下一步：{next_words(view.draft.state)}"))


def _told(ctx: Context, view: ListView) -> list[str]:
    """Clock, faults, opinions and steps, a line each."""
    due = view.due
    clock = [f"公布期限：{due.clock.due_on if due.clock else due.fault}"] if due else []
    names = {each.row.key: each.row.item or each.row.matter for each in view.rows}
    faults = [
        f"问题：{names.get(key, '清单')} {HEADINGS.get(each.field, '')}：{each.message}"
        for key, found in view.faults.items()
        for each in found
    ]
    opinions = [
        f"意见：{_unit(ctx, each.organ)} {verdict_words(each.verdict)} {each.text}" for each in view.opinions
    ]
    steps = [
        f"{each.at:%Y-%m-%d %H:%M}Z {action_words(each.action)} {_unit(ctx, each.unit)} {each.staff}"
        f" {each.note.document} {each.note.comment}".rstrip()
        for each in view.steps
    ]
    return [f"{len(view.rows)} 项", *clock, *faults, *opinions, *steps]


def _unit(ctx: Context, unit: Owner) -> str:
    return holder_name(unit, ctx.registry, ctx.today())


def _new(ctx: Context, staff: Staff, given: argparse.Namespace) -> str:
    made = drafting.new(ctx, staff, given.department, from_release=not given.empty)
    return stands(ctx, staff, made)


def _review(ctx: Context, staff: Staff, given: argparse.Namespace) -> str:
    version = version_of(ctx, staff, given.list)
    which = (ctx, staff, given.list)
    steps: dict[str, Callable[[], int]] = {
        "open": lambda: reviewing.open_review(*which, version, given.departments),
        "ask": lambda: reviewing.ask(*which, version, given.departments),
        "opine": lambda: reviewing.opine(*which, Said(given.verdict, given.comment)),
        "return": lambda: reviewing.return_(*which, version, note_of(given)),
        "agree": lambda: reviewing.agree(*which, version, note_of(given)),
    }
    steps[given.what]()
    return stands(*which)


def _decide(ctx: Context, staff: Staff, given: argparse.Namespace) -> str:
    draft = showing.one(ctx, staff, given.list).draft
    if given.document:
        by = given.by or deciding.decider(ctx, draft.region)
        ruled = Ruled(by, given.document, given.on or ctx.today(), given.comment, given.attachment)
        deciding.decide(ctx, staff, draft.id, draft.version, ruled)
    else:
        deciding.send_back(ctx, staff, draft.id, draft.version, note_of(given))
    return stands(ctx, staff, draft.id)


def _disclose(ctx: Context, staff: Staff, given: argparse.Namespace) -> str:
    reviewed = Reviewed(given.attribute, given.clause, given.comment)
    version = version_of(ctx, staff, given.list)
    deciding.review_disclosure(ctx, staff, given.list, version, reviewed)
    return stands(ctx, staff, given.list)
