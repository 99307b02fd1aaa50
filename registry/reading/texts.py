"""Markdown files with a YAML header between two lines of ---."""

from typing import NamedTuple

from registry.reading.notes import Notes, Spot
from registry.reading.records import Document, Record


class Text(NamedTuple):
    """A file's header and the Markdown below it."""

    header: Record
    body: str


def read_text(
    notes: Notes, file: str, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Text | None:
    """The file's header and body; None after a fault when it has no readable header."""
    text = notes.file_text(file)
    if text is None:
        return None
    parts = _split(text.replace("\r\n", "\n"))
    if parts is None:
        notes.fault(Spot(file, 1), "no-header", "文件开头应有页头：一行 ---、若干字段、再一行 ---")
        return None
    head, body = parts
    header = Document(notes, file, head, first_line=2).record(required, optional)
    if header is None:
        return None
    if not body:
        notes.fault(Spot(file, head.count("\n") + 3), "empty-body", "页头下面没有正文")
    return Text(header, body)


def _split(text: str) -> tuple[str, str] | None:
    if not text.startswith("---\n"):
        return None
    head, mark, body = text[4:].partition("\n---\n")
    return (head + "\n", body.strip()) if mark else None
