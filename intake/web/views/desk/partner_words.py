"""How keys of other systems stand and what became of their events, in words for their pages."""

from dataclasses import dataclass
from datetime import datetime

from intake.cases.hooks import Sent
from intake.cases.notices import Delivery, delivery_words
from intake.cases.partner import Key
from intake.services.partners import managing
from intake.web.security import context
from intake.web.words import days_between, local_time
from intake.words import gettext as _

SOON = 30  # days in which a key should be renewed


@dataclass(frozen=True, slots=True)
class Mark:
    """A short word and its colour, for a tag."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event of a partner: its name and number there, when, how far it is, and whether it may go again."""

    id: int
    kind: str
    number: str
    at: str
    stands: Mark
    tries: str
    goes_again: bool


def key_mark(key: Key) -> Mark:
    """How a key stands."""
    words, now = managing.key_words(context(), key), context().now()
    if key.opens(now):
        return _running(words, now, key.expires_at)
    return Mark(words, "neutral" if key.revoked_at or key.approved_at else "warning")


def keys_mark(count: int, ends_at: datetime | None) -> Mark:
    """How a system's keys stand together: how many open something, and when the first of them ends."""
    return _running(_("%(count)s 把") % {"count": count}, context().now(), ends_at)


def event_row(event: Sent) -> EventRow:
    """An event for the table."""
    return EventRow(
        id=event.id,
        kind=event.kind,
        number=event.number,
        at=local_time(event.at),
        stands=_stands(event),
        tries=_tries(event),
        goes_again=event.delivery is not Delivery.SENDING,
    )


def _running(words: str, now: datetime, ends_at: datetime | None) -> Mark:
    if ends_at is None or (left := days_between(now, ends_at)) > SOON:
        return Mark(words, "success")
    return Mark(_("%(words)s，还有 %(days)d 天到期") % {"words": words, "days": left}, "warning")


def _stands(event: Sent) -> Mark:
    failed = event.delivery in (Delivery.REFUSED, Delivery.GIVEN_UP)
    kind = "warning" if failed or event.trouble else "neutral"
    return Mark(delivery_words(event.delivery), "success" if event.delivery is Delivery.SENT else kind)


def _tries(event: Sent) -> str:
    said = _("试了 %(count)s 次") % {"count": event.attempts}
    if event.trouble:
        said += _("，上次的问题：%(trouble)s") % {"trouble": event.trouble}
    if event.delivery is Delivery.WAITING:
        said += _("，下次 %(at)s") % {"at": local_time(event.due_at)}
    return said
