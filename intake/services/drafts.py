"""A complaint being written: kept encrypted on the server, under a secret only the browser holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from intake.cases.model import Complaint, Evidence
from intake.services.context import Context


@dataclass(frozen=True, slots=True)
class Draft:
    """`answers` is what was saved, any JSON.

    A `submitted` draft keeps no answers; submitting it again gives its receipt.
    """

    answers: Mapping[str, Any]
    evidence: tuple[Evidence, ...]
    submitted: bool


def start(ctx: Context) -> str:
    """Make an empty draft; returns its token (43 URL-safe characters) for an HttpOnly cookie."""
    raise NotImplementedError


def load(ctx: Context, token: str) -> Draft | None:
    """The draft, or None for an unknown or expired token (any string is safe)."""
    raise NotImplementedError


def save(ctx: Context, token: str, answers: Mapping[str, Any]) -> None:
    """Replace the answers. Keys read at submission: text title item region address latitude longitude
    occurred_at ongoing anonymous name phone email; others are kept for the form's own use.

    Raises NotFound for an unknown, expired or submitted draft.
    """
    raise NotImplementedError


def complaint_of(answers: Mapping[str, Any]) -> Complaint:
    """The complaint these answers make. Never raises: values of the wrong type count as not given."""
    raise NotImplementedError


def add_evidence(ctx: Context, token: str, filename: str, stream: BinaryIO) -> Evidence:
    """Check, clean and store one file. Raises EvidenceRefused (say `.message`) or NotFound."""
    raise NotImplementedError


def remove_evidence(ctx: Context, token: str, evidence_id: str) -> None:
    """Delete one file of the draft; unknown ids are ignored."""
    raise NotImplementedError


def discard(ctx: Context, token: str) -> None:
    """Delete an unsubmitted draft and its files; does nothing for others."""
    raise NotImplementedError
