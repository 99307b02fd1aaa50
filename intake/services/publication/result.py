"""A case and its approved publication as the result that the content holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from intake.cases.errors import BadInput
from intake.cases.events import Event, Recorded
from intake.cases.masking import HIDDEN, masked
from intake.cases.model import Case, Closing, Contact
from intake.cases.ownership import holder_name
from intake.cases.publication import Publication
from intake.services.context import LOCAL_TIME, Context
from intake.store.cases import cases, objections
from intake.store.publication import publication as store
from intake.store.records import events
from intake.words import gettext as _
from registry import DisclosureReview, Item, Release, Result, ResultImage, Withdrawal

_SHORTEST_NAME = 2


def release_for(ctx: Context, case: Case, item: str) -> tuple[Release, Item]:
    """The list that the case was routed by and its item there; for another item, the list in force when it
    was filed. Raises BadInput("item")."""
    certificate = case.certificate
    routed = ctx.registry.release_of(certificate.release or "") if item == certificate.item else None
    if routed is None:
        region = certificate.region or case.owner.region
        on = max(case.filed_at.astimezone(LOCAL_TIME).date(), ctx.registry.routed_from)
        answer = ctx.registry.who(item, region, on) if region in ctx.registry.regions else None
        routed = answer.release if answer else None
    found = next((each for each in routed.items if each.id == item), None) if routed else None
    if routed is None or found is None:
        raise BadInput("item", _("投诉时当地施行的清单里没有这一项，请核对编号。"))
    return routed, found


def result_of(ctx: Context, connection: Connection, publication: Publication) -> Result:
    """What is written for a publication that was decided on.

    Whatever of the sealed contact stands in the words is hidden, marked or not: nobody is shown it for that.
    """
    case = cases.by_id(connection, publication.case_id)
    release, item = release_for(ctx, case, publication.words.item)
    whole = objections.whole_of(connection, case.id)  # a part has no contact, but the words of who has one
    contact = cases.open_contact(connection, ctx.keys.fields, whole)
    gone = _withdrawal(publication, contact)
    words = publication.words.masked()
    return Result(
        id=publication.number or "",
        title="" if gone else without_contact(words.title, contact),
        region=case.certificate.region or case.owner.region,
        department=case.owner.department or "",
        item=item.id,
        release=release.key,
        topics=tuple(store.kinds(connection, case.id)) or item.topics,
        reported=_month(case.filed_at),
        concluded=_month(_concluded_at(case, events.of_case(connection, case.id))),
        verdict=case.verdict.value if case.verdict else "",
        closing=(case.closing or Closing.DONE).value,
        complaint="" if gone else without_contact(words.complaint, contact),
        outcome="" if gone else without_contact(words.outcome, contact),
        basis=item.basis,
        images=() if gone else _images(publication, contact),
        disclosure=_disclosure(ctx, case, publication, contact),
        published_on=_day(publication.decided_at),
        demonstration=release.demonstration,
        withdrawn=gone,
    )


def without_contact(text: str, contact: Contact | None) -> str:
    """The text with the contact's own name, telephone and mail address hidden wherever they stand."""
    for secret in (contact.name, contact.phone, contact.email) if contact else ():
        if len(secret.strip()) >= _SHORTEST_NAME:
            text = text.replace(secret.strip(), HIDDEN)
    return text


def _images(publication: Publication, contact: Contact | None) -> tuple[ResultImage, ...]:
    stem = (publication.number or "").rpartition("-")[2]
    shown = [picture for picture in publication.pictures if picture.shown]
    return tuple(
        ResultImage(f"{stem}-{place}.jpg", without_contact(masked(picture.alt), contact))
        for place, picture in enumerate(shown, start=1)
    )


def _disclosure(
    ctx: Context, case: Case, publication: Publication, contact: Contact | None
) -> DisclosureReview:
    day = _day(publication.decided_at)
    grounds = without_contact(masked(publication.grounds), contact)
    return DisclosureReview(holder_name(case.owner, ctx.registry, day), day, grounds)


def _withdrawal(publication: Publication, contact: Contact | None) -> Withdrawal | None:
    if publication.withdrawn_at is None:
        return None
    reason = without_contact(masked(publication.reason), contact)
    return Withdrawal(_day(publication.withdrawn_at), reason)


def _concluded_at(case: Case, record: Sequence[Recorded]) -> datetime:
    """When it was last answered or closed."""
    ends = [line.at for line in record if line.event in (Event.CASE_ANSWERED, Event.CASE_CLOSED)]
    return ends[-1] if ends else case.updated_at


def _day(at: datetime | None) -> date:
    if at is None:
        raise ValueError("not decided on yet")
    return at.astimezone(LOCAL_TIME).date()


def _month(at: datetime) -> str:
    return f"{at.astimezone(LOCAL_TIME):%Y-%m}"
