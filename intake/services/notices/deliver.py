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
from sqlalchemy.exc import SQLAlchemyError

from intake.cases.model import Case, Contact
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
from intake.store.cases import cases
from intake.store.notices import outbox
from intake.store.notices.outbox import Taken
from registry.languages import CHINESE

log = structlog.get_logger()

Post = Mapping[Channel, Sender]

LEASE = timedelta(minutes=10)  # far longer than a hand-over takes; after it the worker counts as dead
_SETTINGS = {
    Channel.MAIL: "SMTP_URL",
    Channel.SMS: "SMS_WEBHOOK_URL",
    Channel.WECOM: "WECOM_ROBOT_URL",
    Channel.DINGTALK: "DINGTALK_ROBOT_URL",
}
_DROPS = 50  # in one transaction: other writers wait for all of them
_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))  # the last is repeated


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message and the channel it goes by."""

    channel: Channel
    message: Message


@dataclass(frozen=True, slots=True)
class Ended:
    """How an attempt at a notice ended; `WAITING`: not for good."""

    taken: Taken
    delivery: Delivery
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A notice in our hands with its letter; None: nobody is to get it, or `fault` kept it from being
    written."""

    taken: Taken
    letter: _Letter | None
    fault: Exception | None = None

    @property
    def dropped(self) -> bool:
        """Whether nobody is to get it."""
        return self.letter is None and self.fault is None


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
    """Send every notice that is due. `stopped` is asked before each; workers may run side by side.

    One transaction a notice writes down how it ended and takes the next, so that no more than one is ever
    sent and not yet noted. It drops at most `_DROPS` that nobody is to get.
    """
    resting = {Channel.HOOK}  # which are sent apart: a partner that hangs must not hold up the mail
    ended: Ended | None = None
    try:
        while True:
            with ctx.database.writing() as connection:
                kept = ended is None or _write_down(ctx, connection, ended)
                ready = None if stopped() else _next(ctx, connection, post, resting)
            if ended:
                _note(ended, kept=kept)
            if ready is None:
                return
            ended = None if ready.dropped else _attend(post, ready, resting)
    finally:
        mail = post[Channel.MAIL]
        if isinstance(mail, SmtpSender):
            mail.rest()


def _next(ctx: Context, connection: Connection, post: Post, resting: set[Channel]) -> _Ready | None:
    """The next notice that somebody is to get, with its letter; a dropped one when there may be more; None
    when none is due."""
    for _each in range(_DROPS):
        taken = outbox.take(connection, ctx.now(), LEASE, resting)
        ready = _addressed(ctx, connection, post, taken) if taken else None
        if ready is None or not ready.dropped:
            break
    return ready


def _attend(post: Post, ready: _Ready, resting: set[Channel]) -> Ended:
    """Bring one notice as far as it gets. A fault of ours must neither stop the others nor lose this one."""
    taken = ready.taken
    try:
        _hand_over(post, ready, resting)
    except SwitchedOff as why:
        return Ended(taken, Delivery.NO_CHANNEL, why.trouble)
    except Refused as why:
        return Ended(taken, Delivery.REFUSED, why.trouble)
    except (Later, Unreachable) as why:
        return Ended(taken, Delivery.WAITING, why.trouble)
    except Exception as fault:
        log.exception("notice failed", key=taken.key, template=taken.template)
        return Ended(taken, Delivery.WAITING, type(fault).__name__)
    return Ended(taken, Delivery.SENT)


def _hand_over(post: Post, ready: _Ready, resting: set[Channel]) -> None:
    """Give the message to its channel; a channel that does not work rests until the next round."""
    if ready.letter is None:
        raise ready.fault or LookupError(ready.taken.id)
    if ready.letter.channel in resting:
        raise Later("channel resting")
    try:
        post[ready.letter.channel].send(ready.letter.message)
    except Unreachable:
        resting.add(ready.letter.channel)
        raise


def _addressed(ctx: Context, connection: Connection, post: Post, taken: Taken) -> _Ready:
    """The notice with its letter; a fault of ours is this one's alone."""
    before = connection.begin_nested()
    try:
        letter = _letter(ctx, connection, post, taken)
        before.commit()
    except SQLAlchemyError:
        raise  # the database's trouble is everybody's
    except Exception as fault:
        before.rollback()
        return _Ready(taken, None, fault)
    return _Ready(taken, letter)


def _letter(ctx: Context, connection: Connection, post: Post, taken: Taken) -> _Letter | None:
    """The message with its address, opened only now; None when nobody is to get it, which ends it."""
    case = cases.by_id(connection, taken.case_id)
    contact = _contact(ctx, connection, taken)
    reach = _reach(taken, case, contact)
    channels = _chosen(post, taken, reach)
    if not channels:
        outbox.drop(connection, taken)
        return None
    outbox.set_channel(connection, taken, channels[0])
    for other in channels[1:]:
        outbox.put_copy(connection, taken, other, ctx.now())
    language = contact.language if contact else CHINESE
    words = wording(ctx, case, Told(taken.template, taken.audience, taken.created_at, taken.facts, language))
    to = reach[channels[0]]
    return _Letter(channels[0], Message(taken.key, to, words.subject, words.body, words.short))


def _contact(ctx: Context, connection: Connection, taken: Taken) -> Contact | None:
    """Whom a notice to the complainant is for; None: staff, or nobody any more."""
    if taken.audience is Audience.HOLDER:
        return None
    return cases.open_contact(connection, ctx.keys.fields, taken.case_id)


def _reach(taken: Taken, case: Case, contact: Contact | None) -> dict[Channel, str]:
    """Addresses by channel, the preferred first. What accuses an organ is not told to a group of staff."""
    if taken.audience is Audience.HOLDER:
        return {} if case.restricted else {Channel.WECOM: "", Channel.DINGTALK: ""}
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


def write_down(ctx: Context, ended: Ended) -> None:
    """Write down how it ended, in a transaction of its own."""
    with ctx.database.writing() as connection:
        kept = _write_down(ctx, connection, ended)
    _note(ended, kept=kept)


def _write_down(ctx: Context, connection: Connection, ended: Ended) -> bool:
    """For `WAITING` another attempt is made later, each time later than before, until it is too old. False:
    the lease ran out and another worker has it."""
    taken, now = ended.taken, ctx.now()
    if ended.delivery is not Delivery.WAITING:
        return outbox.settle(connection, taken, ended.delivery, now, ended.trouble)
    if now - taken.created_at >= timedelta(days=ctx.settings.notices.days):
        return outbox.settle(connection, taken, Delivery.GIVEN_UP, now, ended.trouble)
    delay = _DELAYS[min(taken.attempts, len(_DELAYS)) - 1]
    return outbox.put_back(connection, taken, now + delay, ended.trouble)


def _note(ended: Ended, *, kept: bool) -> None:
    log.info(
        "notice",
        key=ended.taken.key,
        template=ended.taken.template,
        delivery=ended.delivery,
        attempt=ended.taken.attempts,
        trouble=ended.trouble,
        kept=kept,
    )


def _off(channel: Channel) -> Sender:
    return NullSender(channel, _SETTINGS[channel])
