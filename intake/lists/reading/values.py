"""One value of a row from the text of its cells, with what is doubtful about it. One function a field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from intake.lists import cells
from intake.lists.names import nearest
from intake.lists.reading.choices import Choices, Value
from intake.lists.reading.departments import DepartmentNames, Named
from intake.lists.reading.doubts import doubt
from intake.lists.reading.plain import (
    fold,
    lines,
    numbered_parts,
    one_line,
    paragraph,
    squeezed,
    trimmed,
    unnumbered,
)
from intake.lists.reading.proposal import Doubt, Kind
from intake.lists.reading.statutes import Cited, StatuteTitles
from intake.lists.reading.vocabulary import vocabulary
from intake.words import gettext as _
from registry import Registry

ITEM_ID: Final = re.compile(r"[A-Z]{2,4}-[0-9]{3,4}")
_ENTRIES: Final = re.compile(r"[\n；;、，,]+")
_STOP: Final = re.compile(r"[；;]+")
_ARROWS: Final = re.compile(r"->|—>|＞")
_OLD_HOTLINE: Final = re.compile(r"(?<!\d)12369(?!\d)")
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class Target:
    """Whose list it is to be: region and department, and the day by whose law it is judged."""

    registry: Registry
    region: str
    department: str
    on: date


class Values:
    """The readers of all fields, for one list."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.departments = DepartmentNames(target.registry, target.region, target.on)
        self.statutes = StatuteTitles(target.registry)
        self.choices = Choices(target.registry)
        self._readers: Mapping[str, Callable[[str], Value]] = {
            "item": self._item,
            "matter": _matter,
            "topics": self.choices.topics,
            "supporting": self._supporting,
            "handled_at": self.choices.level,
            "description": lambda text: Value(paragraph(text)),
            "basis": self._basis,
            "words": lambda text: Value("\n".join(_entries(text))),
            "boundaries": self._boundaries,
            "lead_status": self.choices.lead_status,
            "decision": lambda text: Value(one_line(text)),
            "unit": lambda text: Value(trimmed(one_line(text))),
            "contact": _contact,
        }

    def read(self, field: str, text: str) -> Value:
        """The value of a field; nothing for what means nothing: 无, —."""
        if squeezed(text) in vocabulary().none:
            return Value("")
        return self._readers[field](text)

    def lead(self, text: str) -> list[Doubt]:
        """What is doubtful about whom the table names as the lead: it must be the list's own department."""
        named = self.departments.read(text)
        found = {each.id for one in named for each in one.departments}
        written = _("、").join(each.written for each in named)
        if not named or (found == {self._target.department} and len(named) == 1):
            return []
        kind = Kind.SEVERAL_LEADS if self._target.department in found else Kind.OTHER_LEAD
        return [doubt(kind, name=written)]

    def _item(self, text: str) -> Value:
        written = cells.item_id(squeezed(text))
        known = ITEM_ID.fullmatch(written)
        return Value(written) if known else Value("", (doubt(Kind.UNKNOWN_ITEM, name=written),))

    def _supporting(self, text: str) -> Value:
        named = self.departments.read(text)
        found = [each.departments[0].name if len(each.departments) == 1 else each.written for each in named]
        doubts = [one for each in named for one in self._department_doubts(each)]
        kept = [name for name, each in zip(found, named, strict=True) if each.departments or not each.vague]
        return Value("\n".join(dict.fromkeys(kept)), tuple(doubts))

    def _department_doubts(self, named: Named) -> list[Doubt]:
        if named.vague:
            return [doubt(Kind.VAGUE_DEPARTMENT, name=named.written)]
        if len(named.departments) > 1:
            names = _("或").join(each.name for each in named.departments)
            return [doubt(Kind.AMBIGUOUS_DEPARTMENT, name=named.written, names=names)]
        return [] if named.departments else [self._unknown(named.written)]

    def _unknown(self, written: str) -> Doubt:
        known = [each.name for each in self._target.registry.departments.values()]
        found = doubt(Kind.UNKNOWN_DEPARTMENT, name=written)
        return Doubt(found.kind, found.message.removesuffix("。") + (nearest(written, known) or "。"))

    def _basis(self, text: str) -> Value:
        cited = self.statutes.read(text)
        if not cited:
            return Value(one_line(text), (doubt(Kind.UNREADABLE_BASIS),))
        doubts = [one for each in cited for one in self._statute_doubts(each)]
        return Value("\n".join(each.citation for each in cited), tuple(doubts))

    def _statute_doubts(self, cited: Cited) -> list[Doubt]:
        on, statute, found = self._target.on, cited.statute, []
        if statute is None:
            found.append(doubt(Kind.UNKNOWN_STATUTE, name=cited.title))
        elif statute.valid_to and statute.valid_to < on:
            instead = (
                _("，可改引《{title}》").format(title=statute.replaced_by) if statute.replaced_by else ""
            )
            day = str(statute.valid_to)
            found.append(doubt(Kind.REPEALED_STATUTE, name=statute.title, day=day, instead=instead))
        elif statute.valid_from and on < statute.valid_from:
            found.append(doubt(Kind.STATUTE_NOT_IN_FORCE, name=statute.title, day=str(statute.valid_from)))
        if cited.dropped:
            found.append(doubt(Kind.TEXT_DROPPED, text=cited.dropped))
        return found

    def _boundaries(self, text: str) -> Value:
        entries, doubts = [], []
        for entry in _boundary_entries(text):
            read, wrong = self._boundary(entry)
            entries.append(read)
            doubts += wrong
        return Value("\n".join(entries), tuple(doubts))

    def _boundary(self, entry: str) -> tuple[str, list[Doubt]]:
        try:
            looks_like, to, item, note = cells.boundary_of(entry)
        except cells.CellUnreadable:
            return entry, []
        if not to:
            return entry, []
        named = self.departments.read(to)
        if len(named) != 1 or len(named[0].departments) != 1:
            return entry, [self._unknown(to)]
        behind = (f"（{item}）" if item else "") + (f"：{note}" if note else "")
        return f"{looks_like} → {named[0].departments[0].name}{behind}", []


def _matter(text: str) -> Value:
    if numbered_parts(text) > 1:
        return Value("；".join(lines(text)), (doubt(Kind.SEVERAL_MATTERS),))
    return Value(trimmed(unnumbered(paragraph(text))))


def _contact(text: str) -> Value:
    said = paragraph(text)
    doubts = []
    if _OLD_HOTLINE.search(said):
        doubts.append(doubt(Kind.OLD_HOTLINE))
    if _MOBILE.search(said):
        doubts.append(doubt(Kind.PERSONAL_NUMBER))
    return Value(said, tuple(doubts))


def _entries(text: str) -> list[str]:
    parts = (trimmed(part) for line in lines(text) for part in _ENTRIES.split(line))
    return list(dict.fromkeys(part for part in parts if part))


def _boundary_entries(text: str) -> list[str]:
    """One a line, or several behind ； as long as none of them explains itself in a note of its own."""
    entries: list[str] = []
    for line in fold(text).split("\n"):
        segments = [segment.strip() for segment in _STOP.split(line) if segment.strip()]
        plain = "→" in _ARROWS.sub("→", line) and not any("：" in segment for segment in segments[:-1])
        entries += segments if plain else [line]
    return entries
