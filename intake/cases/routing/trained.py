"""Stage 4, second opinion: a small linear model of departments, trained on texts of our own.

It sees the same character pairs and words as the similarity does, and has learned from example complaints
which of them speak for which department. It only adds to a score: a matter still needs its published words.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from .message import Message
from .rules import ConfidenceRules

FILE = Path(__file__).parent / "model" / "departments.npz"
LEAST = -6.0  # a log chance below this says no more than "hardly"

Floats = NDArray[np.float32]


def features(message: Message) -> dict[str, float]:
    """What the model looks at: weighted counts of character pairs and of words, kept apart by a prefix."""
    counts = {f"c{gram}": amount for gram, amount in message.grams.items()}
    return counts | {f"w{term}": amount for term, amount in message.terms.items()}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features known to the model: name → column, and how telling each column is."""

    columns: Mapping[str, int]
    telling: Floats

    def vector(self, message: Message) -> tuple[NDArray[np.intp], Floats]:
        """The known features of a message: their columns and their weights, of length 1 together.

        In the order of the columns: sums in another order differ in their last digits between processes.
        """
        found = {self.columns[name]: n for name, n in features(message).items() if name in self.columns}
        known = dict(sorted(found.items()))
        columns = np.fromiter(known, np.intp, len(known))
        counts = (1 + math.log(n) if n >= 1 else n for n in known.values())
        weights = np.fromiter(counts, np.float32, len(known)) * self.telling[columns]
        return columns, weights / (float(np.linalg.norm(weights)) or 1.0)


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """`weights` has a row a feature and a column a label; a label is a department id or OTHER_BUSINESS.

    `confidence` was fitted together with the weights; `measured` is what the trial found on unseen examples.
    """

    vocabulary: Vocabulary
    labels: tuple[str, ...]
    weights: Floats
    bias: Floats
    confidence: ConfidenceRules
    measured: Mapping[str, float]

    def log_chances(self, message: Message) -> dict[str, float]:
        """Label → logarithm of its chance, never below LEAST."""
        columns, weights = self.vocabulary.vector(message)
        scores = weights @ self.weights[columns] + self.bias
        logs = scores - (scores.max() + np.log(np.exp(scores - scores.max()).sum()))
        return dict(zip(self.labels, np.maximum(logs, LEAST).tolist(), strict=True))

    def save(self, file: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        file.parent.mkdir(parents=True, exist_ok=True)
        facts = {
            "labels": self.labels,
            "confidence": asdict(self.confidence),
            "measured": dict(self.measured),
        }
        with file.open("wb") as out:
            np.savez_compressed(
                out,
                names=np.array("\n".join(self.vocabulary.columns)),
                telling=self.vocabulary.telling.astype(np.float16),
                weights=self.weights.astype(np.float16),
                bias=self.bias.astype(np.float32),
                facts=np.array(json.dumps(facts, ensure_ascii=False)),
            )

    @classmethod
    def load(cls, file: Path = FILE) -> Self:
        """Read a model. Raises OSError, or ValueError for a file that is none."""
        with np.load(file, allow_pickle=False) as held:
            facts = json.loads(str(held["facts"]))
            return cls(
                Vocabulary(_columns(str(held["names"]).split("\n")), held["telling"].astype(np.float32)),
                tuple(facts["labels"]),
                held["weights"].astype(np.float32),
                held["bias"],
                ConfidenceRules(**facts["confidence"]),
                facts["measured"],
            )


def _columns(names: Iterable[str]) -> dict[str, int]:
    return {name: column for column, name in enumerate(names)}
