"""Reads content/words, which may be absent: official terms in plain words, English names of matters."""

from typing import Final

from registry.draft import Draft
from registry.reading.notes import Spot
from registry.reading.records import Document, Record
from registry.reading.tables import read_rows
from registry.words.glossary import Term

_FOLDER: Final = "words"
_GLOSSARY: Final = f"{_FOLDER}/glossary.yaml"
_MATTERS: Final = f"{_FOLDER}/english_matters.csv"
_TERM: Final = ("id", "term", "plain", "english", "english_plain")
_LONGEST: Final = 90  # characters: what is read in one breath beside the term


def read_wordings(draft: Draft) -> None:
    """Read what there is into the draft."""
    written = set(draft.notes.files(_FOLDER, _GLOSSARY, _MATTERS))
    if _GLOSSARY in written:
        _read_glossary(draft)
    if _MATTERS in written:
        _read_matters(draft)


def _read_glossary(draft: Draft) -> None:
    text = draft.notes.file_text(_GLOSSARY)
    if text is None:
        return
    said: dict[str, Spot] = {}
    for record in Document(draft.notes, _GLOSSARY, text).records(_TERM, ("also", "source")):
        term = _term(record)
        for name in (term.term, *term.also):
            if name in said:
                record.fault("term", "duplicate-term", f"“{name}”已在第 {said[name].line} 行解释过")
            said.setdefault(name, record.spot("term"))
        if record.sound:
            draft.glossary[term.id] = term


def _term(record: Record) -> Term:
    term = Term(
        id=record.slug("id", "term"),
        term=record.text("term"),
        plain=record.text("plain"),
        english=record.english("english"),
        english_plain=record.english("english_plain"),
        also=record.texts("also"),
        source=record.text("source"),
    )
    if len(term.plain) > _LONGEST:
        record.fault("plain", "long-explanation", f"“{term.term}”的解释超过 {_LONGEST} 个字，请写短一些")
    if term.plain and not term.plain.endswith("。"):
        record.fault("plain", "explanation-end", f"“{term.term}”的解释要写成句子，以句号结尾")
    return term


def _read_matters(draft: Draft) -> None:
    for row in read_rows(draft.notes, _MATTERS, ("matter", "english"), ()):
        matter, english = row.name("matter", "matter-name"), row.english("english")
        if row.sound:
            draft.english_matters[matter] = english
