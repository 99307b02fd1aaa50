"""Formulas are never computed; those that reach out of the file are not even tolerated."""

from __future__ import annotations

import re
from typing import Final

from intake.tables.refusals import Reason, TableRefused

_TEXT: Final = re.compile(r'"[^"]*"')
# [1]Sheet1!A1 and 'C:\[x.xlsx]Sheet'!A1; cmd|'/c calc'!A0 (DDE); functions that ask a network.
_OUTSIDE: Final = re.compile(
    r"\[[^\[\]]+\]\w*!|'[^']*\[[^']*'!|\|[^!]*!|\b(?:WEBSERVICE|RTD|FILTERXML|IMAGE|CALL|REGISTER(?:\.ID)?)\s*\("
    r"|\bHYPERLINK\s*\(|(?:https?|ftp|file):|\\\\",
    re.IGNORECASE,
)
_LIKE_COMMAND: Final = re.compile(r"\s*[=+\-@].*\|.*!", re.DOTALL)


def check_formula(formula: str) -> None:
    """Raise TableRefused for a formula that refers to another file, a program or an address."""
    if _OUTSIDE.search(_TEXT.sub('""', formula)):
        raise TableRefused(Reason.EXTERNAL_FORMULA)


def check_plain(text: str) -> None:
    """Raise TableRefused for a text that a spreadsheet would run as a command (DDE in a CSV)."""
    if _LIKE_COMMAND.match(text):
        raise TableRefused(Reason.EXTERNAL_FORMULA)
