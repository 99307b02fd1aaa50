"""`make axe`: axe over every kind of page, in every width and mode, as every role; nothing may be found.

    PYTHONPATH=.:tests:tests/browser:tests/web .venv/bin/python tests/browser/axe_every_page.py [part …]

Parts: site, service, complaint, receipts, or a role. Ends with 1 and a list when anything was found.
"""

from __future__ import annotations

import re
import sys
from collections import Counter

from axe_playwright_python.sync_playwright import Axe
from every_page import tour
from playwright.sync_api import Page

from intake.cases.model import Role

WIDTHS = (360, 768, 1440)
CHANGING = re.compile(
    r'nonce="[^"]*"|value="[^"]*"|\d+'
)  # what differs between pages that are the same to axe
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
}
SET = """modes => { const html = document.documentElement;
  for (const name of ['scheme', 'size', 'contrast']) delete html.dataset[name];
  Object.assign(html.dataset, modes); }"""
WIDER = "document.documentElement.scrollWidth - innerWidth"


class Findings:
    """What axe found, where; a page that was seen before, but for its numbers, is not read again."""

    def __init__(self) -> None:
        self.found: dict[str, set[str]] = {}
        self.looks: Counter[str] = Counter()
        self._seen: set[int] = set()

    def see(self, name: str, page: Page) -> None:
        """Read a page in every width and mode."""
        page.wait_for_load_state("load")
        content = hash(CHANGING.sub("", page.content()))
        if content in self._seen:
            return
        self._seen.add(content)
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

    def _read(self, where: str, page: Page, rules: dict[str, object]) -> None:
        self.looks[where.partition(" ")[0].partition("-")[0]] += 1
        for fault in Axe().run(page, options=rules).response["violations"]:
            for node in fault["nodes"]:
                self.found.setdefault(f"{fault['id']}: {node['html'][:160]}", set()).add(where)
        if (over := page.evaluate(WIDER)) > 0:
            self.found.setdefault(f"{over} px wider than the screen", set()).add(where)


def main(parts: list[str]) -> int:
    """Build the site, start the product, look at every page of these parts; all of them without any."""
    findings = Findings()
    with tour(findings.see) as through:
        for part in parts or ["everything"]:
            through.desk(Role(part)) if part in set(Role) else getattr(through, part)()
    for fault, places in findings.found.items():
        print(f"{fault}\n    {len(places)} times, first {min(places)}")
    print(f"{sum(findings.looks.values())} looks ({dict(findings.looks)}): {len(findings.found)} findings")
    return 1 if findings.found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
