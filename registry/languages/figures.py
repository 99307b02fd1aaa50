"""Days and numbers as each language writes them, by CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

from registry.languages.words import CHINESE, ENGLISH, language

LOCALES: Final[Mapping[str, str]] = MappingProxyType({CHINESE: "zh_Hans_CN", ENGLISH: "en_GB"})

_GROUPED = 1000  # numbers below are the same in every language
_DAYS = 20_000  # kept: pages of a whole site name the same few


def day_words(day: date) -> str:
    """2026年11月23日, or 23 November 2026."""
    return _day_words(day, language())


def number_words(number: int) -> str:
    """68,640."""
    return (
        str(number) if -_GROUPED < number < _GROUPED else format_decimal(number, locale=LOCALES[language()])
    )


@lru_cache(_DAYS)
def _day_words(day: date, language: str) -> str:
    return format_date(day, "long", LOCALES[language])
