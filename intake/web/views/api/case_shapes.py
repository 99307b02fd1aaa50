"""What the API says of a case to the systems it concerns: the schemas of `openapi.yaml`. No identity."""

from __future__ import annotations

from intake.cases.messages import Kind
from intake.cases.model import Case
from intake.cases.ownership import holder_name
from intake.cases.telling import state_words
from intake.services.context import Context
from intake.services.partners.casework import Changed, PartnerCase, Standing
from intake.web.views.api.shapes import Json, certificate
from intake.web.words import iso_time

# What of the writing on a case concerns the organ: not what was asked of the office.
_TOLD = (Kind.QUESTION, Kind.REPLY, Kind.WITHDRAWAL, Kind.REVIEW_REQUEST, Kind.ADDED)


def changed(each: Changed) -> Json:
    """Schema ChangedCase. Of one that left only that, and when."""
    if each.left:
        return {"case_number": each.number, "changed_at": iso_time(each.changed_at), "left": True}
    return {
        "case_number": each.number,
        "version": each.version,
        "state": each.state.value,
        "state_name": state_words(each.state),
        "changed_at": iso_time(each.changed_at),
        "left": False,
    }


def handed(ctx: Context, each: Changed) -> Json:
    """Schema HandedOver."""
    return {
        "external_number": each.external,
        "case_number": each.number,
        "state": each.state.value,
        "state_name": state_words(each.state),
        "organ": holder_name(each.owner, ctx.registry, ctx.today()),
        "changed_at": iso_time(each.changed_at),
    }


def whole(ctx: Context, found: PartnerCase) -> Json:
    """Schema Case."""
    case, said = found.case, found.case.complaint
    return {
        **_head(case),
        "filed_at": iso_time(case.filed_at),
        "due_at": iso_time(case.next_due_at) if case.next_due_at else None,
        "organ": holder_name(case.owner, ctx.registry, ctx.today()),
        "title": said.title,
        "text": said.text,
        "region": said.location.region,
        "address": said.location.address,
        "occurred_at": said.occurred_at,
        "item": said.item,
        "anonymous": not case.has_contact,
        "answer": case.answer,
        "verdict": case.verdict.value if case.verdict else None,
        "certificate": certificate(case.certificate),
        "messages": [
            {"kind": each.kind.value, "text": each.text, "at": iso_time(each.at)}
            for each in found.messages
            if each.kind in _TOLD
        ],
        "actions": [each.value for each in found.actions],
    }


def standing(after: Standing) -> Json:
    """Schema CaseState."""
    return {**_head(after.case), "left": after.left}


def _head(case: Case) -> Json:
    return {
        "case_number": case.number,
        "version": case.version,
        "state": case.state.value,
        "state_name": state_words(case.state),
    }
