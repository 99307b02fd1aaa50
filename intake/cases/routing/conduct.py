"""Stage 2, conduct: is the complaint about an authority itself? Then that authority must not receive it.

信访工作条例 art. 30: report material never goes to the accused. 生态环境法典 art. 145 ¶3: its superior or the
supervisory organ receives it. That a department was asked before and did little is no such complaint: most
complaints say so, and the matter still needs the department.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from registry import Department

from .message import Message
from .rules import ConductRules


@dataclass(frozen=True, slots=True)
class Accusation:
    """`accused` are the department ids named (none when only "officials" are), `words` what says so."""

    accused: tuple[str, ...]
    words: tuple[str, ...]


class ConductRule:
    """Built once from the departments' names; `accusation` is pure."""

    def __init__(self, departments: Iterable[Department], rules: ConductRules) -> None:
        self._owner = {alias: each.id for each in departments for alias in (*each.aliases, *_own_names(each))}
        self._named = _any_of(self._owner)
        self._blamed = _any_of([*self._owner, *rules.officials])
        self._grave = _any_of(rules.grave)
        self._neglect = _any_of(rules.neglect)

    def accusation(self, message: Message) -> Accusation | None:
        """What authority the complaint is about, or None when it is about something else."""
        words: list[str] = []
        accused: list[str] = []
        for clause in message.clauses:
            charge = self._grave.search(clause.text)
            charge = charge or (self._neglect.search(clause.text) if clause.headline else None)
            if charge and self._blamed.search(clause.text):
                words.append(charge.group())
                accused += [self._owner[name] for name in self._named.findall(clause.text)]
        return Accusation(tuple(dict.fromkeys(accused)), tuple(dict.fromkeys(words))) if words else None


def _own_names(department: Department) -> tuple[str, ...]:
    """生态环境局, 生态环境部门 …: the name of the function alone (公安, 水利) is an everyday word, too."""
    return tuple(department.name + ending for ending in ("局", "厅", "委", "部门", "执法队"))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))
