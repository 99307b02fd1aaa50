"""English pages: every page has its English twin behind /en, /en/lists/ for /lists/.

Lists, results and laws are published in Chinese only, so English pages hold Chinese; it is marked as such for
screen readers and translators.
"""

from __future__ import annotations

import re

from registry.languages.words import CHINESE

ENGLISH_ROOT = "/en"

_LINK = re.compile(r'(?<!hreflang="zh-CN" )\b(href|action|formaction)="(/(?!/|en(?:[/"?#]))[^"]*)"')
_CHINESE_ONLY = ("/desk", "/staff", "/api", "/open311")
_FILE = re.compile(r"^/theme/|\.[a-z0-9]+$")
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_RUN = re.compile(f"[{_HAN}《](?:[{_HAN}\u3001-\u301f\uff01-\uff5e0-9·]*[{_HAN}》])?")
_PIECE = re.compile(
    r"<(script|style|title|textarea|svg)\b.*?</\1>|<option\b[^>]*>[^<]*|<[^>]*>|[^<]+", re.DOTALL
)


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


def english_page(html: str) -> str:
    """A page rendered with English words as it is sent: its links stay among English pages, but those that
    say they lead to Chinese (hreflang); Chinese in its text says so (WCAG 2.2, criterion 3.1.2)."""
    linked = _LINK.sub(lambda found: f'{found[1]}="{stay(found[2])}"', html)
    return _PIECE.sub(_marked, linked)


def _marked(piece: re.Match[str]) -> str:
    text = piece[0]
    if text.startswith("<option") and _RUN.search(text):
        return text.replace("<option", f'<option lang="{CHINESE}"', 1)
    if text.startswith("<"):
        return text
    return _RUN.sub(lambda run: f'<span lang="{CHINESE}">{run[0]}</span>', text)
