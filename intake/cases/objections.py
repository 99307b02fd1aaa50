"""Saying that a case is not one's own: for which reasons, and how often a case may be passed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake.cases.model import Owner
from intake.words import gettext as _
from intake.words import mark

# The second refusal ends it: who leads is then decided from above, and stays decided (信访工作条例 art. 24).
MOST = 2


class Reason(StrEnum):
    """Why a case is said not to be this organ's."""

    OTHER_DEPARTMENT = "other_department"
    OTHER_REGION = "other_region"
    NO_ENFORCEMENT_POWER = "no_enforcement_power"
    NOT_ENVIRONMENTAL = "not_environmental"
    NOBODY_NAMED = "nobody_named"


@dataclass(frozen=True, slots=True)
class ReasonRule:
    """What a reason demands. `splits`: supervision stays, only enforcement goes (article 23)."""

    words: str
    names_department: bool = False
    splits: bool = False


REASONS: Mapping[Reason, ReasonRule] = {
    Reason.OTHER_DEPARTMENT: ReasonRule(mark("应由别的部门负责")),
    Reason.OTHER_REGION: ReasonRule(mark("不在本地区")),
    Reason.NO_ENFORCEMENT_POWER: ReasonRule(
        mark("本单位没有执法权，执法部分应转给有执法权的部门"), names_department=True, splits=True
    ),
    Reason.NOT_ENVIRONMENTAL: ReasonRule(mark("不属于生态环境事项")),
    Reason.NOBODY_NAMED: ReasonRule(mark("清单没有写明由谁负责")),
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """An objection as raised: the reason, the clause it rests on, the department (an id) it names."""

    reason: Reason
    clause: str
    text: str = ""
    names: str | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection on record. `agreed` None: not decided yet, or decided from above."""

    organ: Owner
    grounds: Grounds
    raised_at: datetime
    agreed: bool | None
    decision: str


def reason_words(reason: Reason) -> str:
    """The reason in words."""
    return _(REASONS[reason].words)


def common_superior(lines: Iterable[tuple[str, ...]]) -> str:
    """The lowest region above all (or one of them itself). A line is a region and all above it."""
    first, *others = lines
    return next((region for region in first if all(region in line for line in others)), first[-1])
