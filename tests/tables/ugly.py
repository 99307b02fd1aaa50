"""Tables as departments have them, by name; what they are read as stands in expected/<name>.txt."""

from __future__ import annotations

import ugly_sheets
import ugly_words

MADE = ugly_sheets.MADE | ugly_words.MADE
