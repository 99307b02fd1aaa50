"""Whatever anybody does: no case is lost, without owner, or, while open, without a clock."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

import pytest
from history import CITIZEN, DESK, file_all
from samples import Clock, People

from intake.cases.errors import CaseworkError
from intake.cases.states import OVER, State
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.desk import inbox

STAFF = (
    "clerk ecology 410105",
    "department_head ecology 410105",
    "clerk housing 410105",
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


@pytest.mark.parametrize("seed", range(6))
def test_no_life_loses_a_case(ctx: Context, people: People, clock: Clock, seed: int) -> None:
    chance = random.Random(seed)
    life = file_all(ctx, people, clock, {"other": {}})
    for _step in range(40):
        clock.forward(hours=chance.choice((1, 30)))
        who = chance.choice((*STAFF, "citizen"))
        what = chance.choice(list(CITIZEN if who == "citizen" else DESK))
        who = chance.choice((who, who, f"other {who}"))
        with suppress(CaseworkError):
            life.take([who, what, *ARGUMENTS.get(what, ())])
        seen = track.by_code(ctx, life.receipt.code)
        assert seen is not None and seen.holder
        assert life.running() or seen.state in (*OVER, State.MERGED), seen.state
        assert not any(secret in repr(seen) for secret in SEALED)
    for reader in STAFF:
        with suppress(CaseworkError):
            view = inbox.case(ctx, life.who(reader), life.number)
            assert not any(secret in repr(view) for secret in SEALED)
