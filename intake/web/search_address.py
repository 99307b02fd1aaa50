"""A search as an address, and the addresses one step away from it. One search has one address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from flask import request

from intake.services.search.kinds import FIELDS
from intake.services.search.narrowing import Asked, Narrowing
from intake.services.search.search_public import Wanted
from intake.web.forms.question import one_line
from search import Sort

_SEPARATORS = re.compile(r"[,，、]")
_MOST_VALUES = 10  # of one field; more is no question of a person


def wanted_here() -> Wanted:
    """What the address of this request asks for."""
    given = {name: _values(request.args.get(name)) for name in FIELDS}
    sort = request.args.get("sort", "")
    return Wanted(
        q=one_line(request.args.get("q")),
        by={name: values for name, values in given.items() if values},
        sort=Sort(sort) if sort in set(Sort) else Sort.BEST,
        after=request.args.get("after", ""),
    )


def settled(wanted: Wanted, asked: Asked) -> Wanted:
    """The same search from its beginning, what was typed of fields among what is chosen; what was not
    understood stays among the words, so that it is told again."""
    by: dict[str, tuple[str, ...]] = {}
    for each in asked.by:
        by[each.field] = (*by.get(each.field, ()), each.value)
    words = " ".join(filter(None, (asked.text, *asked.not_understood)))
    return Wanted(words, by, wanted.sort)


def narrowed_to(search: Wanted, name: str, value: str) -> Wanted:
    """The same with this value of a field."""
    return replace(search, by={**search.by, name: (value,)})


def without(search: Wanted, narrowing: Narrowing) -> Wanted:
    """The same without one value of a field."""
    rest = tuple(each for each in search.by.get(narrowing.field, ()) if each != narrowing.value)
    others = {name: values for name, values in search.by.items() if name != narrowing.field}
    return replace(search, by={**others, narrowing.field: rest} if rest else others)


def address(path: str, search: Wanted) -> str:
    """The address of a search at a path: the same for the same search."""
    by = {name: ",".join(search.by[name]) for name in FIELDS if search.by.get(name)}
    sort = "" if search.sort is Sort.BEST else search.sort.value
    given: Mapping[str, str] = {"q": search.q, **by, "sort": sort, "after": search.after}
    kept = {name: value for name, value in given.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def _values(given: str | None) -> tuple[str, ...]:
    parts = (one_line(part) for part in _SEPARATORS.split(given or ""))
    return tuple(dict.fromkeys(filter(None, parts)))[:_MOST_VALUES]
