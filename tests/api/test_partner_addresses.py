"""Who says where an organ's events go, and what is on the record of it."""

from __future__ import annotations

import pytest
from other_system import Make
from receiver import Receiver, open_to, told, told_of
from samples import JINSHUI, Clock, People, complaint
from sqlalchemy import select

from intake.cases.errors import NotFound, NotPermitted
from intake.cases.events import Event
from intake.cases.model import Role
from intake.cases.notices import Delivery
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.partners import hooks, managing
from intake.services.partners.managing import NewPartner
from intake.store.tables import events


def test_nobody_but_its_head_has_an_organs_cases_told_of_elsewhere(
    system: Make, ctx: Context, people: People, clock: Clock
) -> None:
    """Neither by a system that the administrator invents, nor by another address for one that was let in, nor
    by sending again there what had arrived; what waits for the head is sent when they agree."""
    ctx, admin, head = open_to(ctx), people.administrator(), people.organ_role(Role.DEPARTMENT_HEAD)
    organ, invented = system().partner, managing.add(ctx, admin, NewPartner("假的", JINSHUI, "ecology"))
    with Receiver() as right, Receiver() as wrong:
        hooks.set_hook(ctx, None, organ, right.url)
        submit.submit(ctx, complaint(), "test")
        hooks.drain(ctx)
        assert told(right) == ["case.routed"]
        for each in (organ, invented):
            hooks.set_hook(ctx, admin, each, wrong.url)
        number = submit.submit(ctx, complaint(), "test").case_number
        (waiting, arrived) = managing.one(ctx, admin, organ.id).events
        hooks.resend(ctx, admin, organ, arrived.id)
        hooks.drain(ctx)
        assert wrong.sent == []
        first = hooks.where(ctx, organ)
        assert first
        clock.forward(minutes=1)
        hooks.set_hook(ctx, admin, organ, wrong.url)
        with pytest.raises(NotFound):  # another address than the head saw
            hooks.approve_hook(ctx, head, organ, first.set_at)
        with pytest.raises(NotPermitted):
            hooks.approve_hook(ctx, people.organ_role(Role.DEPARTMENT_HEAD, "housing"), organ, clock.at)
        hooks.approve_hook(ctx, head, organ, clock.at)
        clock.forward(minutes=1)
        hooks.drain(ctx)
    assert [each.headers["webhook-id"] for each in wrong.sent] == [arrived.number, waiting.number]
    assert ("case.routed", number) in told_of(wrong)


def test_what_waited_for_the_head_for_longer_than_events_are_tried_is_sent_when_they_agree(
    system: Make, ctx: Context, people: People, clock: Clock
) -> None:
    ctx, head = open_to(ctx), people.organ_role(Role.DEPARTMENT_HEAD)
    with Receiver() as receiver:
        organ = system().partner
        hooks.set_hook(ctx, people.administrator(), organ, f"{receiver.url}?whose=ours")
        set_at = clock.at
        submit.submit(ctx, complaint(), "test")
        for _round in range(ctx.settings.notices.days + 1):
            hooks.drain(ctx)
            clock.forward(days=1)
        (event,) = managing.one(ctx, head, organ.id).events
        assert (event.delivery, receiver.sent) == (Delivery.GIVEN_UP, [])
        assert hooks.address(ctx, head, organ) == f"{receiver.url}?whose=ours"
        for other in (people.administrator(), people.organ_role(Role.DEPARTMENT_HEAD, "housing")):
            with pytest.raises(NotPermitted):
                hooks.address(ctx, other, organ)
        hooks.approve_hook(ctx, head, organ, set_at)
        hooks.drain(ctx)
        assert told(receiver) == ["case.routed"]


@pytest.mark.parametrize(("scopes", "agreed"), [(("hooks",), False), (("hooks", "cases:read"), True)])
def test_a_key_that_the_head_let_in_needs_no_second_word(
    system: Make, ctx: Context, scopes: tuple[str, ...], agreed: bool
) -> None:
    organ = system("ecology", *scopes)
    assert organ.call("PUT", "/hook", {"url": "https://example.cn/"}).status_code == 200
    assert organ.call("GET", "/hook").get_json()["approved"] is agreed


def test_what_was_sent_again_is_on_the_record_and_keeps_its_time(
    system: Make, ctx: Context, people: People, clock: Clock
) -> None:
    ctx, before = open_to(ctx), clock.at
    with Receiver(answers=[410, 204]) as receiver:
        organ = system()
        hooks.set_hook(ctx, None, organ.partner, receiver.url)
        submit.submit(ctx, complaint(), "test")
        hooks.drain(ctx)
        clock.forward(hours=1)
        (event,) = managing.one(ctx, people.coordinator(), organ.partner.id).events
        hooks.resend(ctx, None, organ.partner, event.id)
        hooks.drain(ctx)
    (again,) = managing.one(ctx, people.coordinator(), organ.partner.id).events
    assert (again.delivery, again.at) == (Delivery.SENT, before)
    with ctx.database.reading() as connection:
        asked = select(events.c.detail).where(events.c.event == Event.PARTNER_HOOK_RESENT)
        (said,) = connection.execute(asked).scalars()
    assert (said["events"], said["number"]) == ("1", event.number)
