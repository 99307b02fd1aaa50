"""So many files of each kind: a kind is an address without the names in it."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NAME = re.compile(r".*\d.*")
AT = {
    "lists": (1,),
    "embed": (2,),
    "departments": (0,),
    "topics": (0,),
    "policies": (0,),
    "plans": (1,),
    "reports": (1,),
}  # names, by place


def sample(site: Path, most: int, pattern: str) -> dict[str, list[Path]]:
    """By kind up to `most` files, evenly spread over all of it; English pages are kinds of their own."""
    kinds: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(site.rglob(pattern)):
        kinds[_kind(path.relative_to(site).parts)].append(path)
    return {kind: _spread(pages, most) for kind, pages in sorted(kinds.items())}


def _kind(parts: tuple[str, ...]) -> str:
    english, rest = parts[0] == "en", list(parts)
    top = rest[english]
    for place, part in enumerate(rest[1 + english :]):
        if DAY.fullmatch(part):
            rest[1 + english + place] = "DAY"
        elif NAME.fullmatch(part) or (place in AT.get(top, ()) and "." not in part):
            rest[1 + english + place] = "*"
    return "/".join(rest)


def _spread(pages: list[Path], most: int) -> list[Path]:
    if len(pages) <= most:
        return pages
    return [pages[number * len(pages) // most] for number in range(most)]
