"""The built site against the standards it claims: `check(site, most)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.validating import data, feeds, nu, sampling, weights

Checked = dict[str, tuple[int, list[str]]]  # by check: files read, findings
Check = Callable[[Iterable[Path]], list[str]]


def check(site: Path, most: int) -> Checked:
    """All of it on a built site; of pages, lists' tables and packages up to `most` of each kind."""
    pages = [path for kind in sampling.sample(site, most, "*.html").values() for path in kind]
    lists = [path for path in pages if "lists" in path.relative_to(site).parts]
    checks: dict[str, tuple[Check, list[Path]]] = {
        "HTML (Nu)": (nu.findings, pages),
        "JSON-LD (pyld)": (data.linked_data_findings, [*pages, *site.rglob("*.jsonld")]),
        "Atom (RFC 4287)": (feeds.findings, _all(site, most, "*.atom")),
        "CSV (RFC 4180)": (data.csv_findings, _all(site, most, "*.csv") + _all(site, most, "*.csv.gz")),
        "Data Packages": (data.package_findings, _all(site, most, "datapackage.json")),
        "sitemap (XSD)": (data.sitemap_findings, sorted(site.glob("sitemap*.xml"))),
        "first view of lists": (lambda paths: weights.findings(paths, site), lists),
    }
    return {name: (len(paths), run(paths)) for name, (run, paths) in checks.items()}


def _all(site: Path, most: int, pattern: str) -> list[Path]:
    return [path for kind in sampling.sample(site, most, pattern).values() for path in kind]
