"""What every record that the public reads must hold: texts without identities, and who reviewed it."""

from datetime import date

from registry.identity import sightings
from registry.reading.notes import Notes, Spot
from registry.reading.records import Record
from registry.results.case_result import DisclosureReview


def public_text(record: Record, key: str) -> str:
    """A text that everybody will read, checked for what points to a person."""
    text = record.text(key)
    check_public(record.notes, record.spot(key), key, text)
    return text


def check_public(notes: Notes, spot: Spot, name: str, text: str) -> None:
    """Fault what looks as if it pointed to a person, without repeating it."""
    for found in sightings(text):
        shown = text[found.start : found.start + 3] + "…"
        notes.fault(spot, "identity", f"“{name}”里有像{found.kind}的内容（{shown}），公布前必须隐去")


def read_disclosure(record: Record) -> DisclosureReview:
    """The review before publication (政府信息公开条例 art. 17)."""
    part = record.record("disclosure", ("reviewed_by", "reviewed_on", "grounds"))
    if part is None:
        return DisclosureReview("", date.min, "")
    return DisclosureReview(part.text("reviewed_by"), part.day("reviewed_on"), public_text(part, "grounds"))
