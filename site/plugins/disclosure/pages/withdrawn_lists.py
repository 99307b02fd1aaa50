"""Releases that were taken back before they took effect: their permanent addresses say so and why."""

from __future__ import annotations

from collections.abc import Iterator

from ..building.snapshot import Snapshot
from ..words import gettext as _
from .lists import ABOVE
from .model import SitePage


def withdrawn_list_pages(snapshot: Snapshot) -> Iterator[SitePage]:
    registry = snapshot.registry
    for gone in registry.withdrawn_releases.values():
        current = registry.release_in_force(gone.region, gone.department, snapshot.on)
        yield SitePage(
            url=f"/lists/{gone.key}/",
            kind="withdrawn_list",
            title=_("%(title)s（%(release)s 版，已撤回）") % {"title": gone.title, "release": gone.release},
            description=_("这一版清单公布以后、施行以前撤回，没有生效。"),
            section="lists",
            crumbs=ABOVE,
            context={"gone": gone, "current": current},
            listed=False,
        )
