"""All that is due to become public: results, lists, and each morning what takes effect on the day."""

from __future__ import annotations

from dataclasses import dataclass

from intake.services.casework import lead
from intake.services.context import Context
from intake.services.lists import steps
from intake.services.publication import following, site
from intake.services.publication.writing import unbuilt, write_due
from intake.services.search import index


@dataclass(frozen=True, slots=True)
class Published:
    """How many results were written or withdrawn, and how many lists came to an end, published or refused."""

    results: int
    lists: int


def publish(ctx: Context) -> Published:
    """Publish what is due, whole. One process at a time; what fails is tried again next time.

    Raises ContentError (results with faults of their own), BuildFailed or OSError, once everything that could
    be done was done.
    """
    with site.alone(ctx):
        try:
            results = write_due(ctx)
        finally:  # what was written is shown, also when another result has faults
            lists = _publish_lists(ctx)
    return Published(results, lists)


def resume(ctx: Context) -> int:
    """Finish what was interrupted: publications whose files stand already; returns how many."""
    with site.alone(ctx):
        return _publish_lists(ctx) if steps.is_interrupted(ctx) else 0


def _publish_lists(ctx: Context) -> int:
    try:
        steps.place(ctx)
    finally:  # one list that could not be placed holds up nothing else
        _show(ctx)
    return steps.finish(ctx)


def _show(ctx: Context) -> None:
    """Build the site and take the record up wherever they are behind the content or the calendar."""
    if steps.is_unbuilt(ctx) or unbuilt(ctx).exists() or not site.is_of_today(ctx):
        site.build(ctx)
        steps.note_built(ctx)
        newer = following.renew(ctx)
        index.rebuild(newer)
        following.announce(newer)
        lead.settle(newer)
        steps.note_indexed(ctx)
        unbuilt(ctx).unlink(missing_ok=True)
        steps.commit_left(ctx)
