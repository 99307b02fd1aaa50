"""Samples into a model: multinomial logistic regression, the same result from the same samples."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from intake.cases.routing.message import Message, Reader
from intake.cases.routing.rules import ConfidenceRules
from intake.cases.routing.trained import Floats, TrainedModel, Vocabulary, features

from .texts import Sample

LEAST_TEXTS = 3  # a feature of fewer texts teaches those by heart, and the file stays small
STRICTNESS = 10.0  # inverse strength of regularisation, chosen on held-out examples
ROUNDS = 400
Pair = tuple[float, float]
UNFITTED = ConfidenceRules(0.0, 1.0, 1.0)


def fit(reader: Reader, samples: Sequence[Sample]) -> TrainedModel:
    """A model of the samples' labels; its confidence is still to be fitted. `reader` cuts the texts."""
    messages = [reader.read(sample.text) for sample in samples]
    vocabulary = _vocabulary(messages)
    learner = LogisticRegression(C=STRICTNESS, max_iter=ROUNDS)
    learner.fit(
        _matrix(vocabulary, messages),
        [sample.label for sample in samples],
        sample_weight=[sample.weight for sample in samples],
    )
    return TrainedModel(
        vocabulary,
        tuple(map(str, learner.classes_)),
        np.asarray(learner.coef_.T, np.float32),
        np.asarray(learner.intercept_, np.float32),
        UNFITTED,
        {},
    )


def with_confidence(model: TrainedModel, outcomes: Sequence[tuple[Pair, bool]]) -> TrainedModel:
    """The model with confidence fitted to (features of a ranking, was its first department right?)."""
    learner = LogisticRegression(C=1.0)
    learner.fit([list(values) for values, _ in outcomes], [right for _, right in outcomes])
    constant, margin, score = (round(float(n), 4) for n in (*learner.intercept_, *learner.coef_[0]))
    return replace(model, confidence=ConfidenceRules(constant, margin, score))


def _vocabulary(messages: Sequence[Message]) -> Vocabulary:
    texts = Counter(name for message in messages for name in features(message))
    names = sorted(name for name, count in texts.items() if count >= LEAST_TEXTS)
    telling = [math.log((len(messages) + 1) / (texts[name] + 0.5)) for name in names]
    return Vocabulary({name: column for column, name in enumerate(names)}, np.array(telling, np.float32))


def _matrix(vocabulary: Vocabulary, messages: Sequence[Message]) -> Any:
    rows = [vocabulary.vector(message) for message in messages]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    weights: Floats = np.concatenate([weights for _, weights in rows])
    return csr_matrix((weights, columns, ends), shape=(len(rows), len(vocabulary.columns)))
