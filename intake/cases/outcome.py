"""What became of a matter, as inspections ask for it; see the columns of 边督边改 tables."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_FINE = 1_000_000_000  # yuan


@dataclass(frozen=True, slots=True)
class Outcome:
    """`kinds`: topics' ids under which the case counts, one or several. `fine`: yuan, None for none.

    `accountability`: that persons were held to account and how many, never who.
    """

    kinds: tuple[str, ...] = ()
    findings: str = ""
    rectification: str = ""
    handling: str = ""
    fine: int | None = None
    accountability: str = ""
