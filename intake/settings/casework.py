"""Limits of our own where the policy and the laws are silent, and how the office is reminded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from intake.settings.reader import Reader

_YEAR: Final = 366


@dataclass(frozen=True, slots=True)
class CaseworkSettings:
    """What the law leaves open. Limits of clocks are in calendar days, all others in working days.

    `warn_days`: how long before a limit ends its person is warned, longest first. `escalate_days`: how long
    after it ended unit head, department head, coordinating office, reminder letter and report upward follow.
    `acknowledge_days`: how long a reminder letter may lie unacknowledged before it is reported upward.
    `resting_days`: how long a case may be without a person (policy, article 9). `task_days`: how long a
    supporting organ has. `interim` (policy, article 6; silent): who handles a case while its lead is sought,
    `first_receiver` or `office`. `filing_queue`: whether filings that come faster than their cases are
    made get their receipt first: `auto`, `always` (every one does) or `off`.
    """

    decide_days: int = 5
    accept_days: int = 15
    handle_days: int = 60
    wait_days: int = 15
    lead_days: int = 60
    referred_days: int = 60
    court_days: int = 180
    warn_days: tuple[int, ...] = (3, 1)
    escalate_days: tuple[int, ...] = (1, 2, 3, 5, 10)
    acknowledge_days: int = 3
    resting_days: int = 2
    task_days: int = 10
    interim: str = "first_receiver"
    filing_queue: str = "auto"


_DEFAULT: Final = CaseworkSettings()


def casework(read: Reader) -> CaseworkSettings:
    """Read them."""
    return CaseworkSettings(
        decide_days=read.number("DECIDE_DAYS", _DEFAULT.decide_days, 1, _YEAR),
        accept_days=read.number("ACCEPT_DAYS", _DEFAULT.accept_days, 1, _YEAR),
        handle_days=read.number("HANDLE_DAYS", _DEFAULT.handle_days, 1, _YEAR),
        wait_days=read.number("WAIT_DAYS", _DEFAULT.wait_days, 1, _YEAR),
        lead_days=read.number("LEAD_DAYS", _DEFAULT.lead_days, 1, _YEAR),
        referred_days=read.number("REFERRED_DAYS", _DEFAULT.referred_days, 1, _YEAR),
        court_days=read.number("COURT_DAYS", _DEFAULT.court_days, 1, 5 * _YEAR),
        warn_days=read.days("WARN_DAYS", _DEFAULT.warn_days, falling=True),
        escalate_days=read.days("ESCALATE_DAYS", _DEFAULT.escalate_days, falling=False),
        acknowledge_days=read.number("ACKNOWLEDGE_DAYS", _DEFAULT.acknowledge_days, 1, 60),
        resting_days=read.number("RESTING_DAYS", _DEFAULT.resting_days, 1, 60),
        task_days=read.number("TASK_DAYS", _DEFAULT.task_days, 1, _YEAR),
        interim=read.one_of("INTERIM_HANDLER", ("first_receiver", "office")),
        filing_queue=read.one_of("FILING_QUEUE", ("auto", "always", "off")),
    )
