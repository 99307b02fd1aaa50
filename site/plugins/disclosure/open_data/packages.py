"""What the data files are: Data Packages with Table Schemas (Frictionless) and a DCAT catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from registry import Region

from ..building.snapshot import Snapshot
from ..pages.model import DataFile
from ..words import gettext as _
from .exports import COLUMNS, LEAD_STATUS, LEVELS

FULL = ("事项编号", "事项名称", "牵头部门", "地区代码", "版本")  # columns that no row leaves empty
CHOICES = {
    "办理层级": tuple(LEVELS.values()),
    "牵头依据": tuple(LEAD_STATUS.values()),
    "示范数据": ("是", "否"),
}
KINDS = {
    "csv": "text/csv",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


def data_package(snapshot: Snapshot, folder: str, table: str, name: str, title: str) -> DataFile:
    """`folder`/datapackage.json for the table that lies in the folder."""
    package = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": snapshot.registry.site.demonstration_notice,
        "homepage": f"{snapshot.base_url}{folder}",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "items",
                "path": table,
                **({"compression": "gz"} if table.endswith(".gz") else {}),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8-sig",
                "schema": {"fields": [_field(column) for column in COLUMNS]},
            }
        ],
    }
    return DataFile(f"{folder}datapackage.json", _json(package))


def _field(column: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column, "type": "date" if column == "施行日期" else "string"}
    constraints: dict[str, Any] = {"required": True} if column in FULL else {}
    if column in CHOICES:
        constraints["enum"] = list(CHOICES[column])
    return field | ({"constraints": constraints} if constraints else {})


def catalogue(snapshot: Snapshot) -> DataFile:
    """/catalog.jsonld: what there is, the whole and region by region. Each list says its own on its page."""
    regions = [snapshot.registry.region(code) for code in snapshot.lists_by_region]
    site = snapshot.registry.site
    whole = _dataset(snapshot, "/lists/", _("全部具体事项清单"), ("csv.gz", "json.gz", "sqlite", "xlsx"))
    graph = {
        "@context": CONTEXT,
        "@id": f"{snapshot.base_url}/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": site.title,
        "dct:description": site.demonstration_notice,
        "dct:language": "zh-CN",
        "foaf:homepage": {"@id": f"{snapshot.base_url}/"},
        "dcat:dataset": [whole, *(_of_region(snapshot, region) for region in regions)],
    }
    return DataFile("catalog.jsonld", _json(graph))


def _of_region(snapshot: Snapshot, region: Region) -> dict[str, Any]:
    title = _("%(name)s的具体事项清单") % {"name": region.name}
    return _dataset(snapshot, f"/lists/{region.code}/", title, ("csv", "json", "sqlite", "xlsx"))


def _dataset(snapshot: Snapshot, folder: str, title: str, kinds: Iterable[str]) -> dict[str, Any]:
    address = f"{snapshot.base_url}{folder}"
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:title": title,
        "dct:identifier": address,
        "dct:description": snapshot.registry.site.demonstration_notice,
        "dcat:landingPage": {"@id": address},
        "dcat:distribution": [_distribution(f"{address}all.{kind}") for kind in kinds],
    }


def _distribution(address: str) -> dict[str, Any]:
    kind = address.removesuffix(".gz").rpartition(".")[2]
    told = {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": MEDIA_TYPES + KINDS[kind]},
    }
    if address.endswith(".gz"):
        told["dcat:compressFormat"] = {"@id": f"{MEDIA_TYPES}application/gzip"}
    return told


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False) + "\n").encode()
