"""All that is due to become public: results, lists, and each morning what takes effect on the day."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from intake.services.annual import publishing as annual
from intake.services.casework import lead
from intake.services.context import Context
from intake.services.lists import steps
from intake.services.publication import following, marks, site
from intake.services.publication.writing import write_due
from intake.services.search import index


@dataclass(frozen=True, slots=True)
class Published:
    """How many results were written or withdrawn, how many lists came to an end, published or refused, how
    many special reports and work plans were written."""

    results: int
    lists: int
    papers: int


def publish(ctx: Context, leaving: Container[str] = ()) -> Published:
    """Publish what is due, whole. One process at a time; what fails is tried again next time.

    `ctx` is the process's own, which takes the record up; `leaving` are files of reports and plans that are
    not tried this time. Raises PapersRefused (only reports or plans have faults), ContentError (faults of
    what was to be written, or of the content), BuildFailed or OSError, once all that could be done was done.
    """
    with site.alone(ctx):
        try:
            results = write_due(ctx.renewed())
        finally:  # what was written is shown, also when another result has faults
            papers, lists = _publish_others(ctx, leaving)
    return Published(results, lists, papers)


def resume(ctx: Context) -> int:
    """Finish what was interrupted: publications whose files stand already; returns how many."""
    with site.alone(ctx):
        return _publish_lists(ctx) if steps.is_interrupted(ctx) else 0


def _publish_others(ctx: Context, leaving: Container[str]) -> tuple[int, int]:
    try:
        papers = annual.write_due(ctx.renewed(), leaving)
    finally:
        lists = _publish_lists(ctx)
    return papers, lists


def _publish_lists(ctx: Context) -> int:
    try:
        steps.place(ctx.renewed())
    finally:  # one list that could not be placed holds up nothing else
        finished = _show_and_finish(ctx)
    return finished


def _show_and_finish(ctx: Context) -> int:
    _show(ctx)
    return steps.finish(ctx.renewed())


def _show(ctx: Context) -> None:
    """Build the site and take the record up wherever they are behind the content or the calendar."""
    if steps.is_unbuilt(ctx) or marks.is_unbuilt(ctx) or not site.is_of_today(ctx):
        site.build(ctx)
        steps.note_built(ctx)
        newer = following.renew(ctx)
        index.rebuild(newer)
        marks.announce(newer)
        lead.settle(newer)
        steps.note_indexed(newer)
        marks.note_shown(ctx)
        steps.commit_left(newer)
