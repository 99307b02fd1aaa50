"""How documents lie in a Whoosh index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from whoosh.analysis import Token
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, Schema

from ...analysis import Analyzer
from ...documents import Document
from ...hits import payload
from ...terms import Terms, terms_of


def schema() -> Schema:
    """No positions (no phrases) and one stored payload: the two largest levers of Whoosh's speed."""

    def terms() -> KEYWORD:
        field = KEYWORD(stored=False, scorable=True)
        field.analyzer = _ready_terms
        return field

    return Schema(
        **{each.name: terms() for each in fields(Terms)},
        id=ID(unique=True),
        day=NUMERIC(int, bits=32, signed=False, sortable=True),
        order=NUMERIC(int, bits=64, signed=False, sortable=True),
        payload=STORED(),
    )


def fields_of(document: Document, analyzer: Analyzer) -> dict[str, Any]:
    """The field values of one document."""
    terms = terms_of(document, analyzer)
    return {
        **{each.name: getattr(terms, each.name) for each in fields(Terms)},
        "id": document.id,
        "day": document.day,
        "order": document.order,
        "payload": payload(document),
    }


def _ready_terms(value: Iterable[str], **_: Any) -> Iterator[Token]:
    """Terms come cut already (by our own analysis); Whoosh only wraps them."""
    token = Token()
    for place, text in enumerate(value):
        token.text, token.pos, token.boost = text, place, 1.0
        yield token
