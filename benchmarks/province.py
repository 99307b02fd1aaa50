"""A province as large as Henan, for measuring: python -m benchmarks.province FOLDER [--items N] [--seed N]

Writes a whole content/ into FOLDER: the catalogues of this repository's content/ (regions, departments,
statutes …) and made-up lists. All of it is 1 province, 18 cities and 157 counties with 13 lists each and 30
items in a list: 2,288 lists with 68,640 items. `--items` stops at the first list that reaches that number,
but not before the province's own 390, to which the others refer; then come cities, then counties. Every
eighth list has an earlier release besides, and nearly every unit with a list its special report. The words,
citations and boundaries are those of the shipped items, so an item is as long as a real one. Local lists say
the same matters in their own words, and a fifth of their items name other supporting departments. The same
arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.province_reports import reports
from registry import Department, Item, Region, Registry, Release, load
from registry.annual.report_text import report_text
from registry.writing.releases import release_text

ITEMS_A_LIST = 30
LISTS_WITH_A_PAST = 8  # one in so many
ELSEWISE = 5  # one local item in so many names other supporting departments
WHOLE = 68_640
DAY = date(2026, 11, 1)  # on which the current releases are in force
EARLIER, CURRENT = date(2026, 8, 20), date(2026, 10, 1)
MADE_HERE = (
    *("lists", "lead_decisions", "matters_without_lead", "results", "plans", "reports"),
    *("examples", "evaluation", "duties", "policies", "withdrawn"),
)
ADDED = (
    "发现后先记下时间和地点，拍照留存，由当地接到投诉的单位核实。",
    "节假日和夜间由值班人员先到现场，第二个工作日转办。",
    "跨县（市、区）的由市里协调，当地先行处置。",
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=int, default=WHOLE)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    lists = write(given.folder, given.items, given.seed)
    print(f"{lists} lists with {lists * ITEMS_A_LIST} items in force in {given.folder}")
    return 0


def write(folder: Path, items: int = WHOLE, seed: int = 1, *, bare: bool = False) -> int:
    """Make the content folder anew; returns how many lists are in force in it. `bare`: the lists without
    reports, in Chinese alone."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree("content", folder, ignore=shutil.ignore_patterns(*MADE_HERE))
    shipped = load(Path("content"))
    lists = list(islice(_lists(shipped, seed), max(13, -(-items // ITEMS_A_LIST))))
    for number, release in enumerate(lists):
        _write(folder, release)
        if number % LISTS_WITH_A_PAST == 0:
            _write(folder, _earlier(release))
    if bare:
        _in_chinese(folder / "site.yaml")
    else:
        _report(folder, shipped, lists, seed)
    return len(lists)


def _in_chinese(site: Path) -> None:
    """No English twins of the pages."""
    text = site.read_text(encoding="utf-8")
    site.write_text(re.sub("^english: true", "english: false", text, flags=re.MULTILINE), encoding="utf-8")


def _report(folder: Path, shipped: Registry, lists: list[Release], seed: int) -> None:
    first = (_earlier(each) if number % LISTS_WITH_A_PAST == 0 else each for number, each in enumerate(lists))
    for report in reports(shipped, first, seed):
        path = folder / "reports" / f"{report.key}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report_text(report), encoding="utf-8")


def _write(folder: Path, release: Release) -> None:
    path = folder / "lists" / f"{release.key}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(release_text(release), encoding="utf-8")


def _lists(shipped: Registry, seed: int) -> Iterator[Release]:
    """The releases in force, province first."""
    regions = [region for region in shipped.regions.values() if region.level != "zone"]
    leading = [department for department in shipped.departments.values() if department.article5]
    prefixes = {department.id: f"Q{chr(ord('A') + place)}" for place, department in enumerate(leading)}
    matters = {department.id: _matters(shipped, department, prefixes) for department in leading}
    for region in sorted(regions, key=lambda region: (region.depth, region.code)):
        for department in leading:
            random = Random(f"{seed}/{region.code}/{department.id}")
            yield _release(shipped, region, department, matters[department.id], random)


def _matters(shipped: Registry, department: Department, prefixes: dict[str, str]) -> list[Item]:
    """The province's 30 items of a department, each after a shipped one."""
    models = [item for item in shipped.items.values() if item.department == department.id]
    return [
        _matter(models[number % len(models)], number, len(models), prefixes) for number in range(ITEMS_A_LIST)
    ]


def _matter(model: Item, number: int, models: int, prefixes: dict[str, str]) -> Item:
    turn = number // models
    boundaries = tuple(
        replace(each, item=f"{prefixes[each.goes_to]}-{number + 1:03d}" if each.goes_to in prefixes else "")
        for each in model.boundaries
    )
    return replace(
        model,
        id=f"{prefixes[model.department]}-{number + 1:03d}",
        matter=model.matter + (f"（情形{turn + 1}）" if turn else ""),
        boundaries=boundaries,
        decision="",
    )


def _release(
    shipped: Registry, region: Region, department: Department, matters: list[Item], random: Random
) -> Release:
    model = next(each for each in shipped.releases if each.department == department.id)
    organ = shipped.organ(department.id, region.code, DAY).name
    items = tuple(
        replace(_local(item, region, random), region=region.code, release=CURRENT.isoformat())
        for item in matters
    )
    return replace(
        model,
        region=region.code,
        department=department.id,
        release=CURRENT.isoformat(),
        title=f"{organ}生态环境保护具体事项清单（示范）",
        approval=replace(
            model.approval,
            document=f"示范〔2026〕{random.randrange(1, 400)}号",
            decided_on=CURRENT,
            published_on=CURRENT,
            disclosure_reviewed_by=f"{organ}办公室（示范）",
        ),
        effective_from=CURRENT,
        effective_to=None,
        items=items,
    )


def _local(item: Item, region: Region, random: Random) -> Item:
    """The item as a region's own list has it."""
    if region.level == "province":
        return item
    supporting = item.supporting
    if random.randrange(ELSEWISE) == 0:
        supporting = supporting[1:] or ("police",)
    return replace(
        item,
        supporting=supporting,
        description=f"{region.name}范围内：{item.description}{random.choice(ADDED)}",
        words=tuple(random.sample(item.words, k=max(1, len(item.words) * 3 // 4))),
    )


def _earlier(release: Release) -> Release:
    """What was in force before: without the last item."""
    items = tuple(replace(item, release=EARLIER.isoformat()) for item in release.items[:-1])
    approval = replace(release.approval, decided_on=EARLIER, published_on=EARLIER)
    return replace(
        release, release=EARLIER.isoformat(), approval=approval, effective_from=EARLIER, items=items
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
