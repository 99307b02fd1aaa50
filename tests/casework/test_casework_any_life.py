"""Whatever anybody may do: no case is lost, without owner, or, while open, without a clock; who complained
is told to nobody who may not ask, and stands nowhere on the record."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

import pytest
from history import CITIZEN, DESK, Life, file_all
from samples import Clock, People

from intake.cases.errors import CaseworkError, NotPermitted
from intake.cases.permissions import Right, may
from intake.cases.states import OVER, State
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.desk import inbox

STAFF = (
    "clerk ecology 410105",
    "department_head ecology 410105",
    "clerk housing 410105",
    "department_head housing 410105",
    "reviewer ecology 410100",
    "reviewer ecology 410000",
    "office 410105",
    "office 410100",
    "office 410000",
    "auditor",
)
ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "object": ("other_department", "清单"),
    "route": ("housing", "410105"),
    "extend": (5,),
    "rate": (3,),
    "look": (True,),
    "propose": ("police",),
    "conclude": ("accepted",),
    "note": ("desk:enforcement:decided",),
}
SEALED = ("张小明", "13800001111", "zhang@example.com")
STEPS, TRIES = 25, 40
LIVES = [("sqlite", 0), ("sqlite", 1), ("postgresql", 2)]
SIDEWAYS = {"merge", "ask help", "court", "propose", "note", "ask", "object"}


@pytest.mark.parametrize(("database_url", "seed"), LIVES, indirect=["database_url"])
def test_no_life_loses_a_case(ctx: Context, people: People, clock: Clock, seed: int) -> None:
    chance = random.Random(seed)
    life = file_all(ctx, people, clock, {"other": {}})
    assert life.other
    done: dict[str, int] = {}
    for _step in range(STEPS):
        clock.forward(hours=chance.choice((1, 30)))
        _something(life, done, chance)
        for each in (life, life.other):
            _check(each)
    for each in (life, life.other):
        _check_sealed(each)
    assert len(done) >= 8 and SIDEWAYS & set(done), sorted(done)  # else the life says little


def _something(life: Life, done: dict[str, int], chance: random.Random) -> None:
    """Do one thing that somebody may do now, rather what was seldom done yet."""
    by_staff = [(who, what) for who in STAFF for what in DESK]
    open_to_try = by_staff + [("citizen", what) for what in CITIZEN]
    chance.shuffle(open_to_try)
    for who, what in sorted(open_to_try, key=lambda each: done.get(each[1], 0))[:TRIES]:
        about = chance.choice((who, f"other {who}"))
        with suppress(CaseworkError):
            life.take([about, what, *ARGUMENTS.get(what, ())])
            done[what] = done.get(what, 0) + 1
            return


def _check(life: Life) -> None:
    seen = track.by_code(life.ctx, life.receipt.code)
    assert seen is not None and seen.holder
    assert life.running() or seen.state in (*OVER, State.MERGED), seen.state
    assert not any(secret in repr(seen) for secret in SEALED)


def _check_sealed(life: Life) -> None:
    """Nobody reads who complained on the case itself; who asks is somebody who may, within reach."""
    for reader in STAFF:
        staff = life.who(reader)
        with suppress(CaseworkError):
            view = inbox.case(life.ctx, staff, life.number)
            assert not any(secret in repr(view) for secret in SEALED)
        if not may(staff, Right.REVEAL_CONTACT):
            with pytest.raises(NotPermitted):
                inbox.reveal_contact(life.ctx, staff, life.number, "想知道")
