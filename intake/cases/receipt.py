"""Receipt codes: 19 digits made by a keyed hash, and a Luhn check digit. Read aloud in groups of four."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

from intake.cases.errors import CaseworkError
from intake.words import gettext as _

DIGITS = 19
LENGTH = DIGITS + 1


class MistypedCode(CaseworkError):
    """What was typed cannot be a receipt code; the message says how it differs."""


def make(key: bytes, seed: str) -> str:
    """The code for a seed (a draft's secret or an idempotency key): the same seed gives the same code.

    19 digits hold 63.1 bits: the hash is taken modulo 10^19 from 256 bits, so no digit is favoured.
    """
    number = int.from_bytes(hmac.digest(key, seed.encode(), hashlib.sha256)) % 10**DIGITS
    body = f"{number:0{DIGITS}d}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """The Luhn digit for `body`: finds any single wrong digit and most swaps of neighbours."""
    total = 0
    for position, character in enumerate(reversed(body)):
        doubled = int(character) * (2 - position % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def parse(typed: str) -> str:
    """The 20 digits of a code as typed, with spaces, dashes, full-width digits. Raises MistypedCode."""
    digits = "".join(str(unicodedata.digit(c)) for c in unicodedata.normalize("NFKC", typed) if c.isdecimal())
    if len(digits) != LENGTH:
        raise MistypedCode(_("查询码是 20 位数字，您输入了 {count} 位。").format(count=len(digits)))
    if check_digit(digits[:DIGITS]) != digits[DIGITS]:
        raise MistypedCode(_("查询码里有数字输错了，请对照回执一组一组地看。"))
    return digits


def spaced(code: str) -> str:
    """Five groups of four, for showing and reading aloud."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def keyed_hash(key: bytes, code: str) -> str:
    """What the database keeps of a code: without the key it tells nothing."""
    return hmac.digest(key, b"stored:" + code.encode(), hashlib.sha256).hex()
