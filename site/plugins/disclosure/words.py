"""Interface words: `from .words import gettext as _`, or `lazy` where a constant is made."""

from registry.languages import counted, day_words, gettext, lazy, number_words

__all__ = ["counted", "day_words", "gettext", "lazy", "number_words"]
