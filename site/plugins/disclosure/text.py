"""Texts of content/ as HTML, and short plain extracts for descriptions."""

from __future__ import annotations

import re

import markdown
from markupsafe import Markup

DESCRIPTION_LENGTH = 120


def to_html(source: str) -> Markup:
    """Markdown as HTML. Raw HTML in the source is shown as text, never passed through."""
    reader = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    return Markup(reader.convert(source))  # noqa: S704 - the two lines above leave no raw HTML in it


def shorten(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """One line of at most `length` characters, cut with an ellipsis."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= length else line[: length - 1] + "…"
