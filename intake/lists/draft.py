"""A list on its way: the draft, its rows, what reviewers said, what was decided, each step that was taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from intake.cases.model import Owner
from intake.lists.model import DraftRow
from intake.lists.states import ListAction, ListState
from intake.words import gettext as _
from intake.words import mark


class Verdict(StrEnum):
    """What a reviewing organ says of a list."""

    AGREE = "agree"
    AGREE_WITH_CHANGES = "agree_with_changes"
    OBJECT = "object"


class Attribute(StrEnum):
    """Whether a document is public (政府信息公开条例 arts 13, 17); the values are what documents print."""

    ACTIVE = "主动公开"
    ON_REQUEST = "依申请公开"
    CLOSED = "不予公开"


class Clause(StrEnum):
    """The article that keeps a document from being public."""

    NONE = ""
    SECRETS = "14"
    PRIVACY = "15"
    INTERNAL = "16"


VERDICTS = {
    Verdict.AGREE: mark("同意"),
    Verdict.AGREE_WITH_CHANGES: mark("修改后同意"),
    Verdict.OBJECT: mark("不同意"),
}
CLAUSES = {
    Clause.NONE: mark("没有第十四至十六条的情形"),
    Clause.SECRETS: mark("第十四条：国家秘密，危及国家安全、公共安全、经济安全、社会稳定"),
    Clause.PRIVACY: mark("第十五条：商业秘密、个人隐私"),
    Clause.INTERNAL: mark("第十六条：内部事务、过程性信息、行政执法案卷"),
}


def verdict_words(verdict: Verdict) -> str:
    """A verdict in words."""
    return _(VERDICTS[verdict])


@dataclass(frozen=True, slots=True)
class Decision:
    """Which body decided, by which document, of which day."""

    decided_by: str
    document: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The review before publication (政府信息公开条例 art. 17): its outcome, the article that stands against
    publication, the grounds in words, who reviewed and when."""

    attribute: Attribute
    clause: Clause
    ground: str
    reviewer_id: int
    reviewer: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class ListDraft:
    """One list on its way to a release.

    `version` counts its steps and the changes to which rows there are; rows have versions of their own.
    `round`: how often it was submitted. `based_on`: the key of the release its rows were copied from, or "".
    `release`: the key of what it was published as, or "".
    """

    id: int
    version: int
    region: str
    department: str
    title: str
    state: ListState
    round: int
    based_on: str
    demonstration: bool
    drafted_by: int
    drafted_at: datetime
    submitted_by: int | None = None
    decision: Decision | None = None
    disclosure: Disclosure | None = None
    release: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row as kept: its place (from 1, gaps allowed), its own version, who wrote it last and when.

    `removed`: it was taken out of the list and can be put back.
    """

    row: DraftRow
    position: int
    version: int
    written_by: int
    writer: str
    written_at: datetime
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an asked organ said in one round; an organ may say several, the latest counts."""

    organ: Owner
    round: int
    verdict: Verdict
    text: str
    staff: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody adds to a step: a comment, the number and day of its document, an attachment's name."""

    comment: str = ""
    document: str = ""
    dated: date | None = None
    attachment: str = ""


NO_NOTE: Final = Note()


@dataclass(frozen=True, slots=True)
class ListStep:
    """One step that was taken: by whom, of which organ or office, to which state."""

    action: ListAction
    state: ListState
    round: int
    staff: str
    unit: Owner
    at: datetime
    note: Note


def latest(opinions: tuple[Opinion, ...], round_: int) -> dict[Owner, Opinion]:
    """The latest opinion of each organ in a round."""
    return {each.organ: each for each in opinions if each.round == round_}
