"""What every step on a case shares: find it within reach, check the right, change it once, record it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection

from intake.cases import states
from intake.cases.errors import BadInput, NotFound, NotPermitted, StaleCase
from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Owner, Staff
from intake.cases.ownership import holder_name
from intake.cases.permissions import READING, Right, may
from intake.cases.reach import Standing, holds, may_read, within_reach
from intake.cases.restricted import accused_in, barred
from intake.cases.running import Moment
from intake.cases.states import REVIEWING, Action
from intake.services.casework import aftermath, clockwork
from intake.services.context import LOCAL_TIME, Context
from intake.store.cases import cases as store
from intake.store.cases import citizens, merges, tasks
from intake.store.partners import handovers, outbox_hooks
from intake.store.records import events
from intake.words import gettext as _

log = structlog.get_logger()

_NUMBER = re.compile(r"[0-9-]{1,32}")  # anything else is not asked of the database


@dataclass(frozen=True, slots=True)
class Change:
    """What a step sets besides the state: the owner, other columns, the facts for the record, and the clock
    profile that begins with it (see `Moment.beside`)."""

    owner: Owner | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    beside: str = ""


def find_case(
    ctx: Context, connection: Connection, staff: Staff, case_number: str, right: Action | Right
) -> Case:
    """The case, for somebody who may do this to it. Raises NotFound or NotPermitted."""
    if not may(staff, right):
        raise NotPermitted(_("您的账号没有这项权限。"))
    case = store.by_number(connection, case_number) if _NUMBER.fullmatch(case_number) else None
    if case is None:
        raise NotFound(_("没有这件投诉，请核对编号。"))
    reaches = may_read if right in READING else within_reach
    if not reaches(staff, standing(ctx, connection, case)):
        raise NotPermitted(_("这件投诉现在不归您所在的单位办理。"))
    if not holds(staff, right, case.owner):
        raise NotPermitted(_("您的账号没有这项权限。"))
    return case


def standing(ctx: Context, connection: Connection, case: Case) -> Standing:
    """Where the case stands among organs, for the rules of reach."""
    reviewed = citizens.last_review(connection, case.id) if case.state in REVIEWING else None
    return Standing(
        owner=case.owner,
        owner_line=lineage(ctx, case.owner.region),
        office_line=lineage(ctx, case.office_region),
        restricted=case.restricted,
        supporting=tasks.supporting(connection, case.id),
        answered_by=reviewed.answered_by if reviewed else None,
        accused=accused_in(case.certificate, ctx.registry, ctx.today()) if case.restricted else (),
        assignee_id=case.assignee_id,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """An action about to be taken on a case by a member of staff, inside its transaction."""

    ctx: Context
    connection: Connection
    staff: Staff
    case: Case
    action: Action

    def take(self, change: Change) -> int:
        """Move the case by the table and record it; returns the new version.

        Raises BadTransition or StaleCase.
        """
        return move(
            self.ctx, self.connection, self.case, Act(self.action, self.staff.id, self.staff.key), change
        )

    def holder(self, owner: Owner | None = None) -> str:
        """What the case's holder, or another, is called today."""
        return holder_name(owner or self.case.owner, self.ctx.registry, self.ctx.today())


@dataclass(frozen=True, slots=True)
class Act:
    """An action and who takes it: a member of staff, or None for whoever holds the receipt code. `key`: by
    which key, when another system does."""

    action: Action
    staff_id: int | None
    key: str = ""


def move(ctx: Context, connection: Connection, case: Case, act: Act, change: Change) -> int:
    """Move a case by the table, turn its clocks, record it; returns the new version.

    The one way in which a case changes its state. Raises BadTransition or StaleCase.
    """
    merges.hold(connection, case.id)
    transition = states.step(case.state, act.action)
    owner, now = change.owner or case.owner, ctx.now()
    if owner != case.owner:
        refuse_accused(ctx, case, owner)
    profile = change.values.get("profile", case.profile)
    moment = Moment(transition, now, profile, case.filed_at, clockwork.profiles(ctx), change.beside)
    clocks = clockwork.of_case(ctx, connection, case.id)
    columns = {
        "state": transition.after,
        "owner_region": owner.region,
        "owner_department": owner.department,
        "next_due_at": clockwork.turn(ctx, connection, case.id, moment, clocks),
        **({} if owner == case.owner else {"assignee_id": None}),
        **change.values,
    }
    if not store.change(connection, case, now, columns):
        raise stale()
    aftermath.arrive(ctx, connection, case, transition, owner)
    along = merges.take_along(connection, case.id, owner, now) if owner != case.owner else []
    facts = {**change.facts, **({"key": act.key} if act.key else {})}
    line = Recorded(transition.event, now, case.id, act.staff_id, detail=facts)
    called_off = aftermath.call_off(ctx, connection, case, transition, act.staff_id)
    events.record(connection, line, *called_off, *_went_along(ctx, along, case, owner))
    if owner != case.owner and case.owner.department:
        for each in (case.id, *along):
            handovers.depart(connection, each, case.owner)
            outbox_hooks.put_left(connection, each, case.owner, now)
    log.info("case step", case=case.number, action=act.action, state=transition.after)
    return case.version + 1


def _went_along(ctx: Context, along: Iterable[int], lead: Case, owner: Owner) -> list[Recorded]:
    facts = {"lead": lead.number, "organ": holder_name(owner, ctx.registry, ctx.today())}
    return [Recorded(Event.CASE_WENT_ALONG, ctx.now(), each, detail=facts) for each in along]


def refuse_accused(ctx: Context, case: Case, owner: Owner, field: str = "department") -> None:
    """Raise BadInput when a case would reach whom it accuses (信访工作条例 art. 30)."""
    if barred(accused_in(case.certificate, ctx.registry, ctx.today()), owner):
        raise BadInput(field, _("投诉反映的就是这个单位，或者归它管，不能转给它。"))


@contextmanager
def step_on(ctx: Context, staff: Staff, case_number: str, version: int, action: Action) -> Iterator[Step]:
    """The transaction of one step.

    Raises NotFound, NotPermitted, StaleCase (`version` is not the latest) or BadTransition.
    """
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, action)
        if case.version != version:
            raise stale()
        states.step(case.state, action)
        yield Step(ctx, connection, staff, case, action)


def stale() -> StaleCase:
    """The refusal when somebody else acted first."""
    return StaleCase(_("刚才有人处理了这件投诉。请看一看最新的情况，再决定怎么办。"))


def next_case_number(ctx: Context, connection: Connection) -> str:
    """The next public number of the local day, as 2026-1123-000017."""
    series = day_series(ctx.now())
    return f"{series}-{store.next_number(connection, series):06d}"


def day_series(now: datetime) -> str:
    """What the numbers of a local day begin with."""
    return now.astimezone(LOCAL_TIME).strftime("%Y-%m%d")


def required(name: str, text: str, most: int = 5000) -> str:
    """A text typed at the desk, stripped. Raises BadInput when it is empty or too long."""
    stripped = text.strip()
    if not stripped:
        raise BadInput(name, _("这一项必须填写。"))
    if len(stripped) > most:
        raise BadInput(name, _("最多 {count} 个字。").format(count=most))
    return stripped


def lineage(ctx: Context, region: str) -> tuple[str, ...]:
    """A region and all above it, nearest first; one that the registry knows no more is below the topmost."""
    if region not in ctx.registry.regions:
        return (region, ctx.registry.site.region)
    return tuple(each.code for each in ctx.registry.lineage(region))
