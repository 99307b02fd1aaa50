"""Two people act on a cluster at the same moment: whoever comes second sees what the first one did."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from samples import People, filed
from sqlalchemy import Connection

from intake.cases.errors import BadInput
from intake.cases.model import Case, Owner
from intake.cases.states import Action, State
from intake.services.casework import merge
from intake.services.casework.merge import Into, Joining
from intake.services.casework.step import Act, Change, move
from intake.services.context import Context
from intake.store.cases import cases, merges


def case_of(ctx: Context, number: str) -> Case:
    with ctx.database.reading() as connection:
        found = cases.by_number(connection, number)
    assert found is not None
    return found


def meanwhile(ctx: Context, first: Callable[[Connection], object], second: Callable[[], object]) -> object:
    """Do `second` while `first` is done and not yet committed; it waits, or came late and finds it done."""
    with ThreadPoolExecutor(1) as pool:
        with ctx.database.writing() as connection:
            first(connection)
            late = pool.submit(second)
            sleep(0.5)  # longer or shorter, the outcome is the same
        return late.result()


def test_a_case_that_somebody_just_joined_is_not_merged_away(ctx: Context, people: People) -> None:
    joins, lead, third = (case_of(ctx, filed(ctx)) for _n in range(3))
    joining = Joining(lead, Act(Action.MERGE, people.clerk().id), "同一件事")
    with pytest.raises(BadInput):
        meanwhile(
            ctx,
            lambda connection: merge.join(ctx, connection, joins, joining),
            lambda: merge.merge(ctx, people.clerk(), lead.number, 1, Into(third.number, "同一件事")),
        )
    assert case_of(ctx, lead.number).state is State.ROUTED


def test_a_lead_that_moves_does_not_take_along_who_just_left_it(ctx: Context, people: People) -> None:
    clerk, office = people.clerk(), people.coordinator("410105")
    member, lead = case_of(ctx, filed(ctx)), case_of(ctx, filed(ctx))
    merge.merge(ctx, clerk, member.number, 1, Into(lead.number, "同一件事"))
    merged = case_of(ctx, member.number)

    def leaves(connection: Connection) -> None:
        merges.end(connection, member.id)
        move(ctx, connection, merged, Act(Action.UNMERGE, clerk.id), Change(member.owner))

    def recalled() -> None:
        with ctx.database.writing() as connection:
            move(ctx, connection, lead, Act(Action.RECALL, office.id), Change(Owner("410105")))

    meanwhile(ctx, leaves, recalled)
    assert case_of(ctx, member.number).owner == member.owner
