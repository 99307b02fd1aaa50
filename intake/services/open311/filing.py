"""A service request becomes a complaint, filed as those of the web form are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, ComplaintRefused, NotFound
from intake.cases.model import Complaint, Contact, Location, Receipt
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.open311 import jurisdiction
from intake.services.open311.catalogue import (
    ATTRIBUTES,
    EXTERNAL_ID,
    OCCURRED_AT,
    ONGOING,
    OTHER,
    TITLE,
    Service,
    service,
)
from intake.services.open311.records import LONGEST
from intake.services.partners import handing_over
from intake.services.partners.keys import ApiKey
from intake.words import gettext as _
from registry import Region

_ONGOING = {"yes": True, "no": False}
_MOST_MEDIA, _LONGEST_MEDIA = 3, 300


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it was sent. `location.region` is not read; `idempotency` is the sender's key for it."""

    service_code: str
    description: str
    location: Location
    address_id: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    contact: Contact | None = None
    media: Sequence[str] = ()
    idempotency: str | None = None


def file(ctx: Context, key: ApiKey, within: Region, sent: Sent) -> Receipt:
    """File it for the system whose key it is. The same `idempotency` or `external_id` files once, and is
    acknowledged again whatever the services and places of the jurisdiction have become since.

    Raises NotFound (service), BadInput (place, external_number), ComplaintRefused (by parameter) or
    IdempotencyConflict.
    """
    said = json.dumps([within.code, asdict(replace(sent, idempotency=None))], sort_keys=True).encode()
    try:
        return _file(ctx, key, within, sent, said)
    except (NotFound, BadInput, ComplaintRefused):
        if again := _before(ctx, key, sent, said):
            return again
        raise


def _before(ctx: Context, key: ApiKey, sent: Sent, said: bytes) -> Receipt | None:
    if number := sent.attributes.get(EXTERNAL_ID):
        return handing_over.again(ctx, key, number, said)
    return submit.again(ctx, key.source, sent.idempotency, said) if sent.idempotency else None


def _file(ctx: Context, key: ApiKey, within: Region, sent: Sent, said: bytes) -> Receipt:
    chosen = service(ctx, within, sent.service_code)
    faults = {**_attribute_faults(sent.attributes), **media_faults(sent.media)}
    if len(sent.description) > LONGEST:
        faults["description"] = _("最多 {count} 个字。").format(count=LONGEST)
    if faults:
        raise ComplaintRefused(faults)
    place = jurisdiction.location(ctx, within, sent.location, sent.address_id)
    beside = submit.Beside(said=said)
    complaint, number = _complaint(sent, chosen, place), sent.attributes.get(EXTERNAL_ID)
    if number:
        return handing_over.hand_over(ctx, key, complaint, number, beside)
    return submit.submit(ctx, complaint, key.source, sent.idempotency, beside)


def with_media(text: str, media: Sequence[str]) -> str:
    """The text with the addresses of pictures at its end, as words: nothing here ever opens them."""
    if not media:
        return text
    return "\n".join((text, "", _("来件附有图片网址（系统没有打开，请谨慎查看）："), *media))


def media_faults(media: Sequence[str]) -> dict[str, str]:
    """What is wrong with the addresses of pictures."""
    if len(media) > _MOST_MEDIA:
        return {"media_url": _("最多 {count} 个网址。").format(count=_MOST_MEDIA)}
    if any(not _is_address(each) for each in media):
        return {"media_url": _("应为 http 或 https 网址，最多 {count} 个字符。").format(count=_LONGEST_MEDIA)}
    return {}


def _is_address(text: str) -> bool:
    plain = text.isascii() and text.isprintable() and not any(sign in text for sign in " <>\"'\\")
    return plain and text.startswith(("http://", "https://")) and len(text) <= _LONGEST_MEDIA


def _complaint(sent: Sent, chosen: Service, place: Location) -> Complaint:
    said = tidy(sent.description)
    if not said and chosen.code != OTHER:  # the specification lets a request say no more than that
        said = _("反映的事项：{matter}。来件没有写具体情况。").format(matter=chosen.name)
    return Complaint(
        text=with_media(said, sent.media) if said else "",
        title=sent.attributes.get(TITLE, ""),
        location=place,
        item=None if chosen.code == OTHER else chosen.code,
        occurred_at=sent.attributes.get(OCCURRED_AT, ""),
        ongoing=_ONGOING.get(sent.attributes.get(ONGOING, "")),
        contact=sent.contact,
    )


def _attribute_faults(given: Mapping[str, str]) -> dict[str, str]:
    known = {each.code: each for each in ATTRIBUTES}
    faults = {f"attribute[{code[:40]}]": _("这项服务没有这个属性。") for code in given if code not in known}
    if given.get(ONGOING, "unknown") not in known[ONGOING].values:
        faults[f"attribute[{ONGOING}]"] = _("应为服务定义里列出的值。")
    return faults
