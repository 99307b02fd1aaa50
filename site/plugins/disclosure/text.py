"""Texts of content/ as HTML, and short plain extracts for descriptions."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

DESCRIPTION_LENGTH = 120


class _Fitting(Treeprocessor):
    """Fits a text into a page: headings go down by `deeper` levels, tables look like the site's."""

    def __init__(self, deeper: int) -> None:
        super().__init__()
        self.deeper = deeper

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if re.fullmatch("h[1-6]", element.tag):
                element.tag = f"h{min(6, int(element.tag[1]) + self.deeper)}"
            elif element.tag == "table":
                element.set("class", "table")


def to_html(source: str, deeper: int = 0) -> Markup:
    """Markdown as HTML. Raw HTML in the source is shown as text, never passed through."""
    reader = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    reader.treeprocessors.register(_Fitting(deeper), "fitting", 0)
    return Markup(reader.convert(source))  # noqa: S704 - the lines above leave no raw HTML in it


def shorten(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """One line of at most `length` characters, cut with an ellipsis."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= length else line[: length - 1] + "…"
