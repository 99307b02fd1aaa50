"""Regions as CSV, JSON and SQLite; what describes the data says what the data are."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from disclosure.open_data.databases import AS_OF, WRITER, to_sqlite
from site_pages import ADDRESS, PageFacts, files

import registry

ATOM = "{http://www.w3.org/2005/Atom}"
Sites = dict[str, dict[str, PageFacts]]
PACKAGES = ["lists/datapackage.json", "lists/410000/datapackage.json", "lists/411100/datapackage.json"]


def rows_of(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "Excel takes it for UTF-8 by the mark"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def table_of(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def faults(field: dict[str, Any], value: str) -> list[str]:
    """What a cell breaks of its column's Table Schema, of the rules that we use."""
    constraints = field.get("constraints", {})
    found = [] if value or not constraints.get("required") else ["required"]
    if value and value not in constraints.get("enum", [value]):
        found.append("enum")
    if field["type"] == "date":
        date.fromisoformat(value)
    return found


@pytest.mark.parametrize("name", PACKAGES)
def test_every_table_keeps_the_schema_that_describes_it(name: str, province: Path, small: Path) -> None:
    for site in (province, small):
        if not (site / name).exists():
            continue
        package = json.loads((site / name).read_bytes())
        (resource,) = package["resources"]
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        rows = rows_of(table_of((site / name).with_name(resource["path"])))
        assert rows and list(rows[0]) == list(fields)
        wrong = [
            (row["事项编号"], key) for row in rows for key, text in row.items() if faults(fields[key], text)
        ]
        assert wrong == []
        assert "示范" in package["description"]


def test_a_regions_files_hold_its_lists_in_force_and_no_others(small: Path) -> None:
    rows = rows_of((small / "lists/410000/all.csv").read_bytes())
    whole = rows_of(gzip.decompress((small / "lists/all.csv.gz").read_bytes()))
    assert rows == [row for row in whole if row["地区代码"] == "410000"]
    told = json.loads((small / "lists/410000/all.json").read_bytes())
    assert [item["id"] for one in told["lists"] for item in one["items"]] == [row["事项编号"] for row in rows]
    database = sqlite3.connect(small / "lists/410000/all.sqlite")
    database.row_factory = sqlite3.Row
    assert [dict(row) for row in database.execute("SELECT * FROM items")] == rows
    assert "示范" in database.execute("SELECT notice FROM about").fetchone()[0]


def test_the_whole_is_its_regions_put_together(province: Path) -> None:
    regions = sorted(province.glob("lists/*/all.csv"))
    assert len(regions) > 2
    whole = rows_of(gzip.decompress((province / "lists/all.csv.gz").read_bytes()))
    assert whole == [row for path in regions for row in rows_of(path.read_bytes())]
    told = json.loads(gzip.decompress((province / "lists/all.json.gz").read_bytes()))
    parts = [json.loads(path.with_suffix(".json").read_bytes()) for path in regions]
    assert told == {"notice": parts[0]["notice"], "lists": [one for part in parts for one in part["lists"]]}
    database = sqlite3.connect(province / "lists/all.sqlite")
    database.row_factory = sqlite3.Row
    assert [dict(row) for row in database.execute("SELECT * FROM items")] == whole
    assert database.execute("SELECT count(*) FROM about").fetchone()[0] == 1
    assert (province / "lists/all.sqlite").read_bytes()[WRITER] == AS_OF
    for path in regions:
        assert gzip.decompress(path.with_name("all-packed.csv.gz").read_bytes()) == path.read_bytes()


def test_a_departments_feed_tells_of_its_lists_everywhere_and_an_items_of_its_own(small: Path) -> None:
    department = ET.fromstring((small / "departments/ecology/feed.atom").read_bytes())
    links = [each.get("href", "") for each in department.iterfind(f"{ATOM}entry/{ATOM}link")]
    assert links and all("/ecology/" in link or "/lead-decisions/" in link for link in links)
    assert {link.split("/")[4] for link in links if "/lists/" in link} == {"410000", "411100"}
    item = ET.fromstring((small / "items/ST-001/feed.atom").read_bytes())
    links = [each.get("href", "") for each in item.iterfind(f"{ATOM}entry/{ATOM}link")]
    held = [link for link in links if "/lists/" in link]
    assert held and all(link.endswith("#ST-001") for link in held)
    assert any("/results/" in link for link in links)


def test_no_two_feeds_have_the_same_id(province: Path, small: Path) -> None:
    for site in (province, small):
        feeds = [ET.fromstring(path.read_bytes()) for path in site.rglob("feed.atom")]
        ids = [feed.findtext(f"{ATOM}id") for feed in feeds]
        assert len(ids) == len(set(ids)) > 10


def test_a_portals_frame_needs_nothing_but_the_list(small: Path, pages: Sites) -> None:
    page = pages["small"]["/embed/lists/410000/ecology/"]
    assert not [script for script in page.all("script") if script.get("src")]
    assert page.all("form") == [] and page.all("header") == []
    [base] = page.all("base")
    assert (base.get("target"), base.get("href")) == ("_blank", None)
    snippet = "".join(pages["small"]["/lists/410000/ecology/"].words("code"))
    assert f'<iframe src="{ADDRESS}{page.url}"' in snippet
    listed = pages["small"]["/lists/410000/ecology/"]
    assert [row.get("id") for row in page.all("tr")] == [row.get("id") for row in listed.all("tr")]
    withdrawn = [url for url in pages["small"] if url.startswith("/embed/")]
    assert len(withdrawn) == len(list(small.glob("lists/*/*/list.csv")))


def test_a_database_does_not_tell_which_machine_wrote_it(published: registry.Registry) -> None:
    releases = [release for release in published.releases if release.region == "411100"]
    made = to_sqlite(published, releases)
    assert made == to_sqlite(published, releases)
    assert made[WRITER] == AS_OF


def test_the_catalogue_names_files_that_are_there(province: Path) -> None:
    catalogue = json.loads((province / "catalog.jsonld").read_bytes())
    addresses = [
        distribution["dcat:downloadURL"]["@id"]
        for dataset in catalogue["dcat:dataset"]
        for distribution in dataset["dcat:distribution"]
    ]
    assert len(addresses) == len(set(addresses)) > 2
    names = {address.removeprefix(f"{ADDRESS}/") for address in addresses}
    made_of = {re.sub(r"\.xlsx$", ".csv", name) for name in names}  # on request, by the intake
    assert made_of <= {name.removesuffix(".gz") for name in files(province)} | set(files(province))
