"""Reading a complaint from what was typed, and what is wrong with one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from intake.cases.coordinates import GCJ02, to_wgs84
from intake.cases.model import Complaint, Contact, Location
from intake.words import gettext as _
from registry import Registry
from registry.languages import language

TEXT_LIMITS = (5, 5000)
_LENGTHS = {"title": 100, "address": 200, "occurred_at": 100, "name": 50, "phone": 30, "email": 200}
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # categories Cc and Cs
_PHONE = re.compile(r"\+?[\d\s()-]{5,30}(转\d{1,6})?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def from_answers(answers: Mapping[str, Any]) -> Complaint:
    """The complaint that saved answers make; its contact is written to in the language spoken now. Never
    raises: what has the wrong type counts as not given."""
    ongoing = answers.get("ongoing")
    return Complaint(
        text=_text(answers, "text"),
        title=_text(answers, "title"),
        location=_location(answers),
        item=_text(answers, "item") or None,
        occurred_at=_text(answers, "occurred_at"),
        ongoing=ongoing if isinstance(ongoing, bool) else None,
        contact=_contact(answers),
    )


def _location(answers: Mapping[str, Any]) -> Location:
    """The place as said; a position that the device gave as GCJ-02 (`datum`) becomes WGS-84."""
    latitude, longitude = _degrees(answers.get("latitude")), _degrees(answers.get("longitude"))
    if latitude is not None and longitude is not None and answers.get("datum") == GCJ02:
        latitude, longitude = to_wgs84((latitude, longitude))
    return Location(_text(answers, "region") or None, _text(answers, "address"), latitude, longitude)


def tidied(complaint: Complaint) -> Complaint:
    """The same complaint with control characters and stray space removed from every text."""
    said, contact = complaint.location, complaint.contact
    return replace(
        complaint,
        text=tidy(complaint.text),
        title=tidy(complaint.title),
        location=replace(said, region=tidy(said.region or "") or None, address=tidy(said.address)),
        item=tidy(complaint.item or "") or None,
        occurred_at=tidy(complaint.occurred_at),
        contact=_tidied_contact(contact) if contact else None,
    )


def _tidied_contact(contact: Contact) -> Contact:
    return replace(contact, name=tidy(contact.name), phone=tidy(contact.phone), email=tidy(contact.email))


def tidy(text: str) -> str:
    """Text that every database and screen takes: no control characters, no lone surrogates."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", plain).strip()


def faults(complaint: Complaint, registry: Registry) -> dict[str, str]:
    """What is wrong with a tidied complaint, by field; empty when it can be filed."""
    return dict(_faults(complaint, registry))


def _faults(complaint: Complaint, registry: Registry) -> Iterator[tuple[str, str]]:
    least, most = TEXT_LIMITS
    if len(complaint.text) < least:
        yield "text", _("请写下发生了什么，至少 {count} 个字。").format(count=least)
    if len(complaint.text) > most:
        yield "text", _("内容最多 {count} 个字，请缩短，其余可以作为材料上传。").format(count=most)
    yield from _too_long({"title": complaint.title, "occurred_at": complaint.occurred_at})
    if complaint.item and complaint.item not in registry.items:
        yield "item", _("清单里没有这个事项，请重新选择。")
    yield from _place_faults(complaint.location, registry)
    if complaint.contact:
        yield from _contact_faults(complaint.contact)


def _place_faults(place: Location, registry: Registry) -> Iterator[tuple[str, str]]:
    if place.region and place.region not in registry.regions:
        yield "region", _("没有这个地区，请重新选择。")
    yield from _too_long({"address": place.address})
    if (place.latitude is None) != (place.longitude is None):
        yield "latitude", _("经度和纬度要一起填写。")
    if abs(place.latitude or 0) > 90 or abs(place.longitude or 0) > 180:
        yield "latitude", _("经纬度超出范围。")


def contact_faults(contact: Contact) -> dict[str, str]:
    """What is wrong with a tidied contact, by field."""
    return dict(_contact_faults(contact))


def _contact_faults(contact: Contact) -> Iterator[tuple[str, str]]:
    yield from _too_long({"name": contact.name, "phone": contact.phone, "email": contact.email})
    if not contact.phone and not contact.email:
        yield "phone", _("请留下电话或者邮箱，不想留就选匿名。")
    if contact.phone and not _PHONE.fullmatch(contact.phone):
        yield "phone", _("电话号码只能有数字、空格和 + - ( )，例如 138 0000 0000。")
    if contact.email and not _EMAIL.fullmatch(contact.email):
        yield "email", _("邮箱写得不对，请改成 name@example.com 这样。")


def _too_long(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if len(value) > _LENGTHS[name]:
            yield name, _("最多 {count} 个字。").format(count=_LENGTHS[name])


def _contact(answers: Mapping[str, Any]) -> Contact | None:
    name, phone, email = (_text(answers, field) for field in ("name", "phone", "email"))
    anonymous = answers.get("anonymous")
    if anonymous is True or (anonymous is not False and not (name or phone or email)):
        return None
    return Contact(name, phone, email, notify=answers.get("notify") is not False, language=language())


def _text(answers: Mapping[str, Any], name: str) -> str:
    value = answers.get(name)
    return tidy(value) if isinstance(value, str) else ""


def _degrees(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
