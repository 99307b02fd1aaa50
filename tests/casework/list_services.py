"""The services of item lists for the walk over every service × every role: guards by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from roles_world import ITEM, World

from intake.cases.model import Role
from intake.cases.permissions import Right
from intake.lists.draft import Attribute, Clause, Note, Verdict
from intake.lists.matching import Choices
from intake.services.lists import importing
from intake.services.lists.deciding import Reviewed, Ruled
from intake.services.lists.exporting import Kind
from intake.services.lists.importing import Confirmation
from intake.services.lists.reviewing import Said
from intake.services.lists.rows import SavedRow

Make = Callable[[World], tuple[Any, ...]]
TABLE = "具体事项,依据\n秸秆焚烧,《生态环境法典》第217条\n".encode()


def at(name: str, *more: Any) -> Make:
    """A list by name, in its latest version."""
    return lambda world: (world.made[name], world.list_version(name), *more)


def of(name: str, *more: Any) -> Make:
    """A list by name; what is a function is asked of the world."""
    return lambda world: (world.made[name], *(each(world) if callable(each) else each for each in more))


def _row(world: World) -> Any:
    return world.made["row"]


def _saved(world: World) -> SavedRow:
    return SavedRow(1, ITEM.__class__(world.made["row"], "", "换个说法"))


def _received(world: World) -> str:
    """The clerk's table, read and waiting."""
    return importing.receive(world.ctx, world.here(Role.CLERK), world.made["list"], TABLE, "清单.csv")


def _confirmed(world: World) -> tuple[Any, ...]:
    token, clerk = _received(world), world.here(Role.CLERK)
    seen = importing.preview(world.ctx, clerk, world.made["list"], token)
    return world.made["list"], token, Confirmation(seen.digest, Choices(take={1}))


def list_guards(guard: Callable[..., Any], today: Any) -> Mapping[str, Any]:
    """Each service, the right that opens it, and what the walk calls it with."""
    ruled = Ruled("区委、区政府", "示范〔2026〕9号", today)
    reviewed = Reviewed(Attribute.ACTIVE, Clause.NONE, "可以公开")
    draft, judge = Right.DRAFT_LIST, Right.CONCLUDE_LIST_REVIEW
    return {
        "comparing.compare": guard(Right.READ_LIST, of("list in review")),
        "deciding.decide": guard(Right.DECIDE_LIST, at("list sent", ruled)),
        "deciding.send_back": guard(Right.DECIDE_LIST, at("list sent", Note("要改"))),
        "deciding.review_disclosure": guard(Right.REVIEW_LIST_DISCLOSURE, at("list", reviewed)),
        "drafting.departments_of": guard(draft, nothing=lambda found: not found, bound=False),
        "drafting.new": guard(draft, lambda _world: ("ecology",), bound=False, named={"from_release": False}),
        "drafting.retitle": guard(draft, at("list", "另一个名称")),
        "drafting.send": guard(Right.SUBMIT_LIST, at("list in review")),
        "drafting.submit": guard(Right.SUBMIT_LIST, at("list")),
        "drafting.withdraw": guard(Right.SUBMIT_LIST, at("list", Note("不做了"))),
        "exporting.export": guard(Right.READ_LIST, of("list in review", Kind.XLSX)),
        "importing.confirm": guard(draft, _confirmed),
        "importing.forget": guard(draft, of("list", _received)),
        "importing.look": guard(draft, of("list", TABLE, "清单.csv")),
        "importing.preview": guard(draft, of("list", _received)),
        "importing.receive": guard(draft, of("list", TABLE, "清单.csv")),
        "publishing.begin": guard(Right.PUBLISH_LIST, at("list", today)),
        "publishing.of_draft": guard(Right.READ_LIST, of("list in review")),
        "publishing.take_back": guard(Right.PUBLISH_LIST, at("list", "写错了")),
        "reviewing.agree": guard(judge, at("list in review", Note("同意"))),
        "reviewing.ask": guard(Right.REVIEW_LIST, at("list in review", ["industry"])),
        "reviewing.open_review": guard(Right.REVIEW_LIST, at("list in review")),
        "reviewing.opine": guard(Right.REVIEW_LIST, of("list in review", Said(Verdict.AGREE))),
        "reviewing.return_": guard(judge, at("list in review", Note("请改"))),
        "rows.add_row": guard(draft, of("list", ITEM)),
        "rows.add_rows": guard(draft, at("list", [ITEM])),
        "rows.adopt_items": guard(draft, of("list", ["ST-001"])),
        "rows.move_row": guard(draft, of("list", _row, 1)),
        "rows.remove_row": guard(draft, of("list", _row, 1)),
        "rows.replace_rows": guard(draft, at("list", [ITEM])),
        "rows.restore_row": guard(draft, of("list", _row)),
        "rows.save_row": guard(draft, of("list", _saved)),
        "showing.desk": guard(Right.READ_LIST, bound=False),
        "showing.one": guard(Right.READ_LIST, of("list in review")),
    }
