"""The routing certificate: to whom a complaint goes, and every fact that made it so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from registry.places.places import Place

NOT_ENVIRONMENTAL = "非环境事项"

# What each rule says to a citizen; the key is what certificates and statistics store.
RULES: Mapping[str, str] = {
    "own_list": "本地公开的事项清单",
    "inherited": "上一级公开的事项清单",
    "chosen_item": "投诉人自己选定的清单事项",
    "conduct": "反映的是部门或其工作人员的履职行为，不转给被反映的部门",
    "not_environmental": "不属于生态环境保护事项",
    "no_match": "没有找到相符的清单事项",
    "office": "协调办公室研究确定",
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another department's best item: `score` is its share of the evidence, 0..1; `why_not` one sentence;
    `matched` the complaint's words that speak for it (certificates written before have none)."""

    department: str
    department_id: str | None
    item: str | None
    matter: str
    score: float
    why_not: str
    matched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ElsewhereAnswer:
    """Where a complaint that is not environmental belongs."""

    id: str
    name: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """One routing decision. Everything in it is either published or the complainant's own words.

    `department` is the function's name (生态环境 …, or 非环境事项); `organ` the organ that performs it there,
    with `organ_key` "region/department" as the registry keys it. `release` and `legal_basis` cite the
    published item. `confidence` is the estimated chance (0..1) that the department is right; `decided` is
    False when a person at the coordinating office must choose. `accused` holds the ids of departments that
    must not receive the complaint, `accused_level` the highest level (county, city, province) the words
    name one at, None when they do not tell; `accused_by_hand`: the office said so, not the router.
    """

    environmental: bool
    department: str
    department_id: str | None
    rule: str
    confidence: float
    decided: bool
    region: str | None = None
    place: Place | None = None
    organ: str | None = None
    organ_key: str | None = None
    supporting: tuple[str, ...] = ()
    item: str | None = None
    matter: str | None = None
    release: str | None = None
    legal_basis: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    accused: tuple[str, ...] = ()
    accused_level: str | None = None
    accused_by_hand: bool = False
    elsewhere: ElsewhereAnswer | None = None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """All fields as plain JSON values; `accused_by_hand` only where it is so: while servers are updated
        one by one, those of the release before, which know no such field, read what is filed."""
        told = asdict(self)
        if not self.accused_by_hand:
            del told["accused_by_hand"]
        return told

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Certificate:
        """The inverse of `to_json`. Raises TypeError or KeyError when `data` is no certificate."""
        place, elsewhere = data["place"], data["elsewhere"]
        return cls(
            **{
                **data,
                "place": _place(place) if place else None,
                "elsewhere": ElsewhereAnswer(**elsewhere) if elsewhere else None,
                "alternatives": tuple(map(_alternative, data["alternatives"])),
                **{name: tuple(data[name]) for name in ("supporting", "legal_basis", "matched", "accused")},
            }
        )

    def to_cli_json(self, complaint_id: str) -> dict[str, Any]:
        """One output line of `python -m intake route --jsonl`."""
        return {
            "id": complaint_id,
            "environmental": self.environmental,
            "department": self.department,
            "item": self.item,
            "region": self.region,
            "organ": self.organ,
            "confidence": round(self.confidence, 4),
            "decided": self.decided,
            "alternatives": [
                {"department": each.department, "item": each.item, "score": round(each.score, 4)}
                for each in self.alternatives
            ],
            "matched": list(self.matched),
            "rule": self.rule,
        }


def _place(data: Mapping[str, Any]) -> Place:
    return Place(**{**data, "candidates": tuple(data["candidates"]), "matched": tuple(data["matched"])})


def _alternative(data: Mapping[str, Any]) -> Alternative:
    return Alternative(**{**data, "matched": tuple(data.get("matched", ()))})
