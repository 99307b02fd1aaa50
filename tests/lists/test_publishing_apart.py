"""One list that cannot come to its end holds up no other."""

from __future__ import annotations

import pytest
from publishing_house import FIRST, LIST, TODAY, House
from samples import HENAN
from sqlalchemy import text

from intake.cases.errors import BadTransition
from intake.lists.publishing import Step
from intake.services.lists import publishing
from intake.services.publication import due


def step(house: House, draft: int, department: str) -> Step:
    """How far the newest publication of a draft is."""
    return publishing.of_draft(house.ctx, house.head(department), draft)[0].step


def set_state(house: House, draft: int, state: str) -> None:
    """As if somebody had changed the draft by hand."""
    with house.ctx.database.writing() as connection:
        said = {"state": state, "draft": draft}
        connection.execute(text("UPDATE list_drafts SET state = :state WHERE id = :draft"), said)


def test_a_list_that_cannot_be_noted_as_published_holds_up_no_other(house: House) -> None:
    broken, sound = house.asked(LIST), house.asked(FIRST)
    before = house.draft(broken).state
    set_state(house, broken, "withdrawn")
    with pytest.raises(BadTransition):
        due.publish(house.ctx)
    assert (step(house, broken, LIST), step(house, sound, FIRST)) == (Step.INDEXED, Step.DONE)
    set_state(house, broken, before)
    assert due.publish(house.ctx).lists == 1
    assert step(house, broken, LIST) is Step.DONE


def test_a_list_that_cannot_be_placed_holds_up_no_other(house: House) -> None:
    blocked, sound = house.asked(LIST), house.asked(FIRST)
    folder = house.content / f"lists/{HENAN}/{LIST}"
    (in_the_way := folder / f"{TODAY}.yaml").mkdir()
    with pytest.raises(OSError, match=str(TODAY)):
        due.publish(house.ctx)
    assert step(house, sound, FIRST) is Step.DONE
    in_the_way.rmdir()
    due.publish(house.ctx)
    assert step(house, blocked, LIST) is Step.DONE
