"""The ways round the desk: one table of pages and of who has them. The first few stand in the band, the rest
behind one word, so that a telephone shows one line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import g

from intake.cases.model import ORGAN_ROLES, Role, Staff
from intake.cases.permissions import ALLOWED, Right
from intake.services.desk import inbox
from intake.services.office import my_reminders
from intake.web.offices import office_of
from intake.web.security import context
from intake.words import mark

EVERYBODY = frozenset(Role)
LISTS = frozenset(role for role, rights in ALLOWED.items() if Right.READ_LIST in rights)
OFFICE = frozenset({Role.COORDINATOR})
DESK = ORGAN_ROLES | OFFICE
WRITERS = DESK - {Role.REVIEWER}
BOARD = frozenset(role for role, rights in ALLOWED.items() if Right.SEE_BOARD in rights)
PARTNERS = frozenset(
    role for role, rights in ALLOWED.items() if {Right.MANAGE_PARTNERS, Right.APPROVE_KEY} & rights
)


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the menu. `key` is what a page calls itself in `active_nav`."""

    key: str
    endpoint: str
    words: str
    roles: frozenset[Role]


WAYS = (
    Way("inbox", "desk.inbox", mark("收件箱"), DESK),
    Way("search", "desk.search", mark("搜投诉"), DESK),
    Way("board", "desk.board", mark("看板"), BOARD),
    Way("supervision", "desk.reminders", mark("督办"), DESK),
    Way("tasks", "desk.task_list", mark("配合任务"), DESK),
    Way("mentions", "desk.mentions", mark("提到我的"), DESK),
    Way("complainants", "desk.complainants", mark("投诉人在等"), DESK),
    Way("leads", "desk.leads", mark("牵头待定"), DESK),
    Way("lists", "desk.item_lists", mark("清单办理"), LISTS),
    Way("annual", "desk.annual", mark("年度报告"), WRITERS),
    Way("checks", "desk.checks", mark("清单检查"), OFFICE),
    Way("partners", "desk.partners", mark("合作系统"), PARTNERS),
    Way("people", "desk.people", mark("科室和人员"), DESK),
    Way("account", "login.account", mark("我的账号"), EVERYBODY),
)


FIRST = 4  # that fit into one line of a telephone, beside the word for the rest


@dataclass(frozen=True, slots=True)
class Menu:
    """A person's ways: those always in sight, and the rest. `counts`: how much waits unread behind a way."""

    first: tuple[Way, ...] = ()
    rest: tuple[Way, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def behind(self) -> int:
        """How much waits unread behind the rest."""
        return sum(self.counts.get(way.key, 0) for way in self.rest)


def menu_for(role: Role, counts: Mapping[str, int]) -> Menu:
    """The menu of a role, in order."""
    ways = tuple(way for way in WAYS if role in way.roles)
    return Menu(ways[:FIRST], ways[FIRST:], counts)


def frame() -> dict[str, Any]:
    """What the frame of every staff page shows: whose desk it is, and the ways round."""
    staff: Staff | None = g.get("staff")
    sign_on = context().settings.sign_on.offered
    if staff is None:
        return {"office": "", "menu": Menu(), "sign_on": sign_on}
    return {
        "office": office_of(staff),
        "menu": menu_for(staff.role, _unread(staff)),
        "sign_on": sign_on,
    }


def _unread(staff: Staff) -> dict[str, int]:
    mentions, tasks = inbox.waiting(context(), staff)
    return {"supervision": my_reminders.unread(context(), staff), "mentions": mentions, "tasks": tasks}
