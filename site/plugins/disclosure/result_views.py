"""A published result with the records it names and its words, as pages, feed and data files show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from registry import Department, Item, Region, Registry, Release, Result

from .words import lazy

VERDICTS = {
    "true": lazy("属实"),
    "largely_true": lazy("基本属实"),
    "partly_true": lazy("部分属实"),
    "untrue": lazy("不属实"),
    "": lazy("不作认定"),
}
CLOSINGS = {"done": lazy("办结"), "stage": lazy("阶段性办结")}


@dataclass(frozen=True, slots=True)
class ResultView:
    """`item` is the item as the release had it by which the complaint was routed."""

    result: Result
    url: str
    region: Region
    place: str
    department: Department
    release: Release
    item: Item
    verdict: str
    closing: str


def result_url(result: Result) -> str:
    """The permanent address of a result."""
    return f"/results/{result.id}/"


def views(registry: Registry, results: Iterable[Result]) -> tuple[ResultView, ...]:
    """The results as they are shown, in the given order."""
    return tuple(_view(registry, result) for result in results)


def _view(registry: Registry, result: Result) -> ResultView:
    release = registry.release_of(result.release)
    if release is None:
        raise LookupError(result.release)  # the registry does not load such a result
    return ResultView(
        result,
        result_url(result),
        registry.region(result.region),
        "".join(region.name for region in reversed(registry.lineage(result.region)[:-1]))
        or registry.region(result.region).name,
        registry.departments[result.department],
        release,
        next(item for item in release.items if item.id == result.item),
        VERDICTS[result.verdict],
        CLOSINGS[result.closing],
    )
