"""Official terms in plain words: what citizens' pages explain where a term first stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the law or of offices, and what it means, in one or two short sentences.

    `also`: how it is written besides. `source`: the article that says so, "" for plain usage.
    """

    id: str
    term: str
    plain: str
    english: str
    english_plain: str
    also: tuple[str, ...] = ()
    source: str = ""
