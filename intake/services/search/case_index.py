"""The index of cases: made from the database, kept up by what every change of a case leaves in the queue.

Restricted cases are not in it at all (信访工作条例 art. 30), nor is any contact, answer or note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import Connection

from intake.cases.model import Case, Owner
from intake.cases.ownership import place_name
from intake.services.casework.step import lineage
from intake.services.context import LOCAL_TIME, Context
from intake.store.cases import cases as case_store
from intake.store.search import index_queue as store
from search import Document, IndexBroken, IndexMissing, Query, Sort

log = structlog.get_logger()

FORMAT = "2"  # raise when documents change shape: an index of another format is built anew
CASE, MARK = "case", "format"
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Compared:
    """Numbers of cases that the index lacks, holds although it should not, or holds as they were."""

    missing: tuple[str, ...]
    superfluous: tuple[str, ...]
    outdated: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether index and database say the same."""
        return not (self.missing or self.superfluous or self.outdated)


def rebuild(ctx: Context, progress: Callable[[int], None] | None = None) -> int:
    """Build the index anew from the database and swap it in; returns the number of cases in it.

    What changes meanwhile stays in the queue and is taken up afterwards.
    """
    with ctx.database.alone("case-index"):
        return _rebuild(ctx, progress)


def _rebuild(ctx: Context, progress: Callable[[int], None] | None = None) -> int:
    with ctx.database.reading() as connection:
        return ctx.case_index.rebuild(_all(ctx, connection, progress)) - 1


def catch_up(ctx: Context) -> int:
    """Take up a batch of changed cases; returns how many. A broken or missing index is built anew.

    One process at a time: another could put back into the index what it read before the last change.
    """
    with ctx.database.alone("case-index", wait=False) as mine:
        return _catch_up(ctx) if mine else 0


def _catch_up(ctx: Context) -> int:
    _heal(ctx)
    with ctx.database.reading() as connection:
        taken = store.waiting(connection, _BATCH)
        found = case_store.by_ids(connection, [each.case_id for each in taken])
    if taken:
        documents = [_document(ctx, case) for case in found if not case.restricted]
        ctx.case_index.update(documents, [case.number for case in found if case.restricted])
        with ctx.database.writing() as connection:
            store.done(connection, taken)
    return len(taken)


def is_sound(ctx: Context) -> bool:
    """Whether the index can be read and has this program's format."""
    try:
        return _has_format(ctx)
    except IndexBroken:
        return False


def lag(ctx: Context) -> timedelta:
    """For how long the oldest change has not been in the index."""
    with ctx.database.reading() as connection:
        since = store.oldest(connection)
    return max(ctx.now() - since, timedelta(0)) if since else timedelta(0)


def compare(ctx: Context) -> Compared:
    """Hold the index against the database, case by case. Raises IndexBroken."""
    kept = dict(_kept(ctx))
    with ctx.database.reading() as connection:
        known = dict(_known(connection))
    both = known.keys() & kept.keys()
    return Compared(
        missing=tuple(sorted(known.keys() - kept.keys())),
        superfluous=tuple(sorted(kept.keys() - known.keys())),
        outdated=tuple(sorted(number for number in both if known[number] != kept[number])),
    )


def readers(ctx: Context, case: Case) -> tuple[str, ...]:
    """Who reaches the case: its organ, and the offices around it and around whoever sent it."""
    offices = {*lineage(ctx, case.owner.region), *lineage(ctx, case.office_region)}
    owner = () if case.owner.department is None else (organ_reader(case.owner),)
    return (*owner, *map(office_reader, sorted(offices)))


def organ_reader(organ: Owner) -> str:
    """The people of an organ, as a reader of cases."""
    return f"organ:{organ.region}/{organ.department}"


def office_reader(region: str) -> str:
    """A region's coordinating office, as a reader of cases."""
    return f"office:{region}"


def _heal(ctx: Context) -> None:
    """Build the index where it is not there or of no use. Not there is how every installation begins."""
    try:
        sound, first = _has_format(ctx), False
    except IndexBroken as fault:
        sound, first = False, isinstance(fault, IndexMissing)
    if sound:
        return
    if first:
        log.info("case index built")
    else:
        log.warning("case index rebuilt", why="broken or of an old format")
    _rebuild(ctx)


def _has_format(ctx: Context) -> bool:
    return bool(ctx.case_index.query(Query("", filters={MARK: (FORMAT,)}, limit=1)).total)


def _all(ctx: Context, connection: Connection, progress: Callable[[int], None] | None) -> Iterator[Document]:
    yield Document(MARK, MARK, "", "", filters={MARK: (FORMAT,)})
    for number, case in enumerate(store.every_case(connection, _BATCH), 1):
        yield _document(ctx, case)
        if progress:
            progress(number)


def _document(ctx: Context, case: Case) -> Document:
    said, region = case.complaint, case.certificate.region
    filed = case.filed_at.astimezone(LOCAL_TIME)
    places = lineage(ctx, region) if region else ()
    return Document(
        id=case.number,
        kind=CASE,
        title=said.title or case.certificate.matter or "",
        body="\n".join(filter(None, (said.text, said.location.address))),
        words=tuple(filter(None, (case.certificate.matter, place_name(region, ctx.registry)))),
        filters={
            "reader": readers(ctx, case),
            "state": (case.state.value,),
            "department": tuple(filter(None, (case.owner.department,))),
            "region": places,
        },
        stored={"version": str(case.version)},
        day=int(filed.strftime("%Y%m%d")),
        order=case.id,
    )


def _kept(ctx: Context) -> Iterator[tuple[str, str]]:
    """Number and version of everything in the index."""
    before: int | None = None
    while True:
        page = Query("", kinds=(CASE,), limit=_BATCH, sort=Sort.NEWEST, before=before)
        hits = ctx.case_index.query(page).hits
        yield from ((hit.id, hit.stored["version"]) for hit in hits)
        if len(hits) < _BATCH:
            return
        before = hits[-1].order


def _known(connection: Connection) -> Iterator[tuple[str, str]]:
    """Number and version of every case that should be in the index."""
    last = 0
    while batch := store.versions(connection, last, _BATCH):
        yield from ((number, str(version)) for number, version in batch.values())
        last = max(batch)
