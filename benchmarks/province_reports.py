"""The special reports of a benchmark province: one of each unit that must report, but for some.

Every department with a list, and every government below the province's, reports on the year before the lists,
as the shipped reports do: item by item of the first list that came. A report is as long as a shipped one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

from registry import Region, Registry, Release, Report
from registry.annual.model import FIGURES, Copy, ReportedItem

YEAR = 2025
MISSING = 12  # one unit in so many published none
DUE = date(2026, 2, 28)
UP_TO = 40  # complaints about an item in a year


def reports(shipped: Registry, releases: Iterable[Release], seed: int) -> Iterator[Report]:
    """The reports of those who have one of these lists, and of the governments of their regions."""
    regions = dict[str, Region]()
    for release in releases:
        region = regions.setdefault(release.region, shipped.region(release.region))
        yield from _report(shipped, region, release.department, release, seed)
    for region in regions.values():
        if region.parent:
            yield from _report(shipped, region, "government", None, seed)


def _report(
    shipped: Registry, region: Region, unit: str, release: Release | None, seed: int
) -> Iterator[Report]:
    random = Random(f"{seed}/{region.code}/{unit}/{YEAR}")
    if random.randrange(MISSING) == 0:
        return
    model = next(each for each in shipped.reports.values() if (each.unit == "government") == (not release))
    name = shipped.organ(unit, region.code, DUE).name if release else f"{region.name}人民政府"
    sent = DUE + timedelta(days=random.choice((-9, -3, 0, 0, 4)))
    yield Report(
        region=region.code,
        unit=unit,
        year=YEAR,
        title=f"{name}{YEAR}年度生态环境保护专题报告（示范）",
        issuers=(name,),
        releases=(release.key,) if release else (),
        formed_on=sent - timedelta(days=3),
        sent_on=sent,
        copies=tuple(
            Copy(each.to, sent, f"收文〔2026〕{random.randrange(1, 400)}号") for each in model.copies
        ),
        unanswered={},
        redactions=model.redactions,
        disclosure=model.disclosure,
        published_on=sent + timedelta(days=20),
        demonstration=True,
        duties=f"{name}：{model.duties}",
        items=tuple(_reported(item.id, item.matter, random) for item in release.items) if release else (),
    )


def _reported(item: str, matter: str, random: Random) -> ReportedItem:
    """What is told of an item; figures that are under five are not made up."""
    closed = random.randrange(10, UP_TO)
    counts = {"received": closed + 5, "closed": closed, "on_time": closed, "found_true": closed}
    told = f"全年围绕“{matter}”开展检查 {random.randrange(2, 60)} 次，发现的问题已督促整改。"
    return ReportedItem(item, matter, told, {name: counts.get(name, 0) for name in FIGURES})
