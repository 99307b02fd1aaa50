"""Stage 2, conduct: is the complaint about an authority itself? Then that authority must not receive it.

信访工作条例 art. 30: report material never goes to the accused. 生态环境法典 art. 145 ¶3: its superior or the
supervisory organ receives it. That a department was asked before and did little is no such complaint: most
complaints say so, and the matter still needs the department.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from registry import Department, Region

from .message import Clause, Message
from .rules import Rules
from .standing import Standing, highest


@dataclass(frozen=True, slots=True)
class Accusation:
    """`accused` are the department ids named, `level` the highest level one is named at, `words` what says
    so. `central` when the complaint is about that before all; `unnamed` when officials are blamed without
    saying whose."""

    accused: tuple[str, ...]
    level: str | None
    words: tuple[str, ...]
    central: bool
    unnamed: bool


class ConductRule:
    """Built once from the names of departments and regions; `accusation` is pure."""

    def __init__(self, departments: Iterable[Department], regions: Iterable[Region], rules: Rules) -> None:
        conduct = rules.conduct
        self._owner = {alias: each.id for each in departments for alias in (*each.aliases, *_own_names(each))}
        self._standing = Standing(regions)
        self._named = _any_of(self._owner)
        self._officials = _any_of(conduct.officials)
        self._grave = re.compile("|".join(conduct.grave))
        self._referring = re.compile("|".join(conduct.referring))
        self._neglect = _any_of(conduct.neglect)
        self._nuisance = re.compile("|".join(rules.nuisance))

    def accusation(self, message: Message) -> Accusation | None:
        """What authority the complaint accuses, or None when it accuses none."""
        charges = tuple(self._charges(message.clauses))
        if not charges:
            return None
        named = [found for clause, _ in charges for found in self._named.finditer(clause.text)]
        return Accusation(
            accused=tuple(dict.fromkeys(self._owner[found.group()] for found in named)),
            level=highest(self._standing.level(found.string, *found.span()) for found in named),
            words=tuple(dict.fromkeys(charge for _, charge in charges)),
            central=any(clause.headline for clause, _ in charges),
            unnamed=not named,
        )

    def _charges(self, clauses: Iterable[Clause]) -> Iterator[tuple[Clause, str]]:
        """Each charge with the clause that names whom it is about: its own or, where it only refers to them
        (他们和老板串通, 一直包庇), the last one before it that names an authority."""
        last: Clause | None = None
        for place, clause in enumerate(clauses):
            if self._names_authority(clause):
                last = clause
                if charge := self._charge(clause, first=place == 0):
                    yield clause, charge
            elif last and self._referring.match(clause.text) and (grave := self._grave.search(clause.text)):
                yield last, grave.group()

    def _names_authority(self, clause: Clause) -> bool:
        return bool(self._named.search(clause.text) or self._officials.search(clause.text))

    def _charge(self, clause: Clause, first: bool) -> str | None:
        """The word that accuses an authority which the clause names."""
        charge = self._grave.search(clause.text)
        if not charge and first and not self._nuisance.search(self._named.sub("", clause.text)):
            charge = self._neglect.search(clause.text)
        return charge.group() if charge else None


def _own_names(department: Department) -> tuple[str, ...]:
    """生态环境局, 生态环境部门 …: the name of the function alone (公安, 水利) is an everyday word, too."""
    return tuple(department.name + ending for ending in ("局", "厅", "委", "部门", "执法队"))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))
