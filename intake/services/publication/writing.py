"""Approved results become files of the content: whole or not at all, the same for the same result."""

from __future__ import annotations

import structlog
from sqlalchemy import Connection

from intake.cases.events import Event, Recorded
from intake.cases.publication import Picture, Publication, Stage
from intake.services.context import Context
from intake.services.publication import marks
from intake.services.publication.files import put
from intake.services.publication.pictures import blacked
from intake.services.publication.result import result_of
from intake.services.publication.unshowing import unshow
from intake.services.publication.view import faults_with
from intake.store.cases import objections
from intake.store.publication import publication as store
from intake.store.records import events
from intake.words import gettext as _
from registry import ContentError, Fault, Result, result_text

log = structlog.get_logger()


def write_due(ctx: Context) -> int:
    """Write every result that is approved or withdrawn and not yet so in the content; returns how many.

    Each stands as a file before the database says so: after a crash it is written once more, the same.
    What its complainant asked to keep after it was approved is not written. Faults elsewhere in the content
    hold up none: what must leave the public record does not wait for somebody else's repair.
    Raises ContentError with the faults of those results that have any, once all others are written; OSError.
    """
    _heed_wishes(ctx)
    with ctx.database.reading() as connection:
        due = [(each, result_of(ctx, connection, each)) for each in store.unwritten(connection)]
    faults: list[Fault] = []
    for publication, result in due:
        try:
            _write(ctx, publication, result)
        except ContentError as refused:
            faults += refused.faults
    if faults:
        raise ContentError(faults)
    return len(due)


def _heed_wishes(ctx: Context) -> None:
    """Take back what was approved before its complainant asked that nothing be published."""
    with ctx.database.reading() as connection:
        approved = [each for each in store.unwritten(connection) if each.stage is Stage.APPROVED]
        kept = [each for each in approved if _is_objected(connection, each.case_id)]
    for publication in kept:
        _take_back(ctx, publication)


def _is_objected(connection: Connection, case_id: int) -> bool:
    return store.is_objected(connection, case_id, objections.whole_of(connection, case_id))


def _take_back(ctx: Context, publication: Publication) -> None:
    """As if never approved; where a writer was killed after the file stood, as withdrawn."""
    region, year, stem = (publication.number or "").split("-")
    said, now = _("投诉人提出不要公布这件投诉。"), ctx.now()
    values: dict[str, object] = {"stage": Stage.RETURNED, "reason": said}
    if (ctx.settings.content_dir / "results" / region / year / f"{stem}.yaml").exists():
        values = {"stage": Stage.WITHDRAWN, "reason": said, "withdrawn_at": now}
    with ctx.database.writing() as connection:
        if store.change(connection, publication, values):
            line = Recorded(Event.RESULT_WITHDRAWN, now, publication.case_id, detail={"reason": said})
            events.record(connection, line)


def _write(ctx: Context, publication: Publication, result: Result) -> None:
    content, stem = ctx.settings.content_dir, result.id.rpartition("-")[2]
    pictures = _pictures(ctx, publication, result)
    file, text = f"{result.folder}/{stem}.yaml", result_text(result).encode()
    faults = faults_with(content, {**pictures, file: text})
    if own := [fault for fault in faults if fault.file == file]:
        raise ContentError(own)
    marks.note_unbuilt(ctx)
    for path, data in {**pictures, file: text}.items():
        put(content / path, data)
    for left_over in (content / result.folder).glob(f"{stem}-*.jpg"):
        if left_over.relative_to(content).as_posix() not in pictures:
            left_over.unlink()
    if result.withdrawn:
        unshow(ctx.settings.output_dir, result.id)
    _note(ctx, publication, result)


def _pictures(ctx: Context, publication: Publication, result: Result) -> dict[str, bytes]:
    """The pictures that are shown, blacked out, by their path in the content."""
    shown = [picture for picture in publication.pictures if picture.shown]
    return {
        f"{result.folder}/{image.file}": _blacked(ctx, picture)
        for image, picture in zip(result.images, shown, strict=False)
    }


def _blacked(ctx: Context, picture: Picture) -> bytes:
    with ctx.files.open(picture.evidence_id) as file:
        return blacked(file.read(), picture.boxes)


def _note(ctx: Context, publication: Publication, result: Result) -> None:
    with ctx.database.writing() as connection:
        if store.set_written(connection, publication, ctx.now()):
            facts = {"number": result.id}
            written = Recorded(Event.RESULT_WRITTEN, ctx.now(), publication.case_id, detail=facts)
            events.record(connection, written)
    log.info("result written", number=result.id, withdrawn=result.withdrawn is not None)
