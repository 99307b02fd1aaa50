"""How a decided list becomes public: the steps of its publication, each of which can be done again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from intake.words import gettext as _
from intake.words import mark


class Kind(StrEnum):
    """A release is published; one not yet in force is taken back; earlier rows are published anew."""

    RELEASE = "release"
    WITHDRAWAL = "withdrawal"
    RESTORATION = "restoration"


class Step(StrEnum):
    """How far a publication is: the last step that was done."""

    ASKED = "asked"
    CHECKED = "checked"
    PLACED = "placed"
    COMMITTED = "committed"
    BUILT = "built"
    INDEXED = "indexed"
    DONE = "done"
    REFUSED = "refused"


STEPS = tuple(each for each in Step if each is not Step.REFUSED)
OVER = (Step.DONE, Step.REFUSED)

_WORDS: Mapping[Step, str] = {
    Step.ASKED: mark("登记公布"),
    Step.CHECKED: mark("和全部公布内容一起核对"),
    Step.PLACED: mark("写入公布内容"),
    Step.COMMITTED: mark("记入版本历史"),
    Step.BUILT: mark("更新网站"),
    Step.INDEXED: mark("更新检索和转办"),
    Step.DONE: mark("公布完成"),
    Step.REFUSED: mark("没有公布"),
}


def step_words(step: Step) -> str:
    """A step in words."""
    return _(_WORDS[step])


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file of the content as it is to be: its path below the folder, its text; None: it is to be gone."""

    path: str
    text: str | None


@dataclass(frozen=True, slots=True)
class ListPublication:
    """One publication of a list. `key` is the release it makes or takes back; `at` when each step was done.

    `refused` holds the faults that kept it from the content, in words; `trouble` what holds it up just now,
    or, once it is done, why its files are not in the version history. `commit_id` is that of the commit.
    """

    id: int
    kind: Kind
    key: str
    draft_id: int | None
    files: tuple[PublicFile, ...]
    step: Step
    asked_by: int
    asked_at: datetime
    reason: str = ""
    at: Mapping[Step, datetime] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    trouble: str = ""
    commit_id: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.step in OVER

    def has(self, step: Step) -> bool:
        """Whether it got that far."""
        return self.step in STEPS and STEPS.index(self.step) >= STEPS.index(step)

    @property
    def list_key(self) -> str:
        """410000/ecology: at most one publication of a list is under way."""
        return self.key.rpartition("/")[0]
