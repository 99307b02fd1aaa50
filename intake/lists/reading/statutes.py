"""Legal bases as tables write them: 《中华人民共和国水法》（2016年修正）第三十条 → 《水法》第30条."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from intake.lists.reading.numerals import NUMERAL, number_of
from intake.lists.reading.plain import fold, one_line, trimmed
from registry import Basis, Registry, Statute

_TITLE: Final = re.compile(r"[《〈]([^《》]+?(?:〈[^〈〉]+〉[^《》]*?)?)[》〉]")
_N: Final = f"[{NUMERAL}]+"
_RANGE: Final = rf"第?\s*(?P<first>{_N})\s*条?\s*(?:至|到|[-—－~～]+)\s*第?\s*(?P<last>{_N})\s*条"
_MORE: Final = rf"(?P<more>(?:\s*[、，,]\s*(?:第\s*)?{_N}(?=\s*[、，,条]))*)"
_BELOW: Final = rf"(?P<sub>之{_N})?(?:第\s*(?P<clause>{_N})\s*款)?(?:第?\s*[（(]?(?P<point>{_N})[）)]?\s*项)?"
_ARTICLE: Final = re.compile(rf"{_RANGE}|(?:第|(?<=[、，,]))\s*(?P<one>{_N}){_MORE}\s*条{_BELOW}")
_NUMBER: Final = re.compile(rf"[{NUMERAL}]+")
_STATE: Final = "中华人民共和国"
_EDITION: Final = re.compile(
    r"[（(][^（）()]*(?:修[订正改]|版|第[^（）()]*号|通过|施行|年|试行)[^（）()]*[）)]"
)
_JOINING: Final = re.compile(
    r"[\s、，,；;。.和及与以等]+|有关规定|相关规定|的?规定|之规定|法律法规|根据|依据|按照|依照"
)
_NUMBER_BEFORE: Final = re.compile(r"(?:^|[\n；;])\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳])")
_MOST_IN_RANGE: Final = 30


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation: title as written, the statute if known, its articles, and what else stood there."""

    title: str
    statute: Statute | None
    articles: tuple[str, ...]
    dropped: str = ""

    @property
    def citation(self) -> str:
        """《水法》第30条、第31条"""
        return Basis(self.statute.title if self.statute else self.title, self.articles).citation


class StatuteTitles:
    """The known statutes by title, with or without 中华人民共和国."""

    def __init__(self, registry: Registry) -> None:
        self._statutes = registry.statutes
        self._plain = {_bare(title): statute for title, statute in registry.statutes.items()}
        longest_first = sorted(self._plain, key=len, reverse=True)
        self._any_title = re.compile("|".join(f"(?:{_STATE})?{re.escape(each)}" for each in longest_first))

    def read(self, text: str) -> tuple[Cited, ...]:
        """Every citation of a cell. Without 《》 only titles that are known are seen; none gives ()."""
        marked = self._marked(one_line(_NUMBER_BEFORE.sub("\n", fold(text))))
        return tuple(_merged(self._citations(marked)))

    def _marked(self, text: str) -> str:
        """The text with 《》 put around what is known to be a title, where it has no such marks at all."""
        if _TITLE.search(text):
            return text
        return self._any_title.sub(lambda found: f"《{found[0]}》", text)

    def _citations(self, text: str) -> Iterator[Cited]:
        titles = list(_TITLE.finditer(text))
        for number, found in enumerate(titles):
            end = titles[number + 1].start() if number + 1 < len(titles) else len(text)
            behind = _EDITION.sub("", text[found.end() : end])
            title = found[1].strip()
            if self._statute(title) is None:
                title = _EDITION.sub("", title).strip()
            before = text[: found.start()] if number == 0 else ""
            dropped = _left(before) + _left(_ARTICLE.sub("", behind))
            yield Cited(title, self._statute(title), tuple(_articles(behind)), dropped)

    def _statute(self, title: str) -> Statute | None:
        return self._statutes.get(title) or self._plain.get(_bare(title))


def _merged(cited: Iterator[Cited]) -> list[Cited]:
    """A statute cited twice in a cell is cited once, with all articles in their order."""
    found: dict[str, Cited] = {}
    for each in cited:
        name = each.statute.title if each.statute else each.title
        before = found.get(name)
        if before is not None:
            articles = tuple(dict.fromkeys((*before.articles, *each.articles)))
            each = Cited(before.title, before.statute, articles, before.dropped + each.dropped)  # noqa: PLW2901
        found[name] = each
    return list(found.values())


def _articles(text: str) -> Iterator[str]:
    for found in _ARTICLE.finditer(text):
        if found["first"]:
            yield from _range(found["first"], found["last"])
            continue
        numerals = (found["one"], *_NUMBER.findall(found["more"]))
        yield from (_article(numeral) for numeral in numerals[:-1])
        yield _article(numerals[-1]) + _below(found)


def _below(found: re.Match[str]) -> str:
    """之一, and 第2款第3项: parts of an article."""
    clause = f"第{number_of(found['clause'])}款" if found["clause"] else ""
    point = f"第{number_of(found['point'])}项" if found["point"] else ""
    return (found["sub"] or "") + clause + point


def _range(first: str, last: str) -> Iterator[str]:
    start, end = number_of(first), number_of(last)
    if start is None or end is None or not start <= end < start + _MOST_IN_RANGE:
        yield _article(first)
        yield _article(last)
        return
    yield from (f"第{number}条" for number in range(start, end + 1))


def _article(numeral: str) -> str:
    number = number_of(numeral)
    return f"第{number or numeral}条"


def _bare(title: str) -> str:
    return re.sub(r"\s", "", title).removeprefix(_STATE)


def _left(text: str) -> str:
    """What of a text neither joins citations nor is one."""
    return trimmed(_JOINING.sub("", text).strip("：:（）()"))
