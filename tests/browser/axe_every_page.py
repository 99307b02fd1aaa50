"""`make axe`: axe over every kind of page, in every width and mode, as every role; nothing may be found.

    PYTHONPATH=.:tests:tests/browser:tests/web .venv/bin/python tests/browser/axe_every_page.py [part …]

Parts: site, service, complaint, receipts, or a role. Ends with 1 and a list when anything was found.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter

from axe_playwright_python.sync_playwright import Axe
from every_page import PARTS, tour
from playwright.sync_api import Page

WIDTHS = (360, 768, 1440)
# What differs between pages that are the same to axe; not what names and refers (an id twice), nor buttons.
CHANGING = re.compile(
    r"""(?P<kept>\s(?:id|for|aria-[a-z]+)="[^"]*"|<button\b[^>]*>)|nonce="[^"]*"|value="[^"]*"|\d+"""
)
LOOKS = {
    "dark": {"scheme": "dark"},
    "high": {"contrast": "high"},
    "dark-high": {"scheme": "dark", "contrast": "high"},
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]}}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],  # what passed is a list of everything in the page
}
SET = """modes => { const html = document.documentElement;
  for (const name of ['scheme', 'size', 'contrast']) delete html.dataset[name];
  Object.assign(html.dataset, modes); }"""
THERE = "typeof axe === 'object'"
RUN = """async options => (await axe.run(document, {...options, resultTypes: ['violations']}))
  .violations.map(fault => [fault.id, fault.nodes.map(node => node.html)])"""
WIDER = "document.documentElement.scrollWidth - innerWidth"


class Findings:
    """What axe found, where. A page is loaded once for all widths and modes; one that
    was seen before, but for its numbers, is not read again."""

    def __init__(self) -> None:
        self.found: dict[str, set[str]] = {}
        self.looks: Counter[str] = Counter()
        self._seen: set[int] = set()
        self._began = time.monotonic()

    def see(self, name: str, page: Page) -> None:
        """Read a page in every width and mode; say that it was read."""
        page.wait_for_load_state("load")
        if not self._new(page.content()):
            return
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            self._read(f"{name} at {width}", page, EVERYTHING)
        for mode, chosen in LOOKS.items():
            page.evaluate(SET, chosen)
            self._read(f"{name} in {mode}", page, COLOURS)
        page.set_viewport_size({"width": 360, "height": 740})
        page.evaluate(SET, {"size": "large"})
        self._read(f"{name} in large type", page, EVERYTHING)
        page.evaluate(SET, {})
        spent = time.monotonic() - self._began
        print(f"{spent:5.0f} s  {name}  ({len(self.found)} findings)", file=sys.stderr, flush=True)

    def _new(self, content: str) -> bool:
        seen = hash(plain(content))
        new = seen not in self._seen
        self._seen.add(seen)
        return new

    def _read(self, where: str, page: Page, rules: dict[str, object]) -> None:
        self.looks[where.partition(" ")[0].partition("-")[0]] += 1
        for rule, nodes in faults(page, rules):
            for html in nodes:
                self.found.setdefault(f"{rule}: {html[:160]}", set()).add(where)
        if (over := page.evaluate(WIDER)) > 0:
            self.found.setdefault(f"{over} px wider than the screen", set()).add(where)


def plain(content: str) -> str:
    """A page without what may differ where axe would find the same."""
    return CHANGING.sub(lambda found: found["kept"] or "", content)


def faults(page: Page, rules: dict[str, object]) -> list[tuple[str, list[str]]]:
    """The rules of axe an open page breaks, with the HTML of the places."""
    if not page.evaluate(THERE):
        page.evaluate(Axe().axe_script)
    found: list[tuple[str, list[str]]] = page.evaluate(RUN, rules)
    return found


def main(parts: list[str]) -> int:
    """Build the site, start the product, look at every page of these parts; all of them without any."""
    findings = Findings()
    with tour(findings.see) as through:
        for part in parts or PARTS:
            through.part(part)
    for fault, places in findings.found.items():
        print(f"{fault}\n    {len(places)} times, first {min(places)}")
    print(f"{sum(findings.looks.values())} looks ({dict(findings.looks)}): {len(findings.found)} findings")
    return 1 if findings.found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
