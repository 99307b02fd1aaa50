"""Records as the text of their files, as a person would write them: docs/content-format.md."""

from registry.writing.decisions import decision_path, decision_text
from registry.writing.lines import Cell, cell_at, cells_of
from registry.writing.releases import release_path, release_text
from registry.writing.withdrawn import withdrawn_path, withdrawn_text

__all__ = [
    "Cell",
    "cell_at",
    "cells_of",
    "decision_path",
    "decision_text",
    "release_path",
    "release_text",
    "withdrawn_path",
    "withdrawn_text",
]
