"""What a complainant and the organs write to each other on a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What was written."""

    QUESTION = "question"
    REPLY = "reply"
    WITHDRAWAL = "withdrawal"
    REVIEW_REQUEST = "review_request"
    REVIEW_OPINION = "review_opinion"
    ADDED = "added"
    PERSON_REQUEST = "person_request"
    PERSON_ANSWER = "person_answer"


@dataclass(frozen=True, slots=True)
class Message:
    """One piece of writing; who wrote it follows from its kind."""

    kind: Kind
    text: str
    at: datetime
