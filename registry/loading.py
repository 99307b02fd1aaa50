"""Loads content/ into a Registry, or names every fault that keeps it from loading."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from registry.annual.plans import read_plans
from registry.annual.reports import check_reports, read_reports
from registry.annual.rules import read_annual_rules
from registry.book import Registry
from registry.catalogue import read_catalogue, read_site
from registry.clocks.calendar_years import check_calendar, read_calendar
from registry.clocks.clocks import read_clocks
from registry.clocks.working_days import WorkingCalendar
from registry.draft import Draft
from registry.faults import ContentError, Fault
from registry.fingerprint import digest_of, file_digests
from registry.kept import KeptLists
from registry.kept_heads import NotSound
from registry.lists.list_chains import read_list_chains
from registry.lists.list_rules import check_lists
from registry.lists.lists import read_lists
from registry.lists.periods import with_ends
from registry.lists.withdrawn import check_withdrawn, read_withdrawn
from registry.organs.duties import read_duties
from registry.organs.referrals import read_referrals
from registry.organs.reorganisations import check_reorganisations, read_reorganisations
from registry.places.geography import read_geography, read_organs, read_place_words
from registry.places.region_rules import check_regions, check_succession
from registry.policies.policies import read_policies
from registry.prose import read_prose
from registry.reading.notes import Notes, Spot
from registry.results.results import check_results, read_results
from registry.site_info import SiteInfo
from registry.words.wordings import read_wordings


def load(content: Path, kept: KeptLists | None = None) -> Registry:
    """The whole record. Raises ContentError with every fault; loading never half-succeeds.

    With `kept`, lists and reports that did not change are not read again, and items only when asked for.
    """
    # Taken first: what changes while it is read makes it old, never newer.
    files = kept.digests(content) if kept else file_digests(content)
    draft = _read_sparing(content, kept, files) if kept else _read(content, _read_growing)
    if draft.notes.faults or draft.site is None:
        raise ContentError(draft.notes.in_order())
    return _registry(draft, draft.site, files)


def _read_sparing(content: Path, kept: KeptLists, files: Mapping[str, str]) -> Draft:
    """As `_read`; what is kept knows no lines, so that faults are looked for in all of them."""
    try:
        draft = _read(content, lambda draft: kept.read(draft, files))
    except NotSound:
        return _read(content, _read_growing)
    return _read(content, _read_growing) if draft.notes.faults else draft


def check(content: Path) -> list[Fault]:
    """Every fault of the content, by file and line; empty when it loads."""
    return _read(content, _read_growing).notes.in_order()


def _read(content: Path, growing: Callable[[Draft], None]) -> Draft:
    """Read every file, then judge the whole."""
    draft = Draft(Notes(content))
    with _no_collection():
        _read_files(draft, growing)
        _judge(draft)
    return draft


@contextmanager
def _no_collection() -> Iterator[None]:
    """Loading makes millions of nodes and no cycle; looking for cycles took 60% of its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read_growing(draft: Draft) -> None:
    """What grows with the province and the years, and may be kept between two loads."""
    read_lists(draft)
    read_reports(draft)


def _read_files(draft: Draft, growing: Callable[[Draft], None]) -> None:
    read_geography(draft)
    read_place_words(draft)
    read_catalogue(draft)
    read_organs(draft)
    read_site(draft)
    read_reorganisations(draft)
    growing(draft)
    read_withdrawn(draft)
    read_list_chains(draft)
    read_prose(draft)
    read_duties(draft)
    read_policies(draft)
    read_calendar(draft)
    read_clocks(draft)
    read_referrals(draft)
    read_results(draft)
    read_annual_rules(draft)
    read_plans(draft)
    read_wordings(draft)


def _judge(draft: Draft) -> None:
    draft.notes.settle_references()
    check_regions(draft)
    check_succession(draft)
    check_reorganisations(draft)
    check_lists(draft)
    check_withdrawn(draft)
    check_results(draft)
    check_reports(draft)
    check_calendar(draft)
    if not draft.releases:
        draft.notes.fault(Spot("lists", 1), "no-lists", "没有任何清单")


def _registry(draft: Draft, site: SiteInfo, files: Mapping[str, str]) -> Registry:
    return Registry(
        regions=dict(sorted(draft.regions.items())),
        towns=dict(sorted(draft.towns.items())),
        departments=draft.departments,
        statutes=draft.statutes,
        topics=draft.topics,
        releases=with_ends(draft.releases.values()),
        lead_decisions=dict(sorted(draft.lead_decisions.items())),
        matters_without_lead=dict(sorted(draft.matters_without_lead.items())),
        elsewhere=draft.elsewhere,
        pages=draft.pages,
        english_pages=draft.english_pages,
        site=site,
        place_words=draft.place_words,
        calendar=WorkingCalendar(dict(sorted(draft.calendar_years.items()))),
        clock_events=draft.clock_events,
        clock_profiles=draft.clock_profiles,
        referral_kinds=draft.referral_kinds,
        organ_overrides=draft.organs,
        reorganisations=draft.reorganisations,
        duties=dict(sorted(draft.duties.items())),
        policies=dict(sorted(draft.policies.items())),
        list_chains=draft.list_chains,
        results=dict(sorted(draft.results.items())),
        withdrawn_releases=dict(sorted(draft.withdrawn_releases.items())),
        fingerprint=digest_of(files),
        files=files,
        annual=draft.annual,
        reports=dict(sorted(draft.reports.items())),
        plans=dict(sorted(draft.plans.items())),
        glossary=draft.glossary,
        english_matters=draft.english_matters,
    )
