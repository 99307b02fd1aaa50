"""Which event is told to whom, in which words: one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from intake.cases.events import Event, Recorded
from intake.cases.privacy import SHARED
from intake.words import gettext as _
from intake.words import mark


class Audience(StrEnum):
    """Who is told: whoever complained, staff (of the organ or office that has the case, or of one that
    helps in it: groups of staff are told of all), or another system (see `cases.hooks`)."""

    COMPLAINANT = "complainant"
    HOLDER = "holder"
    PARTNER = "partner"


class Channel(StrEnum):
    """How somebody is told."""

    MAIL = "mail"
    SMS = "sms"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    HOOK = "hook"


class Delivery(StrEnum):
    """How far a notice has come. The first two are still to be done, the others are final."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    NO_CHANNEL = "no_channel"


@dataclass(frozen=True, slots=True)
class Notice:
    """`template` names a file of intake/notices/. `facts` are the only details of the event that are passed
    on: public ones (an organ's name, a date), never a text somebody wrote. With `by_staff` the router's own
    event is not told: at filing it is told as "received" already.
    """

    template: str
    audience: Audience
    facts: tuple[str, ...] = ()
    by_staff: bool = False


def _complainant(template: str, *facts: str) -> Notice:
    return Notice(template, Audience.COMPLAINANT, facts)


_ARRIVED = Notice("arrived", Audience.HOLDER, ("organ",))
_OVERDUE = Notice("overdue", Audience.HOLDER, ("organ", "clock"))
_ROUTED = _complainant("routed", "organ")

# A new kind of event that should be told gets its line here and its template in intake/notices/.
NOTICES: Mapping[Event, tuple[Notice, ...]] = {
    Event.CASE_FILED: (_complainant("received"),),
    Event.CASE_ROUTED: (replace(_ROUTED, by_staff=True), _ARRIVED),
    Event.CASE_REFERRED_TO_OFFICE: (_ARRIVED,),
    Event.CASE_ACCEPTED: (_complainant("accepted", "organ"),),
    Event.CASE_HANDED_BACK: (_complainant("handed_back", "organ"), _ARRIVED),
    Event.OBJECTION_AGREED: (_complainant("handed_back", "organ"),),
    Event.BOUNCING_ENDED: (_complainant("handed_back", "organ"), _ARRIVED),
    Event.LEAD_SOUGHT: (_complainant("lead_sought"),),
    Event.LEAD_SETTLED: (_ROUTED, _ARRIVED),
    Event.QUESTION_ASKED: (_complainant("question", "organ"),),
    Event.CASE_EXTENDED: (_complainant("extended", "until"),),
    Event.CASE_REFERRED: (_complainant("referred"),),
    Event.CASE_ANSWERED: (_complainant("answered", "organ"),),
    Event.CASE_ANSWERED_ELSEWHERE: (_complainant("answered_elsewhere"),),
    Event.CASE_CLOSED: (_complainant("closed"),),
    Event.CASE_FOLLOWED: (_complainant("together", "organ"),),
    Event.CASE_MERGED: (_complainant("together", "organ"),),
    Event.CASE_UNMERGED: (_complainant("alone_again", "organ"), _ARRIVED),
    Event.CASE_RECALLED: (_complainant("handed_back", "organ"), _ARRIVED),
    Event.CASE_REORGANISED: (_complainant("reorganised", "organ"), _ARRIVED),
    Event.PERSON_LOOKED: (_complainant("person_looked"),),
    Event.INFORMATION_ADDED: (Notice("added", Audience.HOLDER),),
    Event.CASE_RESUMED: (_complainant("resumed"),),
    Event.REVIEW_ASKED: (_ARRIVED,),
    Event.REVIEW_ANSWERED: (_complainant("review_answered"),),
    Event.SECOND_REVIEW_ASKED: (_ARRIVED,),
    Event.SECOND_REVIEW_ANSWERED: (_complainant("review_answered"),),
    Event.CLOCK_WARNED: (Notice("due_soon", Audience.HOLDER, ("organ", "clock", "until")),),
    Event.CLOCK_ESCALATED: (_OVERDUE,),
    Event.LETTER_ISSUED: (Notice("reminder_letter", Audience.HOLDER, ("organ",)),),
    Event.TASK_GIVEN: (Notice("task_given", Audience.HOLDER, ("organ", "until")),),
    Event.TASK_REPLIED: (Notice("task_replied", Audience.HOLDER, ("organ",)),),
    Event.TASK_RETURNED: (Notice("task_returned", Audience.HOLDER, ("organ",)),),
    Event.TASK_WITHDRAWN: (Notice("task_withdrawn", Audience.HOLDER, ("organ",)),),
    Event.TASK_STALLED: (Notice("task_stalled", Audience.HOLDER, ("organ",)),),
}

_DELIVERY_WORDS: Mapping[Delivery, str] = {
    Delivery.WAITING: mark("等待发出"),
    Delivery.SENDING: mark("正在发出"),
    Delivery.SENT: mark("已发出"),
    Delivery.REFUSED: mark("对方拒收，没有送到"),
    Delivery.GIVEN_UP: mark("多次没有发成，不再发了"),
    Delivery.NO_CHANNEL: mark("没有发送：本站没有开通这种通知"),
}

_CHANNEL_WORDS: Mapping[Channel, str] = {
    Channel.MAIL: mark("邮件"),
    Channel.SMS: mark("短信"),
    Channel.WECOM: mark("企业微信"),
    Channel.DINGTALK: mark("钉钉"),
    Channel.HOOK: mark("推送给合作系统"),
}


def shared_notices(line: Recorded) -> tuple[Notice, ...]:
    """Those that complainants who go along with this case get too: of the organs' work, nothing of what the
    other complainant asked, answered or was asked."""
    notices = notices_for(line) if line.event in SHARED else ()
    return tuple(notice for notice in notices if notice.audience is Audience.COMPLAINANT)


def notices_for(line: Recorded) -> tuple[Notice, ...]:
    """The notices that an event of a case calls for."""
    if line.case_id is None:
        return ()
    return tuple(n for n in NOTICES.get(line.event, ()) if not n.by_staff or line.staff_id is not None)


def delivery_words(delivery: Delivery) -> str:
    """How far it has come, in words for the desk."""
    return _(_DELIVERY_WORDS[delivery])


def channel_words(channel: Channel | None) -> str:
    """The channel in words; empty while it is not chosen."""
    return _(_CHANNEL_WORDS[channel]) if channel else ""
