"""What staff and citizens are told about notices themselves: how each ended, which channels there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from intake.cases.model import Staff
from intake.cases.notices import Audience, Channel, Delivery, channel_words, delivery_words
from intake.cases.permissions import Right
from intake.services.casework.step import find_case
from intake.services.context import Context
from intake.services.notices.notify_words import Told, wording
from intake.settings import Settings
from intake.store.notices import outbox

_FAILED = frozenset({Delivery.REFUSED, Delivery.GIVEN_UP, Delivery.NO_CHANNEL})


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice to the complainant, for the desk. `failed`: it did not reach them and will not."""

    subject: str
    channel: str
    state: str
    at: datetime
    failed: bool


def of_case(ctx: Context, staff: Staff, case_number: str) -> tuple[NoticeLine, ...]:
    """What the complainant was told of a case, oldest first. Raises NotFound or NotPermitted."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        kept = [each for each in outbox.of_case(connection, case.id) if each.audience is Audience.COMPLAINANT]
    return tuple(
        NoticeLine(
            subject=wording(
                ctx, case, Told(each.template, each.audience, each.created_at, each.facts)
            ).subject,
            channel=channel_words(each.channel),
            state=delivery_words(each.delivery),
            at=each.finished_at or each.created_at,
            failed=each.delivery in _FAILED,
        )
        for each in kept
        if case.has_contact
    )


def channels_offered(settings: Settings) -> tuple[Channel, ...]:
    """How a complainant can be told of progress here, the preferred first; empty when not at all."""
    on = {Channel.MAIL: settings.notices.mail_url, Channel.SMS: settings.notices.sms_url}
    return tuple(channel for channel, address in on.items() if address)


def lag(ctx: Context) -> timedelta:
    """How long the oldest notice has been waiting; zero when none is."""
    with ctx.database.reading() as connection:
        oldest = outbox.oldest_waiting(connection)
    return max(ctx.now() - oldest, timedelta(0)) if oldest else timedelta(0)
