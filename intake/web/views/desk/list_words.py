"""Lists in words: their names, the choices of their filters, and what a line tells."""

from dataclasses import dataclass

from flask import g, url_for

from intake.cases.desk_words import short_state
from intake.cases.due import Due
from intake.cases.model import ORGAN_ROLES, Role
from intake.cases.ownership import place_name
from intake.cases.sources import Source, source_words
from intake.cases.states import State
from intake.services.casework import resting
from intake.services.desk import inbox
from intake.services.desk.filters import MYSELF, NOBODY
from intake.services.desk.queues import Queue
from intake.services.desk.rows import CaseRow
from intake.services.staff.colleagues import roster
from intake.web.forms.lists import FilterForm
from intake.web.forms.question import Choices
from intake.web.regions import region_choices
from intake.web.security import context
from intake.words import gettext as _
from intake.words import mark
from registry import CalendarEnded

NAMES = {
    Queue.TO_DECIDE: mark("待确定"),
    Queue.OBJECTED: mark("有异议"),
    Queue.UNASSIGNED: mark("没有承办人"),
    Queue.NEW: mark("新到"),
    Queue.TODAY: mark("今天到期"),
    Queue.OVERDUE: mark("已超期"),
    Queue.SOON: mark("快到期"),
    Queue.MINE: mark("我的"),
    Queue.UNIT: mark("本科室"),
    Queue.WORKING: mark("办理中"),
    Queue.WAITING: mark("等待中"),
    Queue.REVIEW: mark("复查复核"),
    Queue.ANSWERED: mark("已答复"),
    Queue.CLOSED: mark("已办结"),
    Queue.ALL: mark("全部"),
}
_DUES = {Due.TODAY: mark("今天到期"), Due.OVERDUE: mark("已超期"), Due.SOON: mark("三个工作日内到期")}
_SORTS = {"due": mark("先到期的在前"), "received": mark("先收到的在前"), "newest": mark("新收到的在前")}
_OF_THE_DAY = (Queue.TO_DECIDE, Queue.NEW, Queue.TODAY, Queue.OVERDUE)


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the day's first line, and where it leads."""

    words: str
    number: str
    href: str


def number(count: int) -> str:
    """A count that is not counted on beyond its bound: 1000+."""
    return f"{inbox.MOST_COUNTED}+" if count > inbox.MOST_COUNTED else str(count)


def tabs(held: dict[Queue, int]) -> list[tuple[Queue, str, str]]:
    """(list, name, how many) of every list the person has."""
    return [(queue, _(NAMES[queue]), number(count)) for queue, count in held.items()]


def day(held: dict[Queue, int]) -> list[Tile]:
    """What the day begins with."""
    tiles = [
        Tile(_(NAMES[queue]), number(held[queue]), url_for("desk.inbox", queue=queue))
        for queue in _OF_THE_DAY
        if queue in held
    ]
    return [*tiles, *_resting()]


def _resting() -> list[Tile]:
    """What has had no person for too long (policy, article 9); its page says why if that is not known."""
    try:
        count = resting.count_for(context(), g.staff)
    except CalendarEnded:
        return [Tile(_("太久没有承办人"), "?", url_for("desk.unassigned"))]
    more = f"{count}+" if count == resting.MOST else str(count)
    return [Tile(_("太久没有承办人"), more, url_for("desk.unassigned"))] if count else []


def place(row: CaseRow) -> str:
    """The place without the reader's own region, which every row would repeat."""
    own = place_name(g.staff.region, context().registry)
    there = row.place.removeprefix(own)
    told = () if there and there in row.address else (there,)
    return " ".join(filter(None, (*told, row.address))) or _("未写明")


def offer(form: FilterForm) -> None:
    """Fill a filter form with what this person can choose from."""
    registry, office = context().registry, g.staff.role is Role.COORDINATOR
    organs = [(each.id, each.name) for each in registry.departments.values() if each.organs]
    form.offer(
        {
            "state": [(each.value, short_state(each)) for each in State if each is not State.RECEIVED],
            "due": _told(_DUES),
            "assignee": [*([] if office else [(MYSELF, _("我"))]), (NOBODY, _("没有承办人")), *_people()],
            "department": organs if office else [],
            "kind": [(each.id, each.name) for each in registry.topics.values()],
            "source": [(each.value, source_words(each)) for each in Source],
            "sort": _told(_SORTS),
        },
        regions_reached() if office else {},
    )


def _people() -> Choices:
    """The people of one's own organ; a coordinating office has none that handle cases."""
    if g.staff.role not in ORGAN_ROLES:
        return []
    return [(each.staff.login, each.staff.name) for each in roster(context(), g.staff).values()]


def regions_reached() -> dict[str, Choices]:
    """The regions within reach, under their city."""
    registry = context().registry
    line = {each.code for each in registry.lineage(g.staff.region)}
    reached = {
        city: [(code, name) for code, name in pairs if line & _line(code) == line]
        for city, pairs in region_choices(registry).items()
    }
    return {city: pairs for city, pairs in reached.items() if pairs}


def _line(code: str) -> set[str]:
    return {each.code for each in context().registry.lineage(code)}


def _told(words: dict[str, str] | dict[Due, str]) -> Choices:
    return [(str(value), _(said)) for value, said in words.items()]
