"""Interface words: `from intake.words import gettext as _`."""

from registry.languages import gettext, lazy, mark, speaking

__all__ = ["gettext", "lazy", "mark", "speaking"]
