"""Every page of the static site, in a fixed order. One function makes each kind of page."""

from __future__ import annotations

from collections.abc import Iterator

from ..snapshot import Snapshot
from .departments import department_pages, departments
from .items import item_pages
from .lists import list_pages, lists
from .matters import lead_decisions, matter_pages, matters_without_lead
from .model import SitePage
from .regions import region_pages, regions
from .result_statistics import result_statistics
from .results import result_list_pages, result_pages, results
from .style import style
from .texts import home, not_found, text_pages
from .topics import topic_pages, topics

__all__ = ["SitePage", "all_pages"]

SINGLE = (
    *(home, topics, departments, regions, lists, matters_without_lead, lead_decisions),
    *(results, result_statistics, not_found, style),
)
FAMILIES = (
    topic_pages,
    department_pages,
    region_pages,
    list_pages,
    item_pages,
    matter_pages,
    result_list_pages,
    result_pages,
    text_pages,
)


def all_pages(snapshot: Snapshot) -> Iterator[SitePage]:
    """The pages, none rendered yet."""
    for single in SINGLE:
        yield single(snapshot)
    for family in FAMILIES:
        yield from family(snapshot)
