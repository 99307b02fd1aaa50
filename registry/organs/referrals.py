"""Reads referrals.yaml: the kinds of referral to other bodies."""

from typing import Final

from registry.draft import Draft
from registry.lists.items import read_basis
from registry.organs.referral_kinds import Enclosure, ReferralKind
from registry.reading.records import Document, Record

_KIND: Final = (
    "id",
    "name",
    "letter",
    "whole",
    "confidential",
    "identity",
    "enclosures",
    "source",
    "evidence",
)
_KIND_OPTIONAL: Final = ("department", "profile", "basis", "note")
_IDENTITY: Final = ("never", "on_reason")
_EVIDENCE: Final = ("original", "secondary", "default")


def read_referrals(draft: Draft) -> None:
    """Read every kind into the draft."""
    text = draft.notes.file_text("referrals.yaml")
    if text is None:
        return
    for record in Document(draft.notes, "referrals.yaml", text).records(_KIND, _KIND_OPTIONAL):
        kind = _kind(draft, record)
        draft.referral_kinds[kind.id] = kind


def _kind(draft: Draft, record: Record) -> ReferralKind:
    kind = ReferralKind(
        id=record.slug("id", "referral-kind"),
        name=record.text("name"),
        letter=record.text("letter"),
        department=record.reference("department", "department"),
        whole=record.flag("whole"),
        confidential=record.flag("confidential"),
        identity=record.choice("identity", _IDENTITY),
        profile=record.reference("profile", "clock-profile"),
        basis=read_basis(draft, record, None),
        enclosures=_enclosures(record),
        source=record.text("source"),
        evidence=record.choice("evidence", _EVIDENCE),
        note=record.text("note"),
    )
    if kind.evidence == "original" and not kind.basis:
        record.fault("evidence", "no-basis", "写明读过原文的材料清单，应在“basis”里写出依据")
    if kind.profile and not kind.whole:
        record.fault("profile", "lead-with-profile", "只移送线索的没有法定期限，不写“profile”")
    return kind


def _enclosures(record: Record) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for part in record.records("enclosures", ("name", "required")):
        enclosure = Enclosure(part.text("name"), part.flag("required"))
        if enclosure.name in found:
            part.fault("name", "duplicate-enclosure", f"材料“{enclosure.name}”写了两次")
        found.setdefault(enclosure.name, enclosure)
    if record.has("enclosures") and not any(each.required for each in found.values()):
        record.fault("enclosures", "no-enclosures", "材料清单里至少有一份是必须的")
    return tuple(found.values())
