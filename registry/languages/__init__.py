"""The languages the product speaks: Chinese, and English beside it."""

from registry.languages.figures import LOCALES, day_words, number_words
from registry.languages.pages import (
    ENGLISH_ROOT,
    english_page,
    english_pages,
    has_twin,
    in_english,
    stay,
    twin,
)
from registry.languages.words import (
    CHINESE,
    ENGLISH,
    counted,
    english,
    gettext,
    language,
    lazy,
    mark,
    speaking,
)

__all__ = [
    "CHINESE",
    "ENGLISH",
    "ENGLISH_ROOT",
    "LOCALES",
    "counted",
    "day_words",
    "english",
    "english_page",
    "english_pages",
    "gettext",
    "has_twin",
    "in_english",
    "language",
    "lazy",
    "mark",
    "number_words",
    "speaking",
    "stay",
    "twin",
]
