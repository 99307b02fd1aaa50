"""What the site says of itself, and its pages of plain text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Page:
    """A page of plain text: about, privacy …"""

    slug: str
    title: str
    summary: str
    body_markdown: str


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """The site's name and full title, the province it serves, its notice, the numbers to call,
    searches offered as examples on the home page, and the government meta tags.

    `lists_complete_from`: the first day on which lists answer for every matter, when single lists are older.
    `english`: whether every page is published in English too; `english_notice` and `english_examples`: the
    notice and the searches there, which are found by the English names of matters.
    """

    name: str
    title: str
    region: str
    demonstration_notice: str
    hotline: str
    emergencies: tuple[str, ...]
    examples: tuple[str, ...]
    meta: Mapping[str, str] = field(hash=False)
    lists_complete_from: date | None = None
    english: bool = False
    english_notice: str = ""
    english_examples: tuple[str, ...] = ()

    def told(self, language: str) -> "SiteInfo":
        """As pages of that language show it."""
        if language != "en":
            return self
        notice = self.english_notice or self.demonstration_notice
        return replace(self, demonstration_notice=notice, examples=self.english_examples or self.examples)
