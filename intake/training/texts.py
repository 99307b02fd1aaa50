"""What the model learns from: the words of the lists, our example complaints, a site's own corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from intake.cases.routing.ranking import OTHER_BUSINESS
from registry import Registry
from registry.examples import Example, load_examples

from .apart import Apart

WORD_WEIGHT = 0.5  # an everyday word is a telling, but not a whole, complaint


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and its label: a department id, or OTHER_BUSINESS."""

    text: str
    label: str
    weight: float = 1.0


def published(registry: Registry) -> list[Sample]:
    """The lists themselves: names, descriptions, everyday words, boundaries; and what is none of ours."""
    return [*_of_items(registry), *_of_boundaries(registry), *_of_other_business(registry)]


def examples(registry: Registry, content: Path) -> list[Sample]:
    """The example complaints. Raises ContentError."""
    return [Sample(each.text, _label(each, registry)) for each in load_examples(content, registry)]


def corrections(told: Iterable[tuple[str, str]], registry: Registry, apart: Apart) -> list[Sample]:
    """A site's own corrections, (text, label) each, without those that measure the model and those whose
    department leads nothing any more."""
    leading = {item.department for item in registry.items.values()} | {OTHER_BUSINESS}
    return [Sample(text, label) for text, label in told if label in leading and not apart.holds(text)]


def _of_items(registry: Registry) -> Iterator[Sample]:
    for item in registry.items.values():
        yield Sample(f"{item.matter}。{item.description}", item.department)
        for word in item.words:
            yield Sample(word, item.department, WORD_WEIGHT)


def _of_boundaries(registry: Registry) -> Iterator[Sample]:
    """What looks like one matter and goes to another speaks for the other's department."""
    for item in registry.items.values():
        for boundary in item.boundaries:
            if boundary.looks_like and (taker := registry.items.get(boundary.item)):
                yield Sample(boundary.looks_like, taker.department, WORD_WEIGHT)


def _of_other_business(registry: Registry) -> Iterator[Sample]:
    for kind in registry.elsewhere.values():
        for word in kind.words:
            yield Sample(word, OTHER_BUSINESS, WORD_WEIGHT)


def _label(example: Example, registry: Registry) -> str:
    return registry.items[example.item].department if example.item else OTHER_BUSINESS
