"""What reading a table proposes: rows whose every cell says where it came from and what is doubtful about it.

Nothing is left out in silence: rows and columns that were not taken are listed with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from intake.lists.model import DraftRow


class Kind(StrEnum):
    """What is doubtful; pages say it in the doubt's own sentence, programs by this word."""

    FORMULA = "formula"
    NO_RESULT = "no_result"
    FORMATTED = "formatted"
    HIDDEN = "hidden"
    REVISED = "revised"
    STRUCK = "struck"
    LEFT_OUT = "left_out"
    JOINED = "joined"
    SEVERAL_MATTERS = "several_matters"
    UNKNOWN_DEPARTMENT = "unknown_department"
    AMBIGUOUS_DEPARTMENT = "ambiguous_department"
    VAGUE_DEPARTMENT = "vague_department"
    OTHER_LEAD = "other_lead"
    SEVERAL_LEADS = "several_leads"
    UNREADABLE_BASIS = "unreadable_basis"
    UNKNOWN_STATUTE = "unknown_statute"
    REPEALED_STATUTE = "repealed_statute"
    STATUTE_NOT_IN_FORCE = "statute_not_in_force"
    TEXT_DROPPED = "text_dropped"
    UNKNOWN_TOPIC = "unknown_topic"
    UNKNOWN_LEVEL = "unknown_level"
    UNKNOWN_STATUS = "unknown_status"
    GUESSED = "guessed"
    UNKNOWN_ITEM = "unknown_item"
    OTHER_MATTER = "other_matter"
    DUPLICATE = "duplicate"
    SIMILAR = "similar"
    OLD_HOTLINE = "old_hotline"
    PERSONAL_NUMBER = "personal_number"
    NO_MATTER = "no_matter"


@dataclass(frozen=True, slots=True)
class Doubt:
    """What somebody should look at before it is taken over."""

    kind: Kind
    message: str


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One value of a row. `position` is "" for what the table does not hold and was guessed.

    `rewritten`: more than blanks, line breaks and the width of letters differs from `original`.
    """

    position: str
    original: str
    value: str
    doubts: tuple[Doubt, ...] = ()
    rewritten: bool = False


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """One item as read. `number` counts from 1; `doubts` are about the row as a whole."""

    number: int
    position: str
    cells: Mapping[str, ReadCell] = field(hash=False)
    doubts: tuple[Doubt, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether nothing about it is doubtful."""
        return not self.doubts and not any(cell.doubts for cell in self.cells.values())

    def value(self, name: str) -> str:
        """What was read for a field of DraftRow; "" for none."""
        return self.cells[name].value if name in self.cells else ""

    def as_row(self, key: str = "") -> DraftRow:
        """The row as drafts keep it."""
        return DraftRow(key, **{name: cell.value for name, cell in self.cells.items()})


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that holds something and is no item, and why."""

    position: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column and the field it was taken for; `guessed`: its heading only resembles one we know."""

    position: str
    heading: str
    field: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class UnreadColumn:
    """A column that holds something and was not taken over, and why."""

    position: str
    heading: str
    filled: int
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """All of a file. `notes` are sentences about the file as a whole."""

    rows: tuple[ProposedRow, ...]
    skipped: tuple[SkippedRow, ...] = ()
    columns: tuple[ReadColumn, ...] = ()
    unread: tuple[UnreadColumn, ...] = ()
    notes: tuple[str, ...] = ()
