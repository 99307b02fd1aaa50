"""The text of a list in the one form that `registry.writing` gives it, read ten times as fast as YAML is.

Only that form: whatever is written otherwise, however good, gives None, and the caller reads it as YAML. What
is read here says the same as YAML: no text is taken that could hold a mark, and every other order or indent
is refused, and other signs too. Which texts make sense is judged by those who read the fields.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Final

Tree = Mapping[str, Any]  # texts, tuples of texts, trees and tuples of trees

_MANY: Final = 20_000  # lines and lists of words remembered: every region's list repeats most of another's

# Letters, digits and signs that are no mark of YAML, wherever they stand after a letter.
_SIGNS: Final = r"\w《》（）〔〕“”‘’，。、；：？！—…·／％．()/%+."
_PLAIN: Final = rf"(?!null\b)[\w《（〔“][{_SIGNS} -]*(?<! )"
_QUOTED: Final = (
    rf"\"[\w-]+\"|'(?! )[{_SIGNS} -&(-~]+(?<! )'"  # between single quotes nothing but they is a mark
)
_TEXT: Final = f"{_PLAIN}|{_QUOTED}"
_TEXTS: Final = rf"\[(?:(?:{_TEXT})(?:, (?:{_TEXT}))*)?\]"
_WORDS: Final = rf"(?: |\n      )\[(?:{_TEXT})(?:,(?: |\n       )(?:{_TEXT}))*\]"

_APPROVAL: Final = (
    *("drafted_by", "reviewed_by", "decided_by", "document", "decided_on"),
    *("disclosure", "disclosure_reviewed_by", "published_on"),
)
_LISTS: Final = ("reviewed_by", "topics", "supporting", "articles")


def _value(key: str) -> str:
    return _TEXTS if key in _LISTS else _TEXT


def _line(key: str, indent: str) -> str:
    """The pattern of `key: value`; a group is named after its key."""
    return rf"{indent}{key}: (?P<{key}>{_value(key)})\n"


def _lines(indent: str, *keys: str) -> str:
    return "".join(_line(key, indent) for key in keys)


def _spare(indent: str, *keys: str) -> str:
    """Lines that may be missing."""
    return "".join(f"(?:{_line(key, indent)})?" for key in keys)


def _mappings(*keys: str) -> str:
    """Lines like `- {key: value, key: value}`; each key may be missing."""
    pairs = "".join(rf"(?:{key}: (?:{_value(key)})(?:, (?=[a-z])|(?=\}})))?" for key in keys)
    return rf"(?:\n      - \{{(?=[a-z]){pairs}\}})+"


_HEAD: Final = (
    rf"(?:# [{_SIGNS} -]*\n\n)?"
    + _lines("", "region", "department", "release", "title", "demonstration")
    + "approval:\n"
    + _lines("  ", *_APPROVAL)
    + _lines("", "effective_from")
    + _spare("", "effective_to")
    + "items:\n"
)
_ITEM: Final = (
    _line("id", "  - ")
    + _lines("    ", "matter", "topics", "supporting", "handled_at", "description")
    + rf"    basis:(?P<basis>{_mappings('statute', 'articles', 'valid_from', 'valid_to')})\n"
    + rf"    words:(?P<words>{_WORDS})\n"
    + rf"(?:    boundaries:(?P<boundaries>{_mappings('looks_like', 'goes_to', 'item', 'note')})\n)?"
    + _lines("    ", "lead_status")
    + _spare("    ", "decision", "unit", "contact")
    + r"\n?"
)
_ONE_TEXT: Final = re.compile(_TEXT)
_ONE_PAIR: Final = re.compile(rf"([a-z_]+): ({_TEXT}|{_TEXTS})")


def written_list(text: str) -> Tree | None:
    """The list's fields, as texts, lists of texts and mappings; None where any of it is written otherwise."""
    head = _compiled(_HEAD).match(text)
    if head is None:
        return None
    of_an_item = _compiled(_ITEM)
    items, place = [], head.end()
    while place < len(text):
        item = of_an_item.match(text, place)
        if item is None:
            return None
        items.append(_fields(item))
        place = item.end()
    fields = _fields(head)
    approval = {key: fields.pop(key) for key in _APPROVAL}
    return {**fields, "approval": approval, "items": items}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when a list is first read: it takes as long as reading dozens of items."""
    return re.compile(pattern)


def _fields(found: re.Match[str]) -> dict[str, Any]:
    """What was written under each key; what is missing is left out."""
    return {key: _read(key, written) for key, written in found.groupdict().items() if written}


def _read(key: str, written: str) -> Any:
    if key in ("basis", "boundaries"):
        return tuple(map(_mapping, written.split("\n")[1:]))
    return _texts(written) if key in (*_LISTS, "words") else _text(written)


def _text(written: str) -> str:
    return written[1:-1] if written[0] in "\"'" else written


@lru_cache(_MANY)
def _texts(written: str) -> tuple[str, ...]:
    """[空气, 水]"""
    return tuple(_text(each) for each in _ONE_TEXT.findall(written))


@lru_cache(_MANY)
def _mapping(line: str) -> Tree:
    """- {statute: 生态环境法典, articles: [第217条]}"""
    return {key: _read(key, written) for key, written in _ONE_PAIR.findall(line)}
