"""Which office watches over a case, which is above it, and the numbers of what it writes."""

from __future__ import annotations

from sqlalchemy import Connection

from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Owner
from intake.cases.ownership import holder_name
from intake.cases.restricted import accused_in, barred
from intake.services.casework.step import lineage
from intake.services.context import LOCAL_TIME, Context
from intake.store.cases import cases


def watching(ctx: Context, case: Case) -> str | None:
    """The region whose coordinating office watches over a case where it lies now.

    Over an organ the office beside it, over an office the one above; over a restricted case only the office
    that sent it. None: no office may know of it.
    """
    if case.restricted:
        known = case.office_region in ctx.registry.regions
        return case.office_region if known else None
    if case.owner.department is None:
        return above(ctx, case.owner.region)
    accused = accused_in(case.certificate, ctx.registry, ctx.today())
    line = lineage(ctx, case.owner.region)
    return next((each for each in line if not barred(accused, Owner(each))), None)


def above(ctx: Context, region: str) -> str:
    """The region above, whose office is reported to; the topmost reports to those of its own level
    (policy, article 8: 报告同级党委、政府)."""
    return (*lineage(ctx, region)[1:2], region)[0]


def name_of(ctx: Context, owner: Owner) -> str:
    """What an organ or office is called today."""
    return holder_name(owner, ctx.registry, ctx.today())


def paper_number(ctx: Context, connection: Connection, kind: str) -> str:
    """The next number of a kind of paper in the local year, as TX-2026-00017."""
    series = f"{kind}-{ctx.now().astimezone(LOCAL_TIME).year}"
    return f"{series}-{cases.next_number(connection, series):05d}"


def paper_line(ctx: Context, event: Event, organ: Owner, number: str, staff_id: int | None) -> Recorded:
    """What to record of a paper that concerns an organ; of no case, unless one is put in."""
    facts = {"organ": name_of(ctx, organ), "paper": number}
    return Recorded(event, ctx.now(), None, staff_id, detail=facts)
