"""Until when a release is in force: a newer release of the same list ends it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from registry.model import Release


def with_ends(releases: Iterable[Release]) -> tuple[Release, ...]:
    """The releases by region, department and date, each ending the day before the next takes effect."""
    ordered = sorted(
        releases, key=lambda release: (release.region, release.department, release.effective_from)
    )
    ended = []
    for _, versions in groupby(ordered, key=lambda release: (release.region, release.department)):
        chain = list(versions)
        followers = [version.effective_from for version in chain[1:]]
        ended += [_ended(version, after) for version, after in zip(chain, [*followers, None], strict=True)]
    return tuple(ended)


def _list(release: Release) -> tuple[str, str]:
    return release.region, release.department


def _ended(release: Release, next_from: date | None) -> Release:
    if next_from is None or next_from == date.min:
        return release
    last_day = next_from - timedelta(days=1)
    own_end = release.effective_to
    return replace(release, effective_to=last_day if own_end is None else min(own_end, last_day))
