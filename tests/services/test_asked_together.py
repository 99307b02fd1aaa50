"""Systems whose keys are looked up at the same time: one statement for all, and each is who it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from intake.services.context import Context
from intake.services.partners import keys, managing

CALLERS = 12


def test_who_calls_at_once_is_told_apart_and_a_revoked_key_opens_nothing(ctx: Context) -> None:
    sent = [managing.add_apikey(ctx, f"system-{number}") for number in range(4)]
    alone = [keys.caller(ctx, each) for each in sent]
    ids = [each.id for each in alone if each]
    assert len(set(ids)) == len(sent)
    calls = [*sent, "unknown", ""] * 2
    assert at_once(ctx, calls) == [*ids, None, None] * 2
    assert alone[1]
    keys.revoke(ctx, None, alone[1].partner, alone[1].id)
    assert at_once(ctx, calls) == [ids[0], None, *ids[2:], None, None] * 2


def at_once(ctx: Context, sent: list[str]) -> list[int | None]:
    """The key that each of them is."""
    together = Barrier(len(sent))

    def call(credential: str) -> int | None:
        together.wait(20)
        found = keys.caller(ctx, credential)
        return found.id if found else None

    with ThreadPoolExecutor(CALLERS) as pool:
        return list(pool.map(call, sent))
