"""Reads duties/<region>.yaml: a region's list of duties, its basis checked like an item's."""

from pathlib import PurePosixPath
from typing import Final

from registry.draft import Draft
from registry.lists.items import read_basis
from registry.organs.duty_list import Duty, DutyList
from registry.reading.cells import parse_day
from registry.reading.records import Document, Record

FOLDER: Final = "duties"
_KEYS: Final = (
    *("region", "version", "title", "demonstration", "document"),
    *("decided_on", "published_on", "effective_from", "duties"),
)
_OPTIONAL: Final = ("effective_to", "follows")
_DUTY: Final = ("id", "department", "text", "basis")


def read_duties(draft: Draft) -> None:
    """Read every duty list into the draft; content may have none."""
    if not (draft.notes.content / FOLDER).is_dir():
        return
    for file in draft.notes.files(FOLDER, f"{FOLDER}/*.yaml"):
        text = draft.notes.file_text(file)
        record = None if text is None else Document(draft.notes, file, text).record(_KEYS, _OPTIONAL)
        if record is not None:
            _read_list(draft, file, record)


def _read_list(draft: Draft, file: str, record: Record) -> None:
    found = DutyList(
        region=record.reference("region", "region"),
        version=_version(record),
        title=record.text("title"),
        demonstration=record.flag("demonstration"),
        document=record.text("document"),
        decided_on=record.day("decided_on"),
        published_on=record.day("published_on"),
        effective_from=record.day("effective_from"),
        effective_to=record.day_or_none("effective_to"),
        follows=record.text("follows"),
        duties=_duties(draft, record),
    )
    if found.region and found.region != PurePosixPath(file).stem:
        record.fault("region", "path-mismatch", f"“region”写的是“{found.region}”，文件名却不是它，两处应一致")
    if not found.decided_on <= found.published_on <= found.effective_from:
        record.fault("effective_from", "approval-order", "责任清单先决定、再公布、然后施行，日期次序不对")
    if record.sound:
        draft.duties[found.region] = found


def _version(record: Record) -> str:
    version = record.text("version")
    if version and parse_day(version) is None:
        record.fault("version", "bad-release-date", f"版本“{version}”应是 2026-09-01 这样的日期")
    return version


def _duties(draft: Draft, record: Record) -> tuple[Duty, ...]:
    on = record.day("effective_from")
    return tuple(
        Duty(
            id=part.slug("id", "duty"),
            department=part.reference("department", "department"),
            text=part.text("text"),
            basis=read_basis(draft, part, on),
            items=part.references("items", "item"),
        )
        for part in record.records("duties", _DUTY, ("items",))
    )
