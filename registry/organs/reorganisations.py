"""Reads reorganisations.yaml, if there is one, and judges it: whoever hands on must not get it back."""

from typing import Final

from registry.catalogue import LEVELS, is_name_rule
from registry.draft import Draft
from registry.organs.reorganisation import Reorganisation, rule_level
from registry.reading.records import Document, Record

FILE: Final = "reorganisations.yaml"
_KEYS: Final = ("id", "kind", "department", "since", "basis", "demonstration")
_OPTIONAL: Final = ("region", "level", "to", "parts", "name", "english")
_KINDS: Final = ("merge", "split", "rename")
# What each kind must say; "split" may also name who takes the rest.
_SAYS: Final = {"merge": {"to"}, "split": {"parts"}, "rename": {"name"}}
_MAY_SAY: Final = {"merge": {"to"}, "split": {"parts", "to"}, "rename": {"name", "english"}}


def read_reorganisations(draft: Draft) -> None:
    """Read every event into the draft; content without the file had no reorganisation."""
    if not (draft.notes.content / FILE).is_file():
        return
    text = draft.notes.file_text(FILE)
    if text is None:
        return
    for record in Document(draft.notes, FILE, text).records(_KEYS, _OPTIONAL):
        event = _event(record)
        _check_shape(record, event)
        if record.sound:
            draft.reorganisations[event.id] = event


def check_reorganisations(draft: Draft) -> None:
    """No department comes, by any way round, to do its own work for itself again at one place."""
    for event in draft.reorganisations.values():
        if event.department in _all_heirs(draft, event):
            spot = draft.notes.declared["reorganisation"][event.id]
            message = f"“{event.id}”：职责转来转去又回到“{event.department}”自己"
            draft.notes.fault(spot, "succession-cycle", message)


def _event(record: Record) -> Reorganisation:
    parts = {
        matter: part.reference("to", "department")
        for part in record.records("parts", ("to", "matters"))
        for matter in part.references("matters", "item")
    }
    return Reorganisation(
        id=record.slug("id", "reorganisation"),
        kind=record.choice("kind", _KINDS),
        department=record.reference("department", "department"),
        region=record.reference("region", "region"),
        level=record.choice("level", LEVELS),
        since=record.day("since"),
        basis=record.text("basis"),
        demonstration=record.flag("demonstration"),
        to=record.reference("to", "department"),
        parts=parts,
        name=record.text("name"),
        english=record.english("english"),
    )


def _check_shape(record: Record, event: Reorganisation) -> None:
    if bool(event.region) == bool(event.level):
        record.fault("", "bad-reorganisation", "“region”（一个地区）和“level”（一级）写且只写一个")
    said = {key for key in ("to", "parts", "name") if record.has(key)}
    if event.kind in _SAYS and not _SAYS[event.kind] <= said <= _MAY_SAY[event.kind]:
        message = "合并写 to；拆分写 parts，其余交给谁可以写 to；更名写 name"
        record.fault("kind", "bad-reorganisation", message)
    if event.name and not is_name_rule(event.name):
        message = f"名称规则“{event.name}”只能用 {{region}}、{{city}}、{{short}} 三种占位"
        record.fault("name", "bad-organ-rule", message)


def _all_heirs(draft: Draft, event: Reorganisation) -> set[str]:
    """Everybody the work of one event may come to, at the places it reaches."""
    seen: set[str] = set()
    waiting = list(event.heirs)
    while waiting:
        heir = waiting.pop()
        if heir not in seen:
            seen.add(heir)
            waiting += _next_heirs(draft, heir, event)
    return seen


def _next_heirs(draft: Draft, department: str, place: Reorganisation) -> list[str]:
    events = (each for each in draft.reorganisations.values() if each.department == department)
    following = [heir for each in events if _may_meet(draft, each, place) for heir in each.heirs]
    known = draft.departments.get(department)
    level = place.level or _level(draft, place.region)
    return following + [each.to for each in (known.succession if known else ()) if each.level == level]


def _may_meet(draft: Draft, one: Reorganisation, other: Reorganisation) -> bool:
    """Whether some region may be reached by both."""
    if one.region and other.region:
        return one.region == other.region
    levels = {each.level or _level(draft, each.region) for each in (one, other)}
    return len(levels) == 1


def _level(draft: Draft, region: str) -> str:
    known = draft.regions.get(region)
    return rule_level(known) if known else ""
