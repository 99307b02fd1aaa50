"""Words with a name before them (地区:金水区) are taken out of a query: they narrow what is looked for."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from .analysis import fold

_NAMED = re.compile(r'(?<!\S)(?P<name>[^\s":：]{1,12})[:：](?P<value>"[^"]*"|[^\s"]+)')


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The words that are left, and what was said by name, in order."""

    text: str
    named: tuple[tuple[str, str], ...]


def narrowed(text: str, names: Collection[str]) -> Narrowed:
    """Split what was typed. A name that is none of `names` stays a word; values lose their quotes.

    Names are compared with width and case of letters folded.
    """
    known = {fold(name): name for name in names}
    named: list[tuple[str, str]] = []

    def take(found: re.Match[str]) -> str:
        name = known.get(fold(found["name"]))
        if name is None:
            return found.group()
        named.append((name, found["value"].strip('"').strip()))
        return " "

    rest = _NAMED.sub(take, text)
    return Narrowed(" ".join(rest.split()), tuple(named))
