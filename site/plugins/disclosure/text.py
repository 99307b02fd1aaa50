"""Texts of content/ as HTML, and short plain extracts for descriptions."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

import markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup

DESCRIPTION_LENGTH = 120
_UNSEEN = re.compile(
    r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff\\]"
)  # browsers skip them in a scheme
_SAFE = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#|[^:/]*$|[^:/]+/[^:]*$)", re.IGNORECASE)


class _Fitting(Treeprocessor):
    """Fits a text into a page: headings go down by `deeper` levels, tables look like the site's."""

    def __init__(self, deeper: int) -> None:
        super().__init__()
        self.deeper = deeper

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if not _leads_somewhere_safe(element.get("href") or element.get("src") or ""):
                _to_words(element)
            if re.fullmatch("h[1-6]", element.tag):
                element.tag = f"h{min(6, int(element.tag[1]) + self.deeper)}"
            elif element.tag == "table":
                element.set("class", "table")


def _leads_somewhere_safe(address: str) -> bool:
    """Only to pages, mail and telephones, never to a script, however its scheme is spelt. Markdown keeps what
    it escaped behind a mark of its own."""
    plain = _UNSEEN.sub("", html.unescape(address.replace(AMP_SUBSTITUTE, "&")))
    return bool(_SAFE.match(plain))


def _to_words(element: ElementTree.Element) -> None:
    """What would lead astray says only its words."""
    words = element.get("alt")
    if words is not None:
        element.text = words
    element.tag = "span"
    element.attrib.clear()


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
