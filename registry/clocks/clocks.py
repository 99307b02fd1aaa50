"""Reads clocks.yaml: the events that clocks know, and the clock profiles of the procedures."""

import re
from typing import Final

from registry.clocks.clock_rules import ClockEvent, ClockProfile, ClockRule, ExtensionRule, Standstill
from registry.draft import Draft
from registry.lists.items import read_basis
from registry.reading.records import Document, Record

_PROFILE: Final = ("id", "name", "clocks")
_PROFILE_OPTIONAL: Final = ("basis", "roll_to_working_day", "note")
_CLOCK: Final = ("id", "name", "limit", "unit", "start", "stop", "source", "evidence")
_CLOCK_OPTIONAL: Final = ("binds", "standstills", "extension", "note")
_UNITS: Final = ("calendar_days", "working_days", "hours")
_EVIDENCE: Final = ("original", "secondary", "unconfirmed")
_BINDS: Final = ("organ", "citizen", "partner")
_EVENT: Final = re.compile(r"[a-z]+:[a-z_]+:[a-z_]+")


def read_clocks(draft: Draft) -> None:
    """Read events and profiles into the draft."""
    text = draft.notes.file_text("clocks.yaml")
    if text is None:
        return
    book = Document(draft.notes, "clocks.yaml", text).record(("events", "profiles"))
    if book is None:
        return
    for record in book.records("events", ("id", "name")):
        event = ClockEvent(_event_id(record), record.text("name"))
        draft.clock_events[event.id] = event
    for record in book.records("profiles", _PROFILE, _PROFILE_OPTIONAL):
        profile = _profile(draft, record)
        draft.clock_profiles[profile.id] = profile


def _event_id(record: Record) -> str:
    event = record.name("id", "clock-event")
    if event and not _EVENT.fullmatch(event):
        record.fault("id", "bad-id", f"事件名“{event}”应像 desk:case:accepted 这样：来源、对象、动作")
    return event


def _profile(draft: Draft, record: Record) -> ClockProfile:
    basis = read_basis(draft, record, None)
    profile = ClockProfile(
        id=record.slug("id", "clock-profile"),
        name=record.text("name"),
        basis=basis,
        roll_to_working_day=record.has("roll_to_working_day") and record.flag("roll_to_working_day"),
        clocks=_clocks(record, has_basis=bool(basis)),
        note=record.text("note"),
    )
    if record.has("clocks") and not profile.clocks:
        record.fault("clocks", "no-clocks", f"“{profile.name}”没有写任何期限")
    return profile


def _clocks(record: Record, *, has_basis: bool) -> tuple[ClockRule, ...]:
    rules: dict[str, ClockRule] = {}
    for part in record.records("clocks", _CLOCK, _CLOCK_OPTIONAL):
        rule = _clock(part)
        if rule.id in rules:
            part.fault("id", "duplicate-clock", f"期限“{rule.id}”在这一类程序里写了两次")
        if rule.evidence == "original" and not has_basis:
            part.fault("evidence", "no-basis", "写明读过原文的期限，应在程序的“basis”里写出依据")
        rules[rule.id] = rule
    return tuple(rules.values())


def _clock(record: Record) -> ClockRule:
    rule = ClockRule(
        id=record.text("id"),
        name=record.text("name"),
        limit=record.count("limit"),
        unit=record.choice("unit", _UNITS),
        start=record.references("start", "clock-event"),
        stop=record.references("stop", "clock-event"),
        binds=record.choice("binds", _BINDS) or "organ",
        standstills=_standstills(record),
        extension=_extension(record),
        source=record.text("source"),
        evidence=record.choice("evidence", _EVIDENCE),
        note=record.text("note"),
    )
    for key, events in (("start", rule.start), ("stop", rule.stop)):
        if record.has(key) and not events:
            record.fault(key, "empty-value", f"“{key}”不能为空")
    if set(rule.start) & set(rule.stop):
        record.fault("stop", "clock-order", "同一件事不能既开始又结束一个期限")
    return rule


def _standstills(record: Record) -> tuple[Standstill, ...]:
    parts = record.records("standstills", ("opens", "closes", "source"))
    return tuple(
        Standstill(
            part.reference("opens", "clock-event"),
            part.reference("closes", "clock-event"),
            part.text("source"),
        )
        for part in parts
    )


def _extension(record: Record) -> ExtensionRule | None:
    part = record.record("extension", ("most", "approver", "notice"))
    if part is None:
        return None
    return ExtensionRule(part.count("most"), part.text("approver"), part.flag("notice"))
