"""Write docs/access.md: what a screen reader is given in a complaint, out of Chromium's own tree.

PYTHONPATH=.:tests:tests/browser:tests/web .venv/bin/python docs/write_access.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from every_page import tour
from playwright.sync_api import Page

TARGET = Path(__file__).with_name("access.md")
INTRODUCTION = """# A complaint, heard

What a screen reader is given on every page between "我要投诉" and the receipt, refusals included. Written by
`make access` from the accessibility tree that Chromium hands to screen readers (roles, names, descriptions,
states), not from memory; repeated parts of the frame are left out after the first page. In order of reading.

How to read a line: **role** name — description *(state)*. Below each page: what the Tab key comes to.
"""
# Roles that only hold others, and what is said through their parents.
SILENT = {
    "generic",
    "none",
    "InlineTextBox",
    "StaticText",
    "LineBreak",
    "paragraph",
    "ListMarker",
    "LabelText",
    "Legend",
}
SAID = {
    "heading",
    "link",
    "button",
    "textbox",
    "combobox",
    "radio",
    "checkbox",
    "alert",
    "status",
    "group",
    "navigation",
}
SAID |= {
    "banner",
    "main",
    "contentinfo",
    "search",
    "region",
    "DisclosureTriangle",
    "progressbar",
    "searchbox",
    "form",
}
STATES = ("required", "invalid", "checked", "expanded", "disabled")
FOCUSED = """() => { const e = document.activeElement;
  if (!e || e === document.body) return '';
  const own = e.labels && e.labels.length ? e.labels[0] : e;
  return (e.getAttribute('aria-label') || own.innerText || e.name || e.tagName).trim().split('\\n')[0]; }"""
ONCE = {"banner", "contentinfo"}


class Listener:
    """Collects, page by page, what is there to be heard."""

    def __init__(self) -> None:
        self.parts = [INTRODUCTION]
        self._known: set[str] = set()

    def see(self, name: str, page: Page) -> None:
        """Add a page: its title, its tree, its tab stops."""
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in nodes}
        lines = list(self._lines(nodes[0], by_id, 0))
        self.parts.append(f"\n## {page.title()}\n\n`{name}`\n\n" + "\n".join(lines))
        self.parts.append("\n\nTab: " + " → ".join(self._stops(page)) + "\n")

    def _lines(self, node: dict[str, Any], by_id: dict[str, Any], depth: int) -> Iterator[str]:
        role, name = _value(node, "role"), _value(node, "name")
        if role in ONCE and role in self._known:
            return
        if role in ONCE:
            self._known.add(role)
        told = role in SAID and not node.get("ignored")
        if told:
            yield f"{'  ' * depth}- **{role}** {name}{_description(node)}{_states(node)}"
        elif role == "StaticText" and name.strip():
            yield f"{'  ' * depth}- {name.strip()}"
        if role in ("heading", "link", "button", "radio", "checkbox", "combobox"):
            return  # its parts are its name
        for child in node.get("childIds", ()):
            yield from self._lines(by_id[child], by_id, depth + told)

    @staticmethod
    def _stops(page: Page) -> list[str]:
        """The names of what has the focus, from the top of the page until it leaves it."""
        page.evaluate("document.activeElement.blur(), window.scrollTo(0, 0)")
        stops: list[str] = []
        for _press in range(60):
            page.keyboard.press("Tab")
            said = page.evaluate(FOCUSED)
            if not said or (stops and said == stops[0]):
                break
            stops.append(said)
        return [stop for stop in stops if stop != page.title()]


def _value(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def _description(node: dict[str, Any]) -> str:
    said = re.sub(r"\s+", " ", _value(node, "description"))
    return f" — {said}" if said else ""


def _states(node: dict[str, Any]) -> str:
    found = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    level = f" {found['level']}" if "level" in found else ""
    told = [state if found[state] in (True, "true") else f"not {state}" for state in STATES if state in found]
    words = [word for word in told if word not in ("not required", "not invalid", "not disabled")]
    return (f" *(level{level})*" if level else "") + (f" *({', '.join(words)})*" if words else "")


def main() -> None:
    """Start the product and listen to a complaint in Chinese."""
    listener = Listener()
    with tour(listener.see) as through:
        through.complaint()
    text = re.sub(r"\b\d{4} \d{4} \d{4} \d{4} \d{4}\b|\d{4}(?= \d{4} )", "0000", "".join(listener.parts))
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
