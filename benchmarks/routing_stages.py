"""The router with its stages switched on one after the other: what each adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from intake.cases.routing import NOT_ENVIRONMENTAL, Router
from intake.cases.routing.rules import Rules
from registry import Registry

Ranked = list[tuple[list[str], dict[str, Any]]]


def stages(registry: Registry, rows: list[dict[str, Any]], on: date) -> Iterator[tuple[str, Ranked]]:
    """Name of the stage added last → for each row the departments in order, and the row."""
    whole = Rules.load()
    quiet = {"no_nuisance": 0.0, "one_nuisance": 0.0, "many_nuisances": 0.0}
    rules = replace(whole, phrases=0.0, boundary=0.0, toward=0.0, trained=0.0, **quiet)
    yield "texts_alike", _ranked(registry, rules, rows, on)
    rules = replace(rules, phrases=whole.phrases)
    yield "everyday_phrases", _ranked(registry, rules, rows, on)
    rules = replace(rules, **{name: getattr(whole, name) for name in quiet})
    yield "signs_of_surroundings", _ranked(registry, rules, rows, on)
    rules = replace(rules, boundary=whole.boundary, toward=whole.toward)
    yield "boundaries", _ranked(registry, rules, rows, on)
    yield "trained_stage", _ranked(registry, whole, rows, on)


def _ranked(registry: Registry, rules: Rules, rows: list[dict[str, Any]], on: date) -> Ranked:
    router = Router(registry, rules)
    names = {each.id: each.name for each in registry.departments.values()}
    return [
        (
            [
                names.get(each.department or "", NOT_ENVIRONMENTAL)
                for each in router.rank(row["text"], title=row.get("title", ""), on=on)
            ],
            row,
        )
        for row in rows
    ]
