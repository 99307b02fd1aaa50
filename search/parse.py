"""A typed query into groups of alternatives that any engine can translate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .analysis import Analyzer, Word, is_han
from .query import MAX_QUERY_CHARACTERS

# Grammar, not matter: "火锅店的味道" means 火锅店 and 味道. Kept when nothing else was typed.
FUNCTION_WORDS = frozenset(
    "的了吗呢吧啊着过得地很太真和与在是都也就又把被我你他它这那有没个往从到给让对里们说要去来还"
) | {
    *(
        "有人",
        "我家",
        "我们",
        "天天",
        "每天",
        "整天",
        "一天",
        "一直",
        "总是",
        "老是",
        "经常",
        "特别",
        "非常",
        "真是",
    ),
    *(
        "这里",
        "那里",
        "这个",
        "那个",
        "怎么",
        "什么",
        "为什么",
        "一个",
        "有点",
        "已经",
        "可以",
        "以后",
        "是不是",
    ),
}
_PIECE = re.compile(r'(?P<not>-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the query. A document has it when it has all terms of any one alternative."""

    word: str
    alternatives: tuple[tuple[str, ...], ...]
    required: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """The groups, in order, each word once; and the phrases that must stand in a document as they are."""

    groups: tuple[Group, ...]
    phrases: tuple[str, ...]


def parse(text: str, analyzer: Analyzer) -> Parsed:
    """What `text` asks for. Never raises."""
    groups: dict[str, Group] = {}
    phrases = []
    normal = analyzer.normalise(text)[:MAX_QUERY_CHARACTERS].replace("“", '"').replace("”", '"')
    for piece in _PIECE.finditer(normal):
        quoted, plain = piece["quoted"], piece["plain"]
        words = analyzer.words(quoted if quoted is not None else plain)
        if piece["not"]:
            groups |= _excluded(words)
            continue
        if quoted is not None and len(words) > 1:
            phrases.append(quoted.strip())
        for word in words:
            alternatives = _alternatives(word.text, word.parts, analyzer)
            groups.setdefault(word.text, Group(word.text, alternatives, required=quoted is not None))
    telling = tuple(group for group in groups.values() if group.word not in FUNCTION_WORDS)
    return Parsed(telling or tuple(groups.values()), tuple(phrases))


def _excluded(words: list[Word]) -> dict[str, Group]:
    """What was written behind a minus, as one: -排污水 does not mean anything with 水."""
    terms = tuple(each.text for each in words)
    return {f"-{''.join(terms)}": Group("".join(terms), (terms,), excluded=True)} if terms else {}


def _alternatives(word: str, parts: tuple[str, ...], analyzer: Analyzer) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = [(word,)]
    if len(word) > 2 and is_han(word):
        covered = "".join(parts)
        found.append(
            (*parts, *(each for each in word if each not in covered))
        )  # cut differently in a document
    elif parts:
        found.append(parts)
    found += [tuple(analyzer.tokens(other)) for other in analyzer.synonyms(word)]
    return tuple(each for each in found if each)
