"""A .xlsx or .docx looked at as the zip of XML parts it is, before anything understands it.

What is handed on is the XML alone, unpacked within limits: readers never see the zip itself, whose sizes
may lie and whose entries may overlap.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from intake.tables import limits
from intake.tables.refusals import Reason, TableRefused

CONTENT_TYPES: Final = "[Content_Types].xml"
_XML: Final = (".xml", ".rels")
_ENCRYPTED_FLAG: Final = 0x1
_DOCTYPE: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MACROS: Final = re.compile(r"vbaproject|vbadata|macrosheets?/|dialogsheets?/", re.IGNORECASE)
_EMBEDDED: Final = re.compile(
    r"embeddings/|activex/|ctrlprops/|oleobject|\.(?:bin|exe|dll|ole)$", re.IGNORECASE
)
_PRINTER: Final = re.compile(r"printersettings/[^/]*\.bin$", re.IGNORECASE)
_PARTS_ELSEWHERE: Final = re.compile(r"externallinks/|connections\.xml$|querytables/|afchunk", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """`parts` are the XML parts by name, `names` all entries."""

    parts: Mapping[str, bytes]
    names: tuple[str, ...]

    def tree(self, name: str) -> Element:
        """An XML part, parsed. Raises TableRefused when it is missing or no XML."""
        if name not in self.parts:
            raise TableRefused(Reason.BROKEN)
        return parse(self.parts[name])

    def targets(self, name: str) -> dict[str, str]:
        """Where the relationships of a part lead: id → name of the part."""
        folder, base = posixpath.split(name)
        rels = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if rels not in self.parts:
            return {}
        found = {}
        for relation in self.tree(rels):
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[relation.get("Id", "")] = posixpath.normpath(path)
        return found

    def main_part(self) -> str:
        """The name of the part that the others belong to. Raises TableRefused."""
        for relation in self.tree("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
        raise TableRefused(Reason.BROKEN)

    def rezipped(self) -> io.BytesIO:
        """The XML parts alone as a zip of our own making."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
            for name, content in self.parts.items():
                made.writestr(name, content)
        file.seek(0)
        return file


def parse(content: bytes) -> Element:
    """XML without document type or entities. Raises TableRefused."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as hostile:
        raise TableRefused(Reason.ENTITIES) from hostile
    except (ParseError, ValueError, LookupError) as broken:
        raise TableRefused(Reason.BROKEN) from broken
    return root


def open_package(content: bytes) -> Package:
    """The package, when nothing in it is dangerous. Raises TableRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            _check_entries(entries)
            parts = _unpack(packed, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as broken:
        raise TableRefused(Reason.BROKEN) from broken
    package = Package(parts, tuple(entry.filename for entry in entries))
    _check_parts(package)
    return package


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > limits.MOST_ENTRIES or any(map(_is_bomb, entries)):
        raise TableRefused(Reason.BOMB)
    if sum(entry.file_size for entry in entries if entry.filename.endswith(_XML)) > limits.MOST_UNPACKED:
        raise TableRefused(Reason.BOMB)
    if any(map(_leads_out, names)) or len({name.lower() for name in names}) < len(names):
        raise TableRefused(Reason.UNSAFE_NAMES)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise TableRefused(Reason.ENCRYPTED)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    packed = max(entry.compress_size, 1)
    return entry.file_size > limits.RATIO_COUNTS_FROM and entry.file_size / packed > limits.MOST_RATIO


def _leads_out(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain != name or plain.startswith("/") or ":" in plain or ".." in plain.split("/")


def _unpack(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts = {}
    for entry in entries:
        if entry.filename.lower().endswith(_XML):
            with packed.open(entry) as stream:
                parts[entry.filename] = stream.read(entry.file_size + 1)
    return parts


def _check_parts(package: Package) -> None:
    types = package.parts.get(CONTENT_TYPES, b"")
    if _any(_MACROS, package.names) or b"macroEnabled" in types or b"vbaProject" in types:
        raise TableRefused(Reason.MACROS)
    if _any(_EMBEDDED, [name for name in package.names if not _PRINTER.search(name)]):
        raise TableRefused(Reason.EMBEDDED)
    if any(_DOCTYPE.search(_plain(part)) for part in package.parts.values()):
        raise TableRefused(Reason.ENTITIES)
    if _any(_PARTS_ELSEWHERE, package.names):
        raise TableRefused(Reason.EXTERNAL)
    for name, part in package.parts.items():
        if name.endswith(".rels"):
            _check_relations(parse(part))


def _check_relations(relations: Element) -> None:
    """Only what a reader must click on may lead out of the file."""
    for relation in relations:
        outside = relation.get("TargetMode", "").lower() == "external"
        if outside and not relation.get("Type", "").endswith("/hyperlink"):
            raise TableRefused(Reason.EXTERNAL)


def _any(pattern: re.Pattern[str], names: list[str] | tuple[str, ...]) -> bool:
    return any(pattern.search(name) for name in names)


def _plain(part: bytes) -> bytes:
    """The bytes without the zeros that UTF-16 and UTF-32 put between letters."""
    return (
        part.replace(b"\0", b"") if part[:4].count(b"\0") or part[:2] in (b"\xff\xfe", b"\xfe\xff") else part
    )
