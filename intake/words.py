"""Interface words: Chinese message ids, translated by gettext where a catalogue exists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations, translation
from pathlib import Path

CATALOGUES = Path(__file__).parent / "locale"

_active: ContextVar[NullTranslations | None] = ContextVar("catalogue", default=None)


def gettext(message: str) -> str:
    """The message in the language of the current request; Chinese when there is no translation."""
    catalogue = _active.get()
    return catalogue.gettext(message) if catalogue else message


def mark(message: str) -> str:
    """Mark a constant for extraction; it is translated with `gettext` where it is shown."""
    return message


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use the catalogue of `language` (e.g. "en") inside the block, if there is one."""
    token = _active.set(translation("mingdan", CATALOGUES, [language], fallback=True))
    try:
        yield
    finally:
        _active.reset(token)
