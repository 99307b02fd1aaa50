"""Every part of the static site, in a fixed order. One function makes each kind of page.

SINGLE and FAMILIES are made anew whenever anything in content/ changes but the wording of local lists, which
they do not show. What has many pages is in PARTED: its function gives parts, each with what it is made from,
so that the others are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..building.snapshot import Snapshot
from .changes import change_parts
from .departments import department_parts, departments
from .duties import duties, duty_pages
from .items import item_parts
from .lists import list_parts, lists, region_list_parts
from .matrix import matrix_parts
from .matters import lead_decisions, matter_pages, matters_without_lead
from .model import DataFile, Part, SitePage
from .plans import plan_parts
from .policies import policies, policy_pages
from .regions import region_parts, regions
from .reports import report_parts
from .result_statistics import result_statistics
from .results import result_list_pages, result_parts, results
from .style import style
from .texts import glossary, home, not_found, text_pages
from .topics import topic_pages, topics
from .withdrawn_lists import withdrawn_list_pages

__all__ = ["DataFile", "Part", "SitePage", "all_pages", "page_parts"]

SINGLE = (
    *(home, topics, departments, regions, lists, matters_without_lead, lead_decisions),
    *(duties, policies, results, result_statistics, glossary, not_found, style),
)
FAMILIES = (
    *(topic_pages, matter_pages, result_list_pages, text_pages, withdrawn_list_pages),
    *(duty_pages, policy_pages),
)
PARTED = (
    *(department_parts, region_parts, region_list_parts, list_parts, matrix_parts, report_parts, plan_parts),
    *(change_parts, item_parts, result_parts),
)


def page_parts(snapshot: Snapshot) -> Iterator[Part]:
    """All pages, with the data files that lie beside them; none is made yet."""
    everything = snapshot.shown
    for single in SINGLE:
        yield Part(single.__name__, everything, lambda make=single: [make(snapshot)])
    for family in FAMILIES:
        yield Part(family.__name__, everything, partial(family, snapshot))
    for parts in PARTED:
        yield from parts(snapshot)


def all_pages(snapshot: Snapshot) -> Iterator[SitePage]:
    """Every page of the site, none rendered yet."""
    made = (each for part in page_parts(snapshot) for each in part.make())
    return (each for each in made if isinstance(each, SitePage))
