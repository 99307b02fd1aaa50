"""How documents lie in a tantivy index."""

from __future__ import annotations

import tantivy

from ...analysis import Analyzer
from ...documents import Document
from ...hits import packed
from ...terms import normal_text, terms_of

CUT = "cut"  # our own terms, joined by spaces: tantivy only takes them apart again
WHOLE = "raw"
WORDS = ("title", "words", "body", "pairs", "title_pinyin", "pinyin")
ANY = "any"  # every term of those that are ranked: one look tells whether a document has it


def _schema() -> tantivy.Schema:
    """Positions only where phrases are looked for, character by character; one stored payload."""
    builder = tantivy.SchemaBuilder()
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name=CUT, index_option="freq")
    builder.add_text_field(ANY, tokenizer_name=CUT, index_option="basic")
    builder.add_text_field("characters", tokenizer_name=CUT, index_option="position")
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
    for name in WORDS:
        made.add_text(name, " ".join(getattr(terms, name)))
    made.add_text(ANY, " ".join({*terms.exact, *terms.title, *terms.words, *terms.body, *terms.pairs}))
    for text in normal_text(document, analyzer).split("\n"):
        made.add_text("characters", " ".join(analyzer.characters(text)))
    for name in ("exact", "filter"):
        for value in getattr(terms, name):
            made.add_text(name, value)
    made.add_text("id", document.id)
    made.add_unsigned("day", document.day)
    made.add_unsigned("order", document.order)
    made.add_bytes("payload", packed(document).encode())
    return made
