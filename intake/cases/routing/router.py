"""The router: a complaint's words and place in, a routing certificate out."""

from __future__ import annotations

from datetime import date

from registry import Registry

from .certificate import Certificate


class Router:
    """Built once from a registry; `route` is then pure and safe to call from several threads."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def route(
        self,
        text: str,
        *,
        title: str = "",
        region: str | None = None,
        address: str = "",
        item: str | None = None,
        on: date,
    ) -> Certificate:
        """Decide who receives a complaint.

        `region` is a region code the complainant chose, `item` an item id they chose, `on` the day of filing.
        Never raises for any text; an unknown region or item is treated as not given.
        """
        return Certificate(
            environmental=True,
            department="",
            department_id=None,
            rule="no_match",
            confidence=0.0,
            decided=False,
        )
