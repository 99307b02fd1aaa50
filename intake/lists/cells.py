"""One cell of a row: its text read into values, and values written as its text. Pure, knows no registry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from intake.words import gettext as _
from registry import Basis, Boundary

_PARTS: Final = re.compile(r"[\n；;]+")
_ENUMERATED: Final = re.compile(r"[\n；;、，,]+")
_CITATION: Final = re.compile(r"《(?P<title>[^》]+)》(?P<rest>.*)", re.DOTALL)
_ARTICLE: Final = re.compile(r"第[0-9一二三四五六七八九十百千零〇之]+条.*")
_ARROW: Final = re.compile(r"→|->|—>|＞")
_GOES: Final = re.compile(
    r"(?P<to>[^（(：:]+)(?:[（(](?P<item>[^）)]*)[）)])?(?:[：:](?P<note>.*))?", re.DOTALL
)


class CellUnreadable(ValueError):
    """A cell's text cannot be taken apart; the message says how it should be written."""


def parts(cell: str) -> tuple[str, ...]:
    """The entries of a cell, one a line or behind ；."""
    return _tidied(_PARTS.split(cell))


def written_lines(cell: str) -> tuple[str, ...]:
    """The entries of a cell of prose: one a line and nothing else."""
    return _tidied(cell.split("\n"))


def enumerated(cell: str) -> tuple[str, ...]:
    """The entries of a cell whose entries hold no 、 themselves: one a line, or behind any stop."""
    return _tidied(_ENUMERATED.split(cell))


def lines(entries: Iterable[str]) -> str:
    """Entries as a cell."""
    return "\n".join(entries)


def basis_of(entry: str) -> Basis:
    """《生态环境法典》第217条、第1102条. Raises CellUnreadable."""
    found = _CITATION.fullmatch(entry)
    if found is None:
        raise CellUnreadable(_("依据要写成《生态环境法典》第217条、第1102条这样，每行一部。"))
    articles = enumerated(_halved(found["rest"]))
    for article in articles:
        if not _ARTICLE.fullmatch(article):
            raise CellUnreadable(_("“{article}”不像条文号，应当像第217条这样。").format(article=article))
    return Basis(found["title"].strip(), articles)


def basis_text(basis: Basis) -> str:
    """《生态环境法典》第217条、第1102条"""
    return basis.citation


def boundary_of(entry: str) -> tuple[str, str, str, str]:
    """工地扬尘 → 住房城乡建设（ZJ-001）：夜里也归它, as what it looks like, who (in words), item, note.

    A text without an arrow is a note alone. Raises CellUnreadable.
    """
    looks_like, arrow, rest = _arrow_split(entry)
    if not arrow:
        return "", "", "", entry
    found = _GOES.fullmatch(rest.strip())
    if found is None or not looks_like.strip():
        raise CellUnreadable(
            _("要写成：工地扬尘 → 住房城乡建设（ZJ-001），每行一条；不转给别人的提醒直接写。")
        )
    item = _halved(found["item"] or "").strip().upper()
    return looks_like.strip(), found["to"].strip(), item, (found["note"] or "").strip()


def boundary_text(boundary: Boundary, goes_to: str) -> str:
    """The boundary as one entry; `goes_to` is the department in words."""
    if not boundary.goes_to:
        return boundary.note
    item = f"（{boundary.item}）" if boundary.item else ""
    note = f"：{boundary.note}" if boundary.note else ""
    return f"{boundary.looks_like} → {goes_to}{item}{note}"


def item_id(cell: str) -> str:
    """An item's id with plain digits and capitals."""
    return _halved(cell).strip().upper()


def _arrow_split(entry: str) -> tuple[str, str, str]:
    found = _ARROW.search(entry)
    return (entry[: found.start()], found[0], entry[found.end() :]) if found else (entry, "", "")


def _halved(text: str) -> str:
    """Full-width digits and letters as plain ones, all else as it is."""
    return "".join(unicodedata.normalize("NFKC", each) if "！" <= each <= "～" else each for each in text)


def _tidied(entries: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in entries if each.strip()))
