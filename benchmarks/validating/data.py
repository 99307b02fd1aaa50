"""Open data against their own standards: Data Packages, CSV (RFC 4180), JSON-LD, sitemaps."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from frictionless import Package, system
from lxml import etree
from pyld import jsonld

BOM = b"\xef\xbb\xbf"
SITEMAP = Path(__file__).with_name("sitemap.xsd")
GRAPH = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.S)
SCHEMA_ORG = {"@context": {"@vocab": "https://schema.org/"}}  # its terms; nothing is fetched


def package_findings(packages: Iterable[Path]) -> list[str]:
    """Each Data Package with all its rows."""
    found = []
    for path in packages:
        with system.use_context(trusted=True):
            report = Package(str(path)).validate()
        found += [f"{path}: {fault}" for fault in report.flatten(["rowNumber", "fieldName", "message"])]
    return found


def csv_findings(tables: Iterable[Path]) -> list[str]:
    return [f"{path}: {fault}" for path in tables for fault in _csv_faults(path)]


def _csv_faults(path: Path) -> Iterator[str]:
    """RFC 4180 point by point, and the mark by which Excel knows UTF-8."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if not data.startswith(BOM):
        yield "no byte order mark"
    text = data.decode("utf-8-sig")
    bare = re.sub(r'"(?:[^"]|"")*"', "", text)  # what stands in quotes may hold anything
    if '"' in bare:
        yield "a quote that does not close, or one inside a cell without quotes (2.5, 2.7)"
    if re.search(r"(?<!\r)\n|\r(?!\n)", bare):
        yield "a line that does not end with CRLF (2.1)"
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if {len(row) for row in rows} != {len(rows[0])}:
        yield "rows of different length (2.4)"
    if len(set(rows[0])) != len(rows[0]) or not all(rows[0]):
        yield "columns without a name of their own"


def sitemap_findings(maps: Iterable[Path]) -> list[str]:
    schema = etree.XMLSchema(etree.parse(SITEMAP))
    found = []
    for path in maps:
        document = etree.parse(path)
        if not schema.validate(document):
            found += [f"{path}:{error.line}: {error.message}" for error in schema.error_log]
        if path.stat().st_size > 50 * 1024 * 1024:
            found.append(f"{path}: larger than 50 MiB")
    return found


def linked_data_findings(pages: Iterable[Path]) -> list[str]:
    """JSON-LD of pages and .jsonld files as a processor reads it: no term lost, a type for every object."""
    return [f"{path}: {fault}" for path in pages for fault in _graph_faults(path)]


def _graph_faults(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    for graph in [text] if path.suffix == ".jsonld" else GRAPH.findall(text):
        try:
            expanded = jsonld.expand(json.loads(graph), {"documentLoader": _context})
        except (ValueError, jsonld.JsonLdError) as error:
            yield str(error).splitlines()[0]
            continue
        yield from _untyped(expanded)
        if not expanded:
            yield "says nothing"


def _untyped(value: Any) -> Iterator[str]:
    """Objects that only their place tells, and keys that are no address."""
    if isinstance(value, list):
        for each in value:
            yield from _untyped(each)
    elif (
        isinstance(value, dict)
        and "@value" not in value
        and set(value) != {"@id"}
        and set(value) != {"@list"}
    ):
        if "@type" not in value:
            yield f"no type: {json.dumps(value, ensure_ascii=False)[:200]}"
        for key, each in value.items():
            if not key.startswith(("@", "http")):
                yield f"no term: {key}"
            yield from _untyped(each)


def _context(address: str, _options: dict[str, Any]) -> dict[str, Any]:
    if address.rstrip("/") != "https://schema.org":
        raise jsonld.JsonLdError(f"no context {address}", "loading")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": SCHEMA_ORG,
    }
