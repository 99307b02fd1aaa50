"""Interface words: `from .words import gettext as _`, or `lazy` where a constant is made."""

from registry.languages import gettext, lazy

__all__ = ["gettext", "lazy"]
