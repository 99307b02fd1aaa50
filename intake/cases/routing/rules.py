"""The router's own words and numbers (rules.yaml), as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

from .evidence import Shares
from .message import Reading

FILE = Path(__file__).with_name("rules.yaml")


@dataclass(frozen=True, slots=True)
class ConductRules:
    """When a complaint is about an authority itself; see rules.yaml."""

    matter: str
    grave: tuple[str, ...]
    referring: tuple[str, ...]
    neglect: tuple[str, ...]
    officials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConfidenceRules:
    """A logistic function of `features` (ranking); fitted with the trained model and kept in its file."""

    constant: float
    margin: float
    score: float


@dataclass(frozen=True, slots=True)
class Rules:
    """Field by field what rules.yaml explains."""

    reading: Reading
    shares: Shares
    boilerplate: frozenset[str]
    nuisance: tuple[str, ...]
    nuisance_reach: int
    no_nuisance: float
    one_nuisance: float
    many_nuisances: float
    conduct: ConductRules
    phrases: float
    boundary: float
    toward: float
    trained: float
    cut: float

    @classmethod
    def load(cls, file: Path = FILE) -> Self:
        """Read rules.yaml. Raises KeyError or TypeError when it is not complete."""
        data: dict[str, Any] = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        return cls(
            **{
                **data,
                "reading": Reading(**data["reading"]),
                "shares": Shares(**data["shares"]),
                "boilerplate": frozenset(data["boilerplate"].split()),
                "nuisance": tuple(data["nuisance"].split()),
                "conduct": _conduct(data["conduct"]),
            }
        )


def _conduct(data: Mapping[str, str]) -> ConductRules:
    return ConductRules(
        data["matter"],
        tuple(data["grave"].split()),
        tuple(data["referring"].split()),
        tuple(data["neglect"].split()),
        tuple(data["officials"].split()),
    )
