"""Which version of a changed function runs; in place of mutmut's own switch, which asks the environment at
every call and made loading the content ten times as long."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

MutantDict = dict[str, Callable[..., Any]]

ACTIVE: dict[str, str] = {}  # module → the version that runs there
REACHED: set[Callable[..., Any]] = set()  # functions called since this was last emptied

_ORIGINAL = "_mutmut_orig"


def turn_on(change: str) -> None:
    """Let this changed version run from now on."""
    module, _, name = change.rpartition(".")
    ACTIVE[module] = name


def reached() -> set[str]:
    """The names of what was called."""
    return {f"{each.__module__}.{each.__name__}" for each in REACHED}


def wrap_in_trampoline(versions: MutantDict, is_classmethod: bool = False) -> Callable[..., Any]:
    """What mutmut decorates every function with that it has changed versions of."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        module = function.__module__

        @wraps(function)
        def run(*args: Any, **given: Any) -> Any:
            original = versions[_ORIGINAL]
            REACHED.add(original)
            chosen = versions.get(ACTIVE[module], original) if module in ACTIVE else original
            if is_classmethod:
                return getattr(args[0], chosen.__name__)(*args[1:], **given)
            return chosen(*args, **given)

        return run

    return decorate
