"""What documents of published things have in common. Nothing but what a public page shows may go into one: a
hit may quote every word of its document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import unescape

from markdown import markdown

from intake.services.search.places import EVERYWHERE, PLACE
from registry import Release

STANDING = "standing"
NOW, PAST = "now", "past"  # its values: what counts, and what a newer release took the place of
_TAG = re.compile(r"<[^>]+>")


def day_number(day: date) -> int:
    """20261123"""
    return int(f"{day:%Y%m%d}")


def state_of(release: Release, on: date) -> str:
    """Of `kinds.STATES`, how a release stands on a day."""
    if release.in_force(on):
        return "in_force"
    return "upcoming" if release.effective_from > on else "past"


def standing_of(state: str) -> str:
    """Whether what is in this state still counts."""
    return PAST if state == "past" else NOW


def plain(text: str) -> str:
    """Markdown as the words a reader sees, so that a snippet shows no signs of it."""
    return " ".join(unescape(_TAG.sub(" ", markdown(text))).split())


def filters(
    place: tuple[str, ...] = (EVERYWHERE,),
    standing: str = NOW,
    **others: tuple[str, ...],
) -> Mapping[str, tuple[str, ...]]:
    """What a document can be narrowed by. `place` comes from `places`; of the others those that are given:
    department, topic (ids) and state (see `kinds.STATES`)."""
    return {PLACE: place, "standing": (standing,), **others}


def stored(day: date | None = None, **others: str) -> Mapping[str, str]:
    """What comes back with a hit: the day of publication (2026-11-23, "" for none) and more."""
    return {"day": day.isoformat() if day else "", **others}
