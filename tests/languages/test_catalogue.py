"""The English words: complete, nothing left over, and with the same blanks as the Chinese."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from registry.languages.words import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
SPOKEN = {
    "intake": [("**.py", "python"), ("web/templates/**.html", "jinja2"), ("notices/*.txt", "jinja2")],
    "registry": [("**.py", "python")],
    "site": [("plugins/**.py", "python"), ("theme/templates/**.html", "jinja2")],
}
KEYWORDS = dict.fromkeys(("_", "counted", "gettext", "lazy", "mark"))
BLANK = re.compile(r"%\((\w+)\)0?\d?[sd]|\{(\w+)\}|(%%)")


@cache
def spoken() -> frozenset[str]:
    """Every message that code and templates mark."""
    found = set()
    for folder, ways in SPOKEN.items():
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, ways, options_map={"web/templates/**.html": {}}, keywords=KEYWORDS
        ):
            found.add(message)
    return frozenset(found - {""})


@cache
def translated() -> dict[str, tuple[str, ...]]:
    """Chinese to English; what counts things has two forms, of one thing and of more."""
    with CATALOGUE.open("rb") as file:
        return {
            message.id[0] if message.pluralizable else message.id: _forms(message)
            for message in read_po(file)
            if message.id
        }


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if message.pluralizable else (message.string,)


def test_every_word_of_the_interface_has_english() -> None:
    assert not spoken() - translated().keys()


def test_what_is_counted_is_told_as_words() -> None:
    """A count arrives as "1,000": `%d` would fail from a thousand on."""
    assert not [message for message in spoken() if "%(count)d" in message]


def test_nothing_is_translated_that_is_not_said() -> None:
    assert not translated().keys() - spoken()


@pytest.mark.parametrize("message", sorted(translated()))
def test_blanks_are_the_same(message: str) -> None:
    for english in translated()[message]:
        assert english
        assert sorted(BLANK.findall(message)) == sorted(BLANK.findall(english))
        assert "{{" not in english and "{%" not in english
