"""A query as every engine carries it out: which terms may stand for each word, and with what weight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from .analysis import Analyzer, is_han
from .lexicon import Lexicon
from .parse import Group, Parsed, parse
from .query import MAX_QUERY_CHARACTERS, Query, Results

# An exact name beats a word of the title, that an everyday word, that running text.
WEIGHTS: Mapping[str, float] = {"exact": 8.0, "title": 4.0, "words": 3.0, "body": 1.0, "pairs": 0.5}
WHOLE_NAME_WEIGHT = 60.0  # the whole query is a name: nothing said in passing may come before it
SOUND_WEIGHTS: Mapping[str, float] = {"title_pinyin": 6.0, "pinyin": 3.0}
PART_WEIGHT = 0.1  # of a word that merely holds the character asked for
PAIR = 2  # characters
PREFIX_FROM = 3  # letters of pinyin typed before their continuations are offered

Slot = tuple[tuple[str, float], ...]  # terms with their weights, any one of which will do
Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word: a document has it with a term from every slot of any alternative, or by its sound."""

    group: Group
    alternatives: tuple[tuple[Slot, ...], ...]
    sound: str | None
    sound_begins: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What a document must have: every required word and phrase, no excluded word, and `least` words."""

    text: str
    corrected: str | None
    wanted: tuple[Wanted, ...]
    excluded: tuple[Wanted, ...]
    phrases: tuple[str, ...]
    any_word: bool = False

    @property
    def least(self) -> int:
        """At least half of the words, so that a whole sentence still finds something."""
        return min(1, len(self.wanted)) if self.any_word else -(-len(self.wanted) // 2)


def fields_for(term: str) -> tuple[str, ...]:
    """Where a term is looked for: pairs hold nothing but two characters."""
    return tuple(name for name in WEIGHTS if name != "pairs" or len(term) == PAIR)


def plan(query: Query, analyzer: Analyzer, knows: Knows, lexicon: Callable[[], Lexicon]) -> Plan:
    """How to carry out a query on an index that `knows` these terms; `lexicon` is asked for when needed."""
    text = analyzer.normalise(query.text)[:MAX_QUERY_CHARACTERS]
    parsed = parse(query.text, analyzer)
    corrected = _corrected(text, parsed.groups, knows, lexicon)
    if corrected:
        text, parsed = corrected, parse(corrected, analyzer)
    return replace(_planned(text, corrected, parsed, knows, lexicon), any_word=query.any_word)


def answered(search: Callable[[Query], Results], query: Query) -> Results:
    """What an engine finds; when no document has half of the words, what has any of them."""
    results = search(query)
    if results.total or query.any_word:
        return results
    return search(replace(query, any_word=True))


def _planned(
    text: str, corrected: str | None, parsed: Parsed, knows: Knows, lexicon: Callable[[], Lexicon]
) -> Plan:
    asked = [each for each in parsed.groups if not each.excluded]
    excluded = (each for each in parsed.groups if each.excluded)
    return Plan(
        text,
        corrected,
        tuple(_wanted(each, knows, lexicon) for each in _telling(asked, knows)),
        tuple(_wanted(each, knows, lexicon) for each in excluded),
        parsed.phrases,
    )


def _telling(groups: list[Group], knows: Knows) -> list[Group]:
    """Words that no document has say nothing about the others, unless they are all there is or required."""
    found = [each for each in groups if each.required or not is_han(each.word) or _findable(each, knows)]
    return found or groups


def _corrected(
    text: str, groups: Iterable[Group], knows: Knows, lexicon: Callable[[], Lexicon]
) -> str | None:
    """Where a Chinese word finds nothing as it is: the text as it was most likely meant."""
    unknown = [
        group.word
        for group in groups
        if is_han(group.word) and not group.excluded and not _findable(group, knows)
    ]
    return lexicon().correct(text, unknown) if unknown else None


def _findable(group: Group, knows: Knows) -> bool:
    return any(all(map(knows, terms)) for terms in group.alternatives)


def _wanted(group: Group, knows: Knows, lexicon: Callable[[], Lexicon]) -> Wanted:
    def slot(term: str) -> Slot:
        """A single Chinese character stands for every word that holds it."""
        single = len(term) == 1 and is_han(term)
        holders = lexicon().containing(term) if single else []
        return ((term, 1.0), *((each, PART_WEIGHT) for each in holders if each != term))

    sound = None if is_han(group.word) else group.word
    return Wanted(
        group,
        tuple(tuple(slot(term) for term in terms) for terms in _usable(group, knows)),
        sound,
        sound is not None and len(sound) >= PREFIX_FROM,
    )


def _usable(group: Group, knows: Knows) -> Iterable[tuple[str, ...]]:
    """A word the index knows is not looked for by its single characters: costly and misleading."""
    if len(group.word) == 1 or not knows(group.word):
        return group.alternatives
    whole = tuple(terms for terms in group.alternatives if all(len(term) > 1 for term in terms))
    return whole or ((group.word,),)
