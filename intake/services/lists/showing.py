"""What somebody sees of lists under way: one with all that happened, and those that wait for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from intake.cases.errors import NotPermitted
from intake.cases.model import Owner, Role, Staff
from intake.cases.ownership import regions_below
from intake.cases.permissions import Right, may
from intake.lists.draft import ListDraft, ListRow, ListStep, Opinion, latest
from intake.lists.fields import CellFault
from intake.lists.sides import Around, actions_for
from intake.lists.states import EDITABLE, OVER, SHOWN_AROUND, ListAction, ListState
from intake.services.context import Context
from intake.services.lists import clock, drafting
from intake.services.lists.chain import lead_of, readable
from intake.services.lists.checking import faults_of
from intake.services.lists.clock import Due
from intake.store.lists import list_drafts as store
from intake.store.lists import list_reviews, list_rows
from intake.words import gettext as _

MOST = 200
_AT_REVIEW = (ListState.SUBMITTED, ListState.IN_REVIEW)
_AT_OFFICE = (ListState.SENT, ListState.DECIDED)
_SHOWN_OVER = tuple(each for each in SHOWN_AROUND if each in OVER)
_UNDER_WAY = tuple(each for each in SHOWN_AROUND if each not in (*OVER, *_AT_OFFICE))


@dataclass(frozen=True, slots=True)
class ListView:
    """One list as somebody may see it. `faults` by row key; "" holds those of the list as a whole."""

    draft: ListDraft
    around: Around
    rows: tuple[ListRow, ...]
    removed: tuple[ListRow, ...]
    faults: Mapping[str, tuple[CellFault, ...]]
    steps: tuple[ListStep, ...]
    opinions: tuple[Opinion, ...]
    actions: tuple[ListAction, ...]
    due: Due | None

    @property
    def fault_count(self) -> int:
        """How much is to be mended before it can be submitted."""
        return sum(len(each) for each in self.faults.values())

    @property
    def may_edit(self) -> bool:
        """Whether the reader may change rows now."""
        return ListAction.EDIT in self.actions

    @property
    def heard(self) -> dict[Owner, Opinion]:
        """The opinion of each organ that counts: the latest of this round."""
        return latest(self.opinions, self.draft.round)


@dataclass(frozen=True, slots=True)
class Desk:
    """The lists that concern somebody: their organ's own, those they are asked about or may conclude, those
    to decide or to publish; what they may start."""

    mine: tuple[ListDraft, ...]
    over: tuple[ListDraft, ...]
    asked: tuple[ListDraft, ...]
    to_decide: tuple[ListDraft, ...]
    due: tuple[Due, ...]
    may_draft: tuple[str, ...]


def one(ctx: Context, staff: Staff, draft_id: int) -> ListView:
    """The list with all that happened. Raises NotFound, NotPermitted."""
    _check_reader(staff)
    with ctx.database.reading() as connection:
        draft, around = readable(ctx, connection, staff, draft_id)
        rows = list_rows.of_draft(connection, draft_id)
        return ListView(
            draft=draft,
            around=around,
            rows=rows,
            removed=list_rows.of_draft(connection, draft_id, removed=True),
            faults=_by_row(_faults(ctx, connection, draft, rows)),
            steps=store.steps(connection, draft_id),
            opinions=list_reviews.opinions(connection, draft_id),
            actions=actions_for(staff, around, draft.state),
            due=clock.of(ctx, draft),
        )


def desk(ctx: Context, staff: Staff) -> Desk:
    """All that concerns somebody. Raises NotPermitted."""
    _check_reader(staff)
    if staff.role is Role.COORDINATOR:
        return _office_desk(ctx, staff)
    departments = drafting.departments_of(ctx, staff)
    with ctx.database.reading() as connection:
        own = store.of_organs(connection, staff.region, departments, MOST)
        asked = _asked(ctx, connection, staff)
    due = [found for each in own if (found := clock.of(ctx, each))]
    return Desk(
        mine=tuple(each for each in own if each.state not in OVER),
        over=tuple(each for each in own if each.state in OVER),
        asked=asked,
        to_decide=(),
        due=tuple(due),
        may_draft=departments,
    )


def _office_desk(ctx: Context, staff: Staff) -> Desk:
    regions = regions_below(ctx.registry, staff.region)
    with ctx.database.reading() as connection:  # each by itself: what is over would crowd out what waits
        under_way, at_office, over = (
            store.in_regions(connection, regions, states, MOST)
            for states in (_UNDER_WAY, _AT_OFFICE, _SHOWN_OVER)
        )
    due = clock.due(ctx, regions)
    running = {each.draft.id for each in due}
    return Desk(
        mine=tuple(under_way),
        over=tuple(over),
        asked=(),
        to_decide=tuple(each for each in at_office if each.id not in running),
        due=tuple(due),
        may_draft=(),
    )


def _asked(ctx: Context, connection: Connection, staff: Staff) -> tuple[ListDraft, ...]:
    """What waits for the organ's opinion, or for its conclusion as the lead reviewer."""
    organ = Owner(staff.region, staff.department)
    leads = lead_of(ctx, staff.region) == organ
    found = store.asked_of(connection, organ, _AT_REVIEW, leads, MOST)
    return tuple(each for each in found if leads or not _has_spoken(connection, each, organ))


def _has_spoken(connection: Connection, draft: ListDraft, organ: Owner) -> bool:
    return organ in latest(list_reviews.opinions(connection, draft.id), draft.round)


def _check_reader(staff: Staff) -> None:
    if not may(staff, Right.READ_LIST):
        raise NotPermitted(_("您的账号没有这项权限。"))


def _faults(
    ctx: Context, connection: Connection, draft: ListDraft, rows: tuple[ListRow, ...]
) -> tuple[CellFault, ...]:
    """Only while something can be mended: what is decided is not judged by later law here."""
    return faults_of(ctx, connection, draft, rows) if draft.state in EDITABLE and rows else ()


def _by_row(faults: Iterable[CellFault]) -> dict[str, tuple[CellFault, ...]]:
    found: dict[str, list[CellFault]] = {}
    for each in faults:
        found.setdefault(each.key, []).append(each)
    return {key: tuple(each) for key, each in found.items()}
