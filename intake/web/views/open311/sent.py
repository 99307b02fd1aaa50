"""Reads what is sent: the fields of the specification's form, as a request or an update."""

from __future__ import annotations

import math
import re

from flask import request

from intake.cases.model import Contact, Location
from intake.services.open311 import filing, posting
from intake.web.views.open311.blueprint import Refused, faulty
from intake.words import gettext as _

_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,80})\](\[\])?")
_DEGREES = re.compile(r"[+-]?\d{1,3}(\.\d{1,20})?", re.ASCII)
_KEY = re.compile(r"[\x21-\x7e]{8,200}")


def service_request() -> filing.Sent:
    """What a request says. Raises Refused with every field of the wrong shape."""
    _only_a_form()
    if not _said("service_code"):
        raise faulty({"service_code": _("必须填写。")})
    return filing.Sent(
        service_code=_said("service_code"),
        description=_said("description"),
        location=_location(),
        address_id=_said("address_id"),
        attributes=_attributes(),
        contact=_contact(),
        media=_media(),
        idempotency=_idempotency(),
    )


def update() -> posting.Sent:
    """What an update says. Its status, dates and names are not read: they change nothing here."""
    _only_a_form()
    if not _said("service_request_id"):
        raise faulty({"service_request_id": _("必须填写。")})
    return posting.Sent(
        request_id=_said("service_request_id"),
        description=_said("description"),
        external_id=_said("update_id"),
        media=_media(),
    )


def _only_a_form() -> None:
    if request.mimetype not in _FORMS:
        raise Refused(400, [_("请用 application/x-www-form-urlencoded 发送。")])
    if request.files:
        raise faulty({next(iter(request.files)): _("这里不收文件；请用 media_url 给出网址。")})


def _said(name: str) -> str:
    return request.form.get(name, "").strip()


def _location() -> Location:
    if bool(_said("lat")) != bool(_said("long")):
        raise faulty({"lat": _("lat 和 long 要一起给出。")})
    return Location(None, _said("address_string"), _degrees("lat", 90), _degrees("long", 180))


def _degrees(name: str, most: int) -> float | None:
    text = _said(name)
    if not text:
        return None
    number = float(text) if _DEGREES.fullmatch(text) else math.nan
    if not abs(number) <= most:
        raise faulty({name: _("应为 WGS-84 的度数，例如 lat 34.7466、long 113.6253。")})
    return number


def _attributes() -> dict[str, str]:
    """Each attribute that has a value. None of ours takes several."""
    found: dict[str, str] = {}
    for name, values in request.form.lists():
        if not name.startswith("attribute"):
            continue
        shape = _ATTRIBUTE.fullmatch(name)
        said = [value.strip() for value in values if value.strip()]
        if shape is None or len(said) > 1 or (said and shape[1] in found):
            raise faulty({name[:90]: _("应写作 attribute[属性]，每个属性一个值。")})
        if said:
            found[shape[1]] = said[0]
    return found


def _contact() -> Contact | None:
    """The family name stands first. Who gives none of these is anonymous."""
    name = f"{_said('last_name')}{_between()}{_said('first_name')}"
    contact = Contact(name, _said("phone"), _said("email"))
    return contact if contact.name or contact.phone or contact.email else None


def _between() -> str:
    """Names in letters are set apart, those in characters are not."""
    given = (_said("last_name"), _said("first_name"))
    return " " if all(each and each.isascii() for each in given) else ""


def _media() -> tuple[str, ...]:
    return tuple(each.strip() for each in request.form.getlist("media_url") if each.strip())


def _idempotency() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise faulty({"Idempotency-Key": _("应为 8 至 200 个可见的 ASCII 字符。")})
    return key
