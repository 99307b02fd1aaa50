"""Finds the region that a Chinese address or complaint speaks of, down to the township."""

from dataclasses import dataclass

from registry.book import Registry


@dataclass(frozen=True, slots=True)
class Place:
    """`region` is a region code, `town` a town code. When not `certain`, ask: `candidates` are region codes.

    `matched` are the words of the text that were read as places.
    """

    region: str | None = None
    town: str | None = None
    certain: bool = False
    candidates: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()


class PlaceFinder:
    """Build once per Registry; `resolve` takes well under a millisecond."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def resolve(self, text: str, within: str | None = None) -> Place:
        """The place the text names; `within` is the code of a region known to hold it."""
        raise NotImplementedError
