"""Proof that a form is not sent by a flood: ALTCHA, or a plain question where there is no JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from intake.services.context import Context


@dataclass(frozen=True, slots=True)
class Question:
    """A small sum in Chinese words; `token` goes into a hidden field."""

    text: str
    token: str


def challenge(ctx: Context) -> dict[str, Any]:
    """An ALTCHA v2 challenge (PBKDF2/SHA-256, valid 20 minutes) as JSON for the widget."""
    raise NotImplementedError


def question(ctx: Context) -> Question:
    """A signed question, valid 60 minutes and for one use."""
    raise NotImplementedError


def verify(ctx: Context, payload: str) -> None:
    """Accept a solved ALTCHA payload (the form field, base64) once. Raises ProofRefused; any text is safe."""
    raise NotImplementedError


def verify_answer(ctx: Context, token: str, answer: str) -> None:
    """Accept the answer (digits or Chinese numerals) once. Raises ProofRefused; any text is safe."""
    raise NotImplementedError
