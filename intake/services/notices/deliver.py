"""Send what lies in the outbox: take a notice, hand it over, write down how it ended.

At least once: a notice is sent again only when its worker died, or lost the server, after handing it over and
before writing that down. The repeat carries the same Message-ID or idempotency key. See docs/notices.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import Connection

from intake.cases.model import Case
from intake.cases.notices import Audience, Channel, Delivery
from intake.senders.dingtalk import DingtalkSender
from intake.senders.message import Later, Message, Refused, Sender, SwitchedOff, Unreachable
from intake.senders.null import NullSender
from intake.senders.smtp import SmtpSender
from intake.senders.webhook import WebhookSender
from intake.senders.wecom import WecomSender
from intake.services.context import Context
from intake.services.notices.notify_words import Told, wording
from intake.settings import NoticeSettings
from intake.store import cases, outbox
from intake.store.outbox import Taken

log = structlog.get_logger()

Post = Mapping[Channel, Sender]

LEASE = timedelta(minutes=10)  # far longer than a hand-over takes; after it the worker counts as dead
_SETTINGS = {
    Channel.MAIL: "SMTP_URL",
    Channel.SMS: "SMS_WEBHOOK_URL",
    Channel.WECOM: "WECOM_ROBOT_URL",
    Channel.DINGTALK: "DINGTALK_ROBOT_URL",
}
_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))  # the last is repeated


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message and the channel it goes by."""

    channel: Channel
    message: Message


def open_post(to: NoticeSettings) -> Post:
    """A sender for every channel; one that is not set up says so in the log now, and of every notice."""
    return {
        Channel.MAIL: SmtpSender(to.mail_url, to.mail_from) if to.mail_url else _off(Channel.MAIL),
        Channel.SMS: WebhookSender(to.sms_url, to.sms_secret) if to.sms_url else _off(Channel.SMS),
        Channel.WECOM: WecomSender(to.wecom_url) if to.wecom_url else _off(Channel.WECOM),
        Channel.DINGTALK: DingtalkSender(to.dingtalk_url, to.dingtalk_secret)
        if to.dingtalk_url
        else _off(Channel.DINGTALK),
    }


def drain(ctx: Context, post: Post, stopped: Callable[[], bool] = lambda: False) -> None:
    """Send every notice that is due. `stopped` is asked before each; workers may run side by side."""
    resting = {Channel.HOOK}  # which are sent apart: a partner that hangs must not hold up the mail
    while not stopped():
        with ctx.database.writing() as connection:
            taken = outbox.take(connection, ctx.now(), LEASE, resting)
        if taken is None:
            return
        _attend(ctx, post, taken, resting)


def _attend(ctx: Context, post: Post, taken: Taken, resting: set[Channel]) -> None:
    """Bring one notice as far as it gets. A fault of ours must neither stop the others nor lose this one."""
    try:
        letter = _addressed(ctx, post, taken)
        if letter is None:
            return
        _hand_over(post, letter, resting)
    except SwitchedOff as why:
        end(ctx, taken, Delivery.NO_CHANNEL, why.trouble)
    except Refused as why:
        end(ctx, taken, Delivery.REFUSED, why.trouble)
    except (Later, Unreachable) as why:
        again(ctx, taken, why.trouble)
    except Exception as fault:
        log.exception("notice failed", key=taken.key, template=taken.template)
        again(ctx, taken, type(fault).__name__)
    else:
        end(ctx, taken, Delivery.SENT)


def _hand_over(post: Post, letter: _Letter, resting: set[Channel]) -> None:
    """Give the message to its channel; a channel that does not work rests until the next round."""
    if letter.channel in resting:
        raise Later("channel resting")
    try:
        post[letter.channel].send(letter.message)
    except Unreachable:
        resting.add(letter.channel)
        raise


def _addressed(ctx: Context, post: Post, taken: Taken) -> _Letter | None:
    """The message with its address, opened only now; None when nobody is to get it, which ends it."""
    with ctx.database.writing() as connection:
        case = cases.by_id(connection, taken.case_id)
        reach = _reach(ctx, connection, taken, case)
        channels = _chosen(post, taken, reach)
        if not channels:
            outbox.drop(connection, taken)
            return None
        outbox.set_channel(connection, taken, channels[0])
        for other in channels[1:]:
            outbox.put_copy(connection, taken, other, ctx.now())
    words = wording(ctx, case, Told(taken.template, taken.audience, taken.created_at, taken.facts))
    to = reach[channels[0]]
    return _Letter(channels[0], Message(taken.key, to, words.subject, words.body, words.short))


def _reach(ctx: Context, connection: Connection, taken: Taken, case: Case) -> dict[Channel, str]:
    """Addresses by channel, the preferred first. What accuses an organ is not told to a group of staff."""
    if taken.audience is Audience.HOLDER:
        return {} if case.restricted else {Channel.WECOM: "", Channel.DINGTALK: ""}
    contact = cases.open_contact(connection, ctx.keys.fields, taken.case_id)
    if contact is None or not contact.notify:
        return {}
    given = {Channel.MAIL: contact.email, Channel.SMS: contact.phone}
    return {channel: to for channel, to in given.items() if to}


def _chosen(post: Post, taken: Taken, reach: Mapping[Channel, str]) -> list[Channel]:
    """A complainant is told by one channel, staff by every robot there is; a choice once made stays."""
    if taken.channel:
        return [taken.channel] if taken.channel in reach else []
    working = [channel for channel in reach if not isinstance(post[channel], NullSender)]
    if taken.audience is Audience.HOLDER:
        return working
    return (working or list(reach))[:1]


def end(ctx: Context, taken: Taken, delivery: Delivery, trouble: str = "") -> None:
    """Write down how it ended."""
    with ctx.database.writing() as connection:
        kept = outbox.settle(connection, taken, delivery, ctx.now(), trouble)
    _note(taken, delivery, trouble, kept=kept)


def again(ctx: Context, taken: Taken, trouble: str) -> None:
    """Another attempt later, each time later than before, until it is too old."""
    now = ctx.now()
    if now - taken.created_at >= timedelta(days=ctx.settings.notices.days):
        end(ctx, taken, Delivery.GIVEN_UP, trouble)
        return
    delay = _DELAYS[min(taken.attempts, len(_DELAYS)) - 1]
    with ctx.database.writing() as connection:
        kept = outbox.put_back(connection, taken, now + delay, trouble)
    _note(taken, Delivery.WAITING, trouble, kept=kept)


def _note(taken: Taken, delivery: Delivery, trouble: str, *, kept: bool) -> None:
    """`kept` False: the lease ran out and another worker has it."""
    log.info(
        "notice",
        key=taken.key,
        template=taken.template,
        delivery=delivery,
        attempt=taken.attempts,
        trouble=trouble,
        kept=kept,
    )


def _off(channel: Channel) -> Sender:
    return NullSender(channel, _SETTINGS[channel])
