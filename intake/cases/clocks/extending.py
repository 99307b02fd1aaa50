"""Extending a limit: only as far as the law allows, by a named person, for a reason, and told."""

from __future__ import annotations

from dataclasses import replace

from intake.cases.clocks.changes import Extension
from intake.cases.clocks.clock import Clock
from intake.cases.errors import CaseworkError
from intake.words import gettext as _
from registry import ExtensionRule, WorkingCalendar


class ExtensionRefused(CaseworkError):
    """The limit may not be extended like this; the message says why."""


def extend(clock: Clock, extension: Extension, calendar: WorkingCalendar) -> Clock:
    """The clock with the extension. Raises ExtensionRefused, CalendarEnded.

    What is already late stays late: an extension granted after the end does not undo it.
    """
    allowed = clock.rule.extension
    if allowed is None:
        raise ExtensionRefused(_("这个期限按规定不能延长。"))
    _require_complete(extension, allowed)
    longest = allowed.most - sum(earlier.amount for earlier in clock.extensions)
    if not 1 <= extension.amount <= longest:
        raise ExtensionRefused(_("超过了可以延长的天数。还可以延长：") + str(longest))
    if clock.stopped_at or clock.remaining(calendar, extension.granted_at).total_seconds() < 0:
        raise ExtensionRefused(_("期限已经过了，或者已经办完，不能再延长。"))
    return replace(clock, extensions=(*clock.extensions, extension))


def _require_complete(extension: Extension, allowed: ExtensionRule) -> None:
    if not extension.approver.strip() or not extension.reason.strip():
        raise ExtensionRefused(_("延长期限要写明批准人和理由。"))
    if allowed.notice and extension.told_at is None:
        raise ExtensionRefused(_("延长期限要告知举报人，并写明告知时间。"))
