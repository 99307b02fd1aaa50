"""Reads releases that were published and taken back before they took effect."""

from typing import Final

from registry.draft import Draft
from registry.lists.withdrawn_release import WithdrawnRelease
from registry.reading.records import Document

_FOLDER: Final = "withdrawn_releases"
_KEYS: Final = ("region", "department", "release", "title", "withdrawn_on", "reason", "demonstration")


def read_withdrawn(draft: Draft) -> None:
    """Read every one into the draft."""
    for file in draft.notes.files(_FOLDER, f"{_FOLDER}/*/*/*.yaml"):
        text = draft.notes.file_text(file)
        record = Document(draft.notes, file, text).record(_KEYS) if text is not None else None
        if record is None:
            continue
        gone = WithdrawnRelease(
            region=record.reference("region", "region"),
            department=record.reference("department", "department"),
            release=record.text("release"),
            title=record.text("title"),
            withdrawn_on=record.day("withdrawn_on"),
            reason=record.text("reason"),
            demonstration=record.flag("demonstration"),
        )
        if f"{_FOLDER}/{gone.key}.yaml" != file:
            record.fault("release", "path-mismatch", f"写的是“{gone.key}”，与文件路径不一致")
        draft.withdrawn_releases[gone.key] = gone


def check_withdrawn(draft: Draft) -> None:
    """What was taken back is not published."""
    for key in draft.withdrawn_releases.keys() & draft.releases.keys():
        message = f"清单 {key} 已经撤回，见 {_FOLDER}/{key}.yaml"
        draft.notes.fault(draft.release_spots[key], "withdrawn-release", message)
