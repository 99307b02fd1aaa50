"""Regions as CSV, JSON and SQLite; what describes the data says what the data are."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from disclosure.databases import AS_OF, WRITER, to_sqlite
from site_pages import ADDRESS, files

import registry

PACKAGES = ["lists/datapackage.json", "lists/410000/datapackage.json", "lists/411100/datapackage.json"]


def rows_of(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "Excel takes it for UTF-8 by the mark"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


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
        rows = rows_of((site / name).with_name(resource["path"]).read_bytes())
        assert rows and list(rows[0]) == list(fields)
        wrong = [
            (row["事项编号"], key) for row in rows for key, text in row.items() if faults(fields[key], text)
        ]
        assert wrong == []
        assert "示范" in package["description"]


def test_a_regions_files_hold_its_lists_in_force_and_no_others(small: Path) -> None:
    rows = rows_of((small / "lists/410000/all.csv").read_bytes())
    whole = rows_of((small / "lists/all.csv").read_bytes())
    assert rows == [row for row in whole if row["地区代码"] == "410000"]
    told = json.loads((small / "lists/410000/all.json").read_bytes())
    assert [item["id"] for one in told["lists"] for item in one["items"]] == [row["事项编号"] for row in rows]
    database = sqlite3.connect(small / "lists/410000/all.sqlite")
    database.row_factory = sqlite3.Row
    assert [dict(row) for row in database.execute("SELECT * FROM items")] == rows
    assert "示范" in database.execute("SELECT notice FROM about").fetchone()[0]


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
    assert {address.removeprefix(f"{ADDRESS}/") for address in addresses} <= set(files(province))
