"""A plan as a tsquery, and a document's terms as a tsvector. Both are cut by our own analysis, so
PostgreSQL's dictionaries are never asked.

One column holds everything, so that one look into one GIN index answers words and filters together. A prefix
tells what a term is: none for words, `e:` whole names, `b:` pairs, `p:` sounds, `f:` filters. Weights: A a
title's word, B another name's, C running text's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from ...plan import PAIR, Plan, Slot, Wanted
from ...query import Query
from ...terms import Terms, filter_term

RANKING = "{0.0, 0.25, 0.75, 1.0}"  # of weights D to A
NAME, PAIRS, SOUND, FILTER = "e:", "b:", "p:", "f:"
MOST_POSITIONS = 200  # of one term in a document: PostgreSQL keeps 256
MOST_TERM = 500  # characters of a term; PostgreSQL takes 2 kB
MOST_COMBINED = 6  # words of a query whose every sufficient choice is spelt out


def vector(terms: Terms) -> str:
    """The tsvector of a document, as text."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for weight, words in (("A", terms.title), ("B", terms.words), ("C", terms.body)):
        for place, word in enumerate(words, 1):
            places[word].append(f"{min(place, 16_000)}{weight}")
    for sounds, at in ((terms.title_pinyin, "1A"), (terms.pinyin, "2B")):
        for sound in sounds:
            places[SOUND + sound].append(at)
    marked = ((NAME, terms.exact), (FILTER, terms.filter))
    pairs = (f"{_quoted(PAIRS + pair)}:1C" for pair in terms.pairs)
    plain = {prefix + value for prefix, values in marked for value in values}
    worded = (f"{_quoted(word)}:{','.join(found[:MOST_POSITIONS])}" for word, found in places.items())
    return " ".join((*worded, *pairs, *map(_quoted, sorted(plain))))


def condition(plan: Plan, query: Query) -> str:
    """The tsquery of what a document must have, or "" when anything will do."""
    clauses = [
        _enough([word(each) for each in plan.wanted], plan.least),
        *(word(each) for each in plan.wanted if each.group.required),
        *(f"!{word(each)}" for each in plan.excluded),
        *_filters(query),
    ]
    return " & ".join(clause for clause in clauses if clause)


def word(wanted: Wanted) -> str:
    """The tsquery of having one word."""
    each = [f"({' & '.join(map(_slot, slots))})" for slots in wanted.alternatives]
    if wanted.sound:
        begins = ":*" if wanted.sound_begins else ""
        each.append(_quoted(SOUND + wanted.sound) + begins)
    return f"({' | '.join(each)})"


def whole_name(plan: Plan) -> str:
    """The tsquery of being called exactly what was typed."""
    return _quoted(NAME + plan.text)


def any_word(plan: Plan) -> str:
    """The tsquery by which documents are ranked, or "" without words."""
    return " | ".join(word(each) for each in plan.wanted)


def has_term(term: str) -> str:
    """The tsquery of one term."""
    return f"({_quoted(term)} | {_quoted(PAIRS + term)})" if len(term) == PAIR else _quoted(term)


def _enough(words: list[str], least: int) -> str:
    """At least `least` of the words; of a long sentence, any one (its `least` is counted row by row)."""
    if len(words) > MOST_COMBINED:
        return f"({' | '.join(words)})"
    chosen = (f"({' & '.join(each)})" for each in combinations(words, least))
    return f"({' | '.join(chosen)})" if words else ""


def _slot(slot: Slot) -> str:
    return f"({' | '.join(has_term(term) for term, _weight in slot)})"


def _filters(query: Query) -> Iterator[str]:
    for name, values in {**query.filters, "kind": query.kinds}.items():
        if values:
            yield f"({' | '.join(_quoted(FILTER + filter_term(name, value)) for value in values)})"


def _quoted(term: str) -> str:
    safe = term[:MOST_TERM].replace("\x00", "").replace("\\", "\\\\").replace("'", "''")
    return f"'{safe}'"


def words_of(terms: Terms) -> Iterable[str]:
    """What the lexicon counts."""
    return {*terms.title, *terms.words, *terms.body}
