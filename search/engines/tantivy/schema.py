"""How documents lie in a tantivy index."""

from __future__ import annotations

import tantivy

from ...analysis import Analyzer
from ...documents import Document
from ...hits import packed
from ...terms import terms_of

CUT = "cut"  # our own terms, joined by spaces: tantivy only takes them apart again
WHOLE = "raw"


def _schema() -> tantivy.Schema:
    """Positions only where phrases are looked for; one stored payload."""
    builder = tantivy.SchemaBuilder()
    for name in ("title", "words", "body"):
        builder.add_text_field(name, tokenizer_name=CUT, index_option="position")
    builder.add_text_field("pinyin", tokenizer_name=CUT, index_option="freq")
    for name in ("id", "exact", "filter"):
        builder.add_text_field(name, tokenizer_name=WHOLE, index_option="basic")
    for name in ("day", "order"):
        builder.add_unsigned_field(name, indexed=name == "day", fast=True)
    builder.add_bytes_field("payload", stored=True)
    return builder.build()


SCHEMA = _schema()


def register(index: tantivy.Index) -> tantivy.Index:
    """The index with the analysis that its schema names."""
    index.register_tokenizer(CUT, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def document_of(document: Document, analyzer: Analyzer) -> tantivy.Document:
    """One document, its terms cut by our own analysis."""
    terms = terms_of(document, analyzer)
    made = tantivy.Document()
    for name in ("title", "words", "body", "pinyin"):
        made.add_text(name, " ".join(getattr(terms, name)))
    for name in ("exact", "filter"):
        for value in getattr(terms, name):
            made.add_text(name, value)
    made.add_text("id", document.id)
    made.add_unsigned("day", document.day)
    made.add_unsigned("order", document.order)
    made.add_bytes("payload", packed(document).encode())
    return made
