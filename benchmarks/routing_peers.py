"""What the router is held against in the same run: a linear classifier, and itself with stages left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from benchmarks.baseline import Bm25
from intake.cases.routing import NOT_ENVIRONMENTAL, Router, reader_for
from intake.cases.routing.ranking import OTHER_BUSINESS
from intake.cases.routing.rules import Rules
from intake.cases.routing.trained import TrainedModel
from intake.training import texts
from registry import Registry
from search import Analyzer

Row = dict[str, Any]
Orders = list[tuple[list[str], Row]]


def peers(registry: Registry, rows: list[Row], on: date) -> Iterator[tuple[str, Orders]]:
    """Name of the peer, and for each row the department names in its order."""
    yield "bm25", _bm25(registry, rows)
    yield "linear_svm_same_texts", _linear_svm(registry, rows)
    yield "trained_stage_alone", _trained_alone(registry, rows)
    yield "router_without_trained_stage", _untrained(registry, rows, on)


def _bm25(registry: Registry, rows: list[Row]) -> Orders:
    """Okapi BM25 over the items; it knows nothing else, so it never says "not environmental"."""
    items = registry.items.values()
    known = [
        (_name(registry, each.department), f"{each.matter} {each.description} {' '.join(each.words)}")
        for each in items
    ]
    bm25 = Bm25(known, Analyzer(word for each in items for word in each.words))
    return [(bm25.best(_said(row)), row) for row in rows]


def _linear_svm(registry: Registry, rows: list[Row]) -> Orders:
    """TF-IDF of characters and pairs, a linear support vector machine, fitted on the same texts."""
    samples = [*texts.published(registry), *texts.examples(registry, Path("content"))]
    cut = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
    learner = LinearSVC().fit(
        cut.fit_transform([each.text for each in samples]), [each.label for each in samples]
    )
    scores = learner.decision_function(cut.transform([_said(row) for row in rows]))
    return [(_ordered(registry, learner.classes_, line), row) for line, row in zip(scores, rows, strict=True)]


def _trained_alone(registry: Registry, rows: list[Row]) -> Orders:
    model, reader = TrainedModel.load(), reader_for(registry, Rules.load())
    chances = [model.log_chances(reader.read(row["text"], row.get("title", ""))) for row in rows]
    return [
        (_ordered(registry, list(each), np.array(list(each.values()))), row)
        for each, row in zip(chances, rows, strict=True)
    ]


def _untrained(registry: Registry, rows: list[Row], on: date) -> Orders:
    router = Router(registry, replace(Rules.load(), trained=0.0))
    ranked = [router.rank(row["text"], title=row.get("title", ""), on=on) for row in rows]
    return [
        ([_name(registry, each.department or OTHER_BUSINESS) for each in order], row)
        for order, row in zip(ranked, rows, strict=True)
    ]


def _ordered(registry: Registry, labels: Any, scores: Any) -> list[str]:
    return [_name(registry, str(labels[place])) for place in np.argsort(-scores, kind="stable")]


def _name(registry: Registry, label: str) -> str:
    return registry.departments[label].name if label else NOT_ENVIRONMENTAL


def _said(row: Row) -> str:
    return f"{row.get('title', '')} {row['text']}"
