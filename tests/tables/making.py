"""Makes files as departments and attackers send them: real writers, then surgery on what they wrote."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence

import xlwt
from docx import Document
from docx.document import Document as Doc
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]
Make = Callable[[], bytes]
Makers = dict[str, Callable[[], tuple[str, bytes]]]


def made_into(makers: Makers) -> Callable[[str], Callable[[Make], Make]]:
    """A decorator that enters, under its own name, what makes a file with a suffix."""

    def made(suffix: str) -> Callable[[Make], Make]:
        def enter(make: Make) -> Make:
            makers[make.__name__] = lambda: (f"{make.__name__}{suffix}", make())
            return make

        return enter

    return made


def xlsx(*sheets: tuple[str, Rows], change: Callable[[Workbook], None] | None = None) -> bytes:
    """A workbook of sheets (name, rows); `change` may merge, hide, format."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheet(
    rows: Rows, *merges: str, name: str = "清单", change: Callable[[Worksheet], None] | None = None
) -> bytes:
    """A workbook of one sheet with merged ranges (A1:C1)."""

    def merge(book: Workbook) -> None:
        for each in merges:
            book[name].merge_cells(each)
        if change:
            change(book[name])

    return xlsx((name, rows), change=merge)


def xls(rows: Rows, change: Callable[[xlwt.Worksheet], None] | None = None) -> bytes:
    """An Excel 97-2003 workbook of one sheet."""
    book = xlwt.Workbook()
    made = book.add_sheet("清单")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                made.write(number, column, value)
    if change:
        change(made)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def docx(*blocks: str | Rows, change: Callable[[Doc], None] | None = None) -> bytes:
    """A Word document of paragraphs and tables; `change` may merge cells."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), max(map(len, block)))
        for number, row in enumerate(block):
            for column, value in enumerate(row):
                table.cell(number, column).text = str(value)
    if change:
        change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """The entries of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """Entries as a zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return file.getvalue()


def operated(content: bytes, changes: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> bytes:
    """A zip with entries changed, added (bytes) or taken away (None)."""
    entries = parts(content)
    for name, change in changes.items():
        if change is None:
            del entries[name]
        else:
            entries[name] = change(entries[name]) if callable(change) else change
    return zipped(entries)


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """A change that replaces a pattern, and fails where there is none."""

    def change(content: bytes) -> bytes:
        text, count = re.subn(old, new, content.decode())
        assert count, f"{old} is not there"
        return text.encode()

    return change
