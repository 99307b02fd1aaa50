"""What an operator is shown of the settings: never a secret, and what looks like a setting but is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

_PASSWORD: Final = re.compile(r"(?<=://)([^:/@\s]*):[^/\s]*@")
_HIDDEN: Final = "***（已设置，不显示）"
_ALIKE, _SHORTEST = 0.85, 5  # HOME is not meant for HOST
_OURS: Final = "MINGDAN"


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting in force; `given` when the environment says it."""

    name: str
    value: str
    given: bool


def shown(name: str, text: str, default: object, *, secret: bool) -> Shown:
    """A setting as it may be shown; of a secret only that there is one."""
    if not text:
        plain = ",".join(map(str, default)) if isinstance(default, tuple | frozenset) else str(default)
        return Shown(name, without_password(plain), given=False)
    return Shown(name, _HIDDEN if secret else without_password(text), given=True)


def without_password(address: str) -> str:
    """An address with the password in it, if any, replaced."""
    return _PASSWORD.sub(r"\1:***@", address)


def lookalikes(environment: Mapping[str, str], known: Collection[str]) -> tuple[str, ...]:
    """A sentence for each variable that somebody seems to have meant for this program, and that it does
    not read."""
    found = []
    for name in sorted(environment.keys() - set(known)):
        meant = get_close_matches(name.removeprefix(f"{_OURS}_"), known, 1, _ALIKE)
        if name.startswith(_OURS) or (meant and len(name) >= _SHORTEST):
            found.append(f"{name}：没有这个设置，不起作用" + (f"；是不是 {meant[0]}？" if meant else ""))
    return tuple(found)
