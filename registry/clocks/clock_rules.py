"""Clock profiles as frozen objects: which limits a procedure sets, from which event to which.

A rule only says how long; intake computes when it ends.
"""

from dataclasses import dataclass

from registry.model import Basis


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """An event of a case that clocks know: its name in the record (source:subject:action), and in words."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Standstill:
    """Between the two events the clock stands still; `source` is the provision that says so."""

    opens: str
    closes: str
    source: str


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """How far a limit may be extended in all (`most`, in the clock's unit), by whom, told to whom.

    `notice`: the extension counts only once the complainant has been told, with the reason.
    """

    most: int
    approver: str
    notice: bool


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One limit. `unit` is calendar_days, working_days or hours.

    Any event of `start` starts it, any of `stop` stops it. `binds` says whose time runs: organ, citizen
    or partner (another body, such as the police).
    `evidence` is original (the article was read), secondary or unconfirmed.
    """

    id: str
    name: str
    limit: int
    unit: str
    start: tuple[str, ...]
    stop: tuple[str, ...]
    binds: str
    standstills: tuple[Standstill, ...]
    extension: ExtensionRule | None
    source: str
    evidence: str
    note: str

    @property
    def unverified(self) -> bool:
        """Whether nobody has read the article itself; shown beside every date computed from it."""
        return self.evidence != "original"


@dataclass(frozen=True, slots=True)
class ClockProfile:
    """The clocks of one procedure. A case has one profile, chosen at acceptance.

    `roll_to_working_day`: a limit in calendar days whose last day is no working day ends on the next one.
    """

    id: str
    name: str
    basis: tuple[Basis, ...]
    roll_to_working_day: bool
    clocks: tuple[ClockRule, ...]
    note: str

    def clock(self, clock_id: str) -> ClockRule:
        """The clock of that id. Raises KeyError."""
        for rule in self.clocks:
            if rule.id == clock_id:
                return rule
        raise KeyError(clock_id)
