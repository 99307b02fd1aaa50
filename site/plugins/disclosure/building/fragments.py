"""Pieces of pages that many pages share, rendered once in a build."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

FRAME = "base.html"
MOST = 50_000  # pieces kept before all are forgotten: what a whole province needs, and little memory


class Fragments:
    """What templates call as `frame(block, active_nav)`, `once(macro, …)` and `lately(macro, …)`."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._kept: dict[Any, Markup] = {}

    def frame(self, block: str, active_nav: str = "") -> Markup:
        """A block of the frame around every page; it may depend on nothing but the column that is open."""
        key = block, active_nav
        if key not in self._kept:
            template = self._environment.get_template(FRAME)
            context = template.new_context({"active_nav": active_nav})
            self._kept[key] = Markup("".join(template.blocks[block](context)))  # noqa: S704 - our own template
        return self._kept[key]

    def once(self, macro: Any, *values: Any) -> Markup:
        """What the macro makes of the values, which must be hashable and tell all that it depends on."""
        key = macro, values
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) > MOST:
                self._kept.clear()
            found = self._kept[key] = macro(*values)
        return found

    @staticmethod
    @lru_cache(maxsize=8)
    def lately(macro: Any, *values: Any) -> Markup:
        """As `once`, for what is large and wanted by a few pages one after another."""
        made: Markup = macro(*values)
        return made
