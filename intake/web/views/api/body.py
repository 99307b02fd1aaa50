"""A complaint as another system sends it: JSON of the right shape in, a Complaint out.

Only types and names are checked here; what makes a complaint acceptable is the service's to say.
"""

import json
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypeVar

from flask import request

from intake.cases.model import Complaint, Contact, Location
from intake.web.views.api.blueprint import Refused, invalid
from intake.words import gettext as _

BODY_BYTES = 128 * 1024
HIGHEST = 2**31 - 1  # that a column of whole numbers holds
FIELDS = {"text", "title", "region", "address", "item", "occurred_at", "anonymous", "contact"}
CONTACT_FIELDS = {"name", "phone", "email"}

Faults = dict[str, list[str]]
T = TypeVar("T")


def json_object() -> Mapping[str, Any]:
    """The request's JSON object. Raises Refused (type, not JSON, no object); aborts 413 when too large."""
    if request.mimetype != "application/json":
        raise Refused(415, "not_json", _("请用 Content-Type: application/json 发送 JSON"))
    request.max_content_length = BODY_BYTES
    try:
        body = json.loads(request.get_data().decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(400, "bad_json", _("内容不是有效的 UTF-8 JSON")) from None
    if not isinstance(body, dict):
        raise Refused(400, "bad_json", _("内容应为一个 JSON 对象"))
    return body


def complaint(body: Mapping[str, Any], today: date) -> Complaint:
    """The complaint in a body. Raises Refused with every field of the wrong shape."""
    read = Reader(body, FIELDS)
    found = _complaint(read, today)
    if read.faults:
        invalid(read.faults)
    return found


def handover(body: Mapping[str, Any], today: date) -> tuple[Complaint, str]:
    """The complaint in a body and the sender's own number of it. Raises Refused."""
    read = Reader(body, {*FIELDS, "external_number"})
    found, number = _complaint(read, today), read.words("external_number")
    if not number:
        read.fault("external_number", _("请写您的系统里这件的编号"))
    if read.faults:
        invalid(read.faults)
    return found, number


def _complaint(read: "Reader", today: date) -> Complaint:
    return Complaint(
        text=read.words("text"),
        title=read.words("title"),
        location=Location(region=read.words("region") or None, address=read.words("address")),
        item=read.words("item") or None,
        occurred_at=read.day("occurred_at", today),
        contact=_contact(read),
    )


def named_as_sent(faults: Mapping[str, str]) -> Faults:
    """A service's faults under the names of this API."""
    return {f"contact.{name}" if name in CONTACT_FIELDS else name: [said] for name, said in faults.items()}


def iso_day(text: str) -> date | None:
    """2026-11-03 as a date; None for anything else."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _contact(read: "Reader") -> Contact | None:
    given = read.part("contact", CONTACT_FIELDS)
    anonymous = read.truth("anonymous", default=given is None)
    if given is None:
        if not anonymous:
            read.fault("contact", _("不匿名时请填写联系方式"))
        return None
    if anonymous:
        read.fault("contact", _("匿名投诉不要带联系方式；要留联系方式，请把 anonymous 设为 false"))
    return Contact(given.words("name"), given.words("phone"), given.words("email"))


class Reader:
    """Reads one JSON object by field names, and collects what has the wrong shape."""

    def __init__(
        self, body: Mapping[str, Any], known: set[str], path: str = "", faults: Faults | None = None
    ) -> None:
        self._body = body
        self._path = path
        self.faults: Faults = {} if faults is None else faults
        for name in body.keys() - known:
            self.fault(name[:40], _("没有这个字段"))

    def fault(self, name: str, message: str) -> None:
        self.faults.setdefault(self._path + name, []).append(message)

    def words(self, name: str) -> str:
        return self._typed(name, str, _("应为文字")) or ""

    def truth(self, name: str, *, default: bool) -> bool:
        value = self._typed(name, bool, _("应为 true 或 false"))
        return default if value is None else value

    def number(self, name: str, least: int = 1, most: int = HIGHEST) -> int:
        """A whole number that must be there; `least` when it is not, with a fault."""
        value = self._typed(name, int, _("应为整数"))
        if value is None or isinstance(value, bool) or not least <= value <= most:
            self.fault(name, _("应为 {least} 至 {most} 之间的整数").format(least=least, most=most))
            return least
        return value

    def one_of(self, name: str, known: Collection[str], default: str = "") -> str:
        """One of these words; one must be there unless there is a default."""
        value = self.words(name) or default
        if value not in known:
            self.fault(name, _("应为 {known} 之一").format(known="、".join(known)))
        return value

    def words_of(self, name: str) -> tuple[str, ...]:
        """A list of texts; none when it is not there."""
        value = self._typed(name, list, _("应为一组文字")) or []
        if not all(isinstance(each, str) for each in value):
            self.fault(name, _("应为一组文字"))
            return ()
        return tuple(value)

    def part(self, name: str, known: set[str]) -> "Reader | None":
        value = self._typed(name, dict, _("应为一个对象"))
        return None if value is None else Reader(value, known, f"{self._path}{name}.", self.faults)

    def day(self, name: str, today: date) -> str:
        text = self.words(name)
        on = iso_day(text)
        if text and on is None:
            self.fault(name, _("应为日期，例如 2026-11-03"))
        if on and on > today:
            self.fault(name, _("不能晚于今天"))
        return text

    def _typed(self, name: str, kind: type[T], message: str) -> T | None:
        value = self._body.get(name)
        if value is None or isinstance(value, kind):
            return value
        self.fault(name, message)
        return None
