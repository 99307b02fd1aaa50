"""Proof that a form is not sent by a flood: ALTCHA, or a plain question where there is no JavaScript."""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import altcha
from cryptography.fernet import InvalidToken

from intake.cases.errors import ProofRefused
from intake.services.context import Context
from intake.store.filing import proofs
from intake.words import gettext as _

_CHALLENGE_LASTS = timedelta(minutes=20)
_QUESTION_LASTS = timedelta(minutes=60)
_LONGEST_PAYLOAD = 4096
_NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Question:
    """A small sum in Chinese words; `token` goes into a hidden field."""

    text: str
    token: str


def challenge(ctx: Context) -> dict[str, Any]:
    """An ALTCHA v2 challenge (PBKDF2/SHA-256, valid 20 minutes) as JSON for the widget."""
    made = altcha.create_challenge(
        "PBKDF2/SHA-256",
        ctx.settings.pow_cost,
        expires_at=ctx.now() + _CHALLENGE_LASTS,
        hmac_secret=ctx.keys.proof,
    )
    plain: dict[str, Any] = made.to_dict()
    return plain


def question(ctx: Context) -> Question:
    """A signed question, valid 60 minutes and for one use."""
    left, right = secrets.randbelow(9) + 1, secrets.randbelow(9) + 1
    expires = ctx.now() + _QUESTION_LASTS
    sealed = json.dumps([left + right, expires.timestamp(), secrets.token_hex(8)]).encode()
    text = _("{left}加{right}等于几？").format(left=_NUMERALS[left], right=_NUMERALS[right])
    return Question(text, ctx.keys.fields.encrypt(sealed).decode())


def verify(ctx: Context, payload: str, spender: str | None = None) -> None:
    """Accept a solved ALTCHA payload (the form field, base64) once. Raises ProofRefused; any text is safe.

    `spender` is the draft's token: the same draft may show the same proof again (a double submit).
    Without one a proof is never accepted twice.
    """
    if len(payload) > _LONGEST_PAYLOAD or not payload.isascii():
        raise _refused()
    result = altcha.verify_solution(payload, ctx.keys.proof)
    if result.expired or not result.verified:
        raise _refused()
    _spend(ctx, _identity(payload), spender, ctx.now() + _CHALLENGE_LASTS)


def verify_answer(ctx: Context, token: str, answer: str, spender: str | None = None) -> None:
    """Accept the answer (digits or Chinese numerals) once. Raises ProofRefused; any text is safe.

    `spender` as in `verify`.
    """
    try:
        total, expires, _nonce = json.loads(ctx.keys.fields.decrypt(token.encode("utf-8", "replace")))
    except (InvalidToken, ValueError, TypeError):
        raise _refused() from None
    if ctx.now().timestamp() > expires or _number(answer) != total:
        raise _refused()
    _spend(ctx, token, spender, ctx.now() + _QUESTION_LASTS)


def _spend(ctx: Context, proof: str, spender: str | None, expires: datetime) -> None:
    spender = spender or secrets.token_hex(16)
    with ctx.database.writing() as connection:
        if not proofs.spend(connection, _hash(proof), _hash(spender), expires):
            raise _refused()


def _identity(payload: str) -> str:
    """What makes a payload the same proof: the challenge's signature, however the rest was re-encoded."""
    return str(altcha.Payload.from_base64(payload).challenge.signature)


def _number(answer: str) -> int | None:
    """An answer as typed: 8, ８, 八, 十二."""
    text = unicodedata.normalize("NFKC", answer).strip()
    if text.isdecimal() and len(text) < 4:
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not all(each in _NUMERALS for each in (tens, ones)) or len(tens) > 1 or len(ones) > 1:
        return None
    units = _NUMERALS.index(ones) if ones else 0
    return (_NUMERALS.index(tens) if tens else 1) * 10 + units if ten else units


def _refused() -> ProofRefused:
    return ProofRefused(_("没有通过验证，或验证已经过期。请重新验证后再提交，您填写的内容都还在。"))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
