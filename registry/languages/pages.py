"""English pages: every page has its English twin behind /en, /en/lists/ for /lists/.

Names that have an English are told in it, wherever they stand by themselves. Lists, results and laws are
published in Chinese only, so English pages hold Chinese; it is marked as such for screen readers and
translators.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape, unescape
from types import MappingProxyType
from typing import Final

from registry.languages.words import CHINESE

ENGLISH_ROOT = "/en"

_LINK = re.compile(r'(?<!hreflang="zh-CN" )\b(href|action|formaction)="(/(?!/|en(?:[/"?#]))[^"]*)"')
_CHINESE_ONLY = ("/desk", "/staff", "/api", "/open311")
_FILE = re.compile(r"^/theme/|\.[a-z0-9]+$")
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_RUN = re.compile(f"[{_HAN}《](?:[{_HAN}\u3001-\u301f\uff01-\uff5e0-9·]*[{_HAN}》])?")
_TOLD = re.compile(r'\b(aria-label|title|alt|placeholder|label|data-label)="([^"]*)"')
_NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})
_NO_MARKUP = frozenset({"script", "style", "textarea", "tspan", "/tspan"})


def twin(path: str) -> str:
    """The address of a page's English twin, or of the Chinese page of which this is the twin."""
    return path.removeprefix(ENGLISH_ROOT) if in_english(path) else ENGLISH_ROOT + path


def in_english(path: str) -> bool:
    """Whether an address is that of an English page."""
    return path.startswith(f"{ENGLISH_ROOT}/")


def has_twin(path: str) -> bool:
    """Whether a page is told in English too. What staff write and issue is on record in Chinese, so their
    pages are Chinese only; other systems have one address."""
    return not path.startswith(_CHINESE_ONLY)


def stay(path: str) -> str:
    """Where an English page's link within the site leads: to the English twin; files have none."""
    name = re.split("[?#]", path, maxsplit=1)[0]
    stays = in_english(path) or _FILE.search(name) or not has_twin(path)
    return path if stays else ENGLISH_ROOT + path


def english_page(html: str, names: Mapping[str, str] = _NO_NAMES) -> str:
    """A page rendered with English words as it is sent: its links stay among English pages, but those that
    say they lead to Chinese (hreflang); `names` are told in English (Chinese to English); other Chinese in
    its text says so (WCAG 2.2, criterion 3.1.2)."""
    return _told(names, html)


def english_pages(names: Mapping[str, str]) -> Callable[[str], str]:
    """`english_page` for many whole pages, which have most lines in common; it keeps 50,000 of them.

    A line is kept without the "<" it begins with. It begins with a tag: pages escape every other "<".
    """

    @lru_cache(maxsize=50_000)
    def told(line: str) -> str:
        return _told(names, f"<{line}")[1:]

    return lambda html: "<" + "\n<".join(map(told, html[1:].split("\n<")))


def _told(names: Mapping[str, str], html: str) -> str:
    """A page, or a piece of one that starts and ends outside of tags."""
    text, *pieces = html.split("<")
    return "<".join((_text(names, text), *(_piece(names, piece) for piece in pieces)))


def _piece(names: Mapping[str, str], piece: str) -> str:
    """A tag without its "<", and the text up to the next: `p class="lead">清单`."""
    tag, end, text = piece.partition(">")
    if '="/' in tag:
        tag = _LINK.sub(lambda found: f'{found[1]}="{stay(found[2])}"', tag)
    if _RUN.search(tag):
        tag = _TOLD.sub(lambda found: f'{found[1]}="{_sentence(names, found[2])}"', tag)
    if not text or not _RUN.search(text):
        return f"{tag}{end}{text}"
    name = tag.split(maxsplit=1)[0]
    if name == "option":
        return _choice(names, tag, text)
    if name in ("text", "desc"):  # of a picture, where no mark can stand
        return f"{tag}>{_sentence(names, text)}"
    if name == "title":
        return f"{tag}>{_RUN.sub(lambda run: _named(names, run[0]) or run[0], text)}"
    return f"{tag}>{text if name in _NO_MARKUP else _text(names, text)}"


def _text(names: Mapping[str, str], text: str) -> str:
    return _whole(names, text) or _RUN.sub(lambda run: _named(names, run[0]) or _in_chinese(run[0]), text)


def _choice(names: Mapping[str, str], tag: str, text: str) -> str:
    """A choice of a list, which cannot hold a mark within its text."""
    told = _sentence(names, text)
    marked = tag.replace("option", f'option lang="{CHINESE}"', 1) if _RUN.search(told) else tag
    return f"{marked}>{told}"


def _sentence(names: Mapping[str, str], text: str) -> str:
    return _whole(names, text) or _RUN.sub(lambda run: _named(names, run[0]) or run[0], text)


def _whole(names: Mapping[str, str], text: str) -> str:
    """The text, when all of it is a name; "" when it is none."""
    bare = text.strip()
    found = names.get(unescape(bare))
    return text.replace(bare, escape(found), 1) if found else ""


def _named(names: Mapping[str, str], run: str) -> str:
    """A name, or several with 、 between them; "" when one of them has no English."""
    found = [names.get(each, "") for each in run.split("、")]
    return escape(", ".join(found)) if all(found) else ""


def _in_chinese(run: str) -> str:
    return f'<span lang="{CHINESE}">{run}</span>'
