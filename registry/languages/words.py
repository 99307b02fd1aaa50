"""Interface words: Chinese message ids, told in the language of the request or of the build."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

CHINESE, ENGLISH = "zh-CN", "en"
# Edited by people; beside the theme, which site and service share.
CATALOGUE = Path(__file__).parents[2] / "site/theme/locale" / ENGLISH / "LC_MESSAGES/mingdan.po"

_active: ContextVar[NullTranslations | None] = ContextVar("catalogue", default=None)


def gettext(message: str) -> str:
    """The message in the language spoken now; as it is when there is no translation."""
    catalogue = _active.get()
    return catalogue.gettext(message) if catalogue else str.__str__(message)


def counted(message: str, count: int) -> str:
    """The message in the form that goes with a number of things: one item, two items. Chinese has one form;
    what another language needs two of stands in its catalogue with both."""
    catalogue = _active.get()
    if catalogue is None:
        return str.__str__(message)
    told = catalogue.ngettext(message, message, count)
    return told if told != message else catalogue.gettext(message)


def language() -> str:
    """The language spoken now."""
    return ENGLISH if _active.get() else CHINESE


def mark(message: str) -> str:
    """Mark a constant for extraction; it is translated with `gettext` where it is shown."""
    return message


class Lazy(str):
    """A message that is translated each time it is shown: for what is made once, as labels of forms are."""

    __slots__ = ()

    def __str__(self) -> str:
        return gettext(self)

    def __html__(self) -> Markup:
        return escape(gettext(self))

    def __format__(self, specification: str) -> str:
        return format(gettext(self), specification)

    def __mod__(self, values: object) -> str:
        return gettext(self) % values


def lazy(message: str) -> str:
    """A message to be shown later, perhaps in another language than the present one's."""
    return Lazy(message)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak English ("en") inside the block, or Chinese."""
    token = _active.set(english() if language == ENGLISH else None)
    try:
        yield
    finally:
        _active.reset(token)


@cache
def english() -> GNUTranslations:
    """The English words."""
    compiled = BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file, locale=ENGLISH))
    compiled.seek(0)
    return GNUTranslations(compiled)
