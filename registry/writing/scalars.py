"""Single values and short lists of YAML, in quotes only where they need them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Final

import yaml

from registry.model import Basis

_ENDLESS: Final = 1 << 30  # no line is broken inside a value


@cache
def value(text: str) -> str:
    """A text as it stands after a key or between brackets: 工业废气, "410000", 'a: b'."""
    plain = text.isprintable() and not text.replace("-", "").isdigit()
    dumped: str = yaml.dump(
        [text],
        default_flow_style=True,
        default_style=None if plain else '"',
        allow_unicode=True,
        width=_ENDLESS,
    )
    return dumped.strip()[1:-1]


def flag(said: bool) -> str:
    """true or false."""
    return "true" if said else "false"


def sequence(texts: Iterable[str]) -> str:
    """[water, police]"""
    return f"[{', '.join(value(each) for each in texts)}]"


def mapping(fields: Mapping[str, str | tuple[str, ...] | date | None]) -> str:
    """{statute: 生态环境法典, articles: [第217条]}; what is empty is left out."""
    written = (f"{key}: {_any(each)}" for key, each in fields.items() if each)
    return f"{{{', '.join(written)}}}"


def citations(basis: Iterable[Basis], indent: str) -> Iterator[str]:
    """The lines of `basis:`."""
    yield f"{indent}basis:"
    for each in basis:
        days = {"valid_from": each.valid_from, "valid_to": each.valid_to}
        yield f"{indent}  - {mapping({'statute': each.statute, 'articles': each.articles, **days})}"


def _any(each: str | tuple[str, ...] | date | None) -> str:
    if isinstance(each, tuple):
        return sequence(each)
    return value(each) if isinstance(each, str) else str(each)
