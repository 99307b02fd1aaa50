"""Interface words: `from intake.words import gettext as _`."""

from registry.languages import counted, gettext, lazy, mark, speaking

__all__ = ["counted", "gettext", "lazy", "mark", "speaking"]
