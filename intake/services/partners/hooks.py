"""Events of its cases for a partner: where they go, trying it out, sending what lies in the outbox.

At least once, each under one number; see docs/api.md. Sent apart from the notices to people, so that a
partner that hangs holds up nobody's mail.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection

from intake.cases.errors import BadInput, NotFound
from intake.cases.events import Event, Recorded
from intake.cases.hooks import TEST
from intake.cases.model import Staff
from intake.cases.notices import Channel, Delivery
from intake.cases.partner import Partner
from intake.senders import hook as sender
from intake.senders.hook import Forbidden, Post
from intake.senders.message import Later, NotSent, Refused
from intake.services.context import LOCAL_TIME, Context
from intake.services.notices import deliver
from intake.services.notices.deliver import Ended
from intake.services.partners import keys
from intake.store.notices import outbox
from intake.store.notices.outbox import Taken
from intake.store.partners import outbox_hooks
from intake.store.partners import partner_hooks as store
from intake.store.partners.partner_hooks import Hook, Where
from intake.store.records import events
from intake.words import gettext as _

log = structlog.get_logger()

LONGEST_URL = 500
_TEST_SECONDS = 4.0
_NOT_APPROVED = "not approved"


@dataclass(frozen=True, slots=True)
class Tried:
    """How a test went: `arrived`, and the status or the trouble in a few letters."""

    arrived: bool
    said: str


def set_hook(ctx: Context, staff: Staff | None, partner: Partner, url: str, *, vouched: bool = False) -> str:
    """Send a partner's events there from now on; returns the new secret, shown once. Raises BadInput("url")
    or NotFound.

    An organ's events wait until its head agrees to the address, or whoever manages systems could have its
    cases told of anywhere; not if the head let in already who sets it (`vouched`), nor for an operator.
    """
    if partner.closed_at:
        raise NotFound(_("这个合作系统已经停用。"))
    address = url.strip()
    try:
        parts = sender.allowed(address, _inside(ctx, partner.id))
    except Forbidden:
        raise BadInput("url", _("应为 https:// 开头的完整网址，不带用户名和 # 部分。")) from None
    if len(address) > LONGEST_URL:
        raise BadInput("url", _("网址太长。"))
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
    host = (parts.hostname or "")[:255]
    hook = Hook(address, secret, host, approved=vouched or staff is None or partner.organ is None)
    with ctx.database.writing() as connection:
        store.set_hook(connection, ctx.keys.fields, partner.id, hook, ctx.now())
        if hook.approved:
            outbox_hooks.release(connection, partner.id, _NOT_APPROVED, ctx.now())
        _record(ctx, connection, Event.PARTNER_HOOK_SET, (staff, partner), host=host)
    return secret


def approve_hook(ctx: Context, staff: Staff, partner: Partner, set_at: datetime) -> None:
    """The organ's head agrees to the address set then: what waited for that is sent now, however long it
    has. Raises NotPermitted, or NotFound: it is another."""
    keys.only_its_head(staff, partner)
    with ctx.database.writing() as connection:
        if not store.approve_hook(connection, partner.id, set_at, ctx.now()):
            raise NotFound(_("推送网址刚刚换过，请核对新的网址。"))
        outbox_hooks.release(connection, partner.id, _NOT_APPROVED, ctx.now())
        where = store.host_of(connection, partner.id)
        host = where.host if where else ""
        _record(ctx, connection, Event.PARTNER_HOOK_APPROVED, (staff, partner), host=host)


def address(ctx: Context, staff: Staff, partner: Partner) -> str:
    """The whole address that its head is to agree to: what comes after the name of the machine tells whose it
    is where many share one. Empty when there is none. Raises NotPermitted."""
    keys.only_its_head(staff, partner)
    with ctx.database.reading() as connection:
        found = store.hook_of(connection, ctx.keys.fields, partner.id)
    return found.url if found else ""


def remove_hook(ctx: Context, staff: Staff | None, partner: Partner) -> None:
    """Send no more events. Raises NotFound when none were sent."""
    with ctx.database.writing() as connection:
        if not store.remove_hook(connection, partner.id):
            raise NotFound(_("没有设置推送网址。"))
        _record(ctx, connection, Event.PARTNER_HOOK_REMOVED, (staff, partner))


def where(ctx: Context, partner: Partner) -> Where | None:
    """To which machine a partner's events go."""
    with ctx.database.reading() as connection:
        return store.host_of(connection, partner.id)


def try_out(ctx: Context, partner: Partner) -> Tried:
    """Send a test event now: one at a time for each partner, and not for long, as somebody waits in a
    request. Raises NotFound without an address."""
    with ctx.database.reading() as connection:
        found = store.hook_of(connection, ctx.keys.fields, partner.id)
    if found is None:
        raise NotFound(_("没有设置推送网址。"))
    with ctx.database.alone(f"hook-test-{partner.id}", wait=False) as first:
        return _tried(ctx, partner, found) if first else Tried(False, _("上一次测试还没有结束"))


def _tried(ctx: Context, partner: Partner, hook: Hook) -> Tried:
    body = _body(TEST, ctx.now(), {"partner": partner.name})
    try:
        status = _send(ctx, partner.id, _post(hook, secrets.token_hex(16), body), _TEST_SECONDS)
    except NotSent as trouble:
        return Tried(False, trouble.trouble)
    return Tried(True, f"HTTP {status}")


def resend(ctx: Context, staff: Staff | None, partner: Partner, only: int | None = None) -> int:
    """Try anew what did not arrive, or `only` that event; how many events that are."""
    with ctx.database.writing() as connection:
        numbers = outbox_hooks.resend(connection, partner.id, ctx.now(), only)
        if numbers:
            which = {"number": numbers[0]} if only is not None else {}
            count = str(len(numbers))
            _record(ctx, connection, Event.PARTNER_HOOK_RESENT, (staff, partner), events=count, **which)
    return len(numbers)


def drain(ctx: Context, stopped: Callable[[], bool] = lambda: False) -> None:
    """Send every event that is due; after a failure a partner's others wait for the next round."""
    resting: set[str] = set()
    while not stopped():
        with ctx.database.writing() as connection:
            taken = outbox.take(connection, ctx.now(), deliver.LEASE, only=Channel.HOOK)
        if taken is None:
            return
        _attend(ctx, taken, resting)


def _attend(ctx: Context, taken: Taken, resting: set[str]) -> None:
    try:
        _hand_over(ctx, taken, resting)
    except Refused as why:
        deliver.write_down(ctx, Ended(taken, Delivery.REFUSED, why.trouble))
    except Later as why:
        resting.add(taken.facts["partner"])
        deliver.write_down(ctx, Ended(taken, Delivery.WAITING, why.trouble))
    except Exception as fault:  # a fault of ours must neither stop the others nor lose this one
        log.exception("hook failed", key=taken.key)
        deliver.write_down(ctx, Ended(taken, Delivery.WAITING, type(fault).__name__))
    else:
        deliver.write_down(ctx, Ended(taken, Delivery.SENT))


def _hand_over(ctx: Context, taken: Taken, resting: set[str]) -> None:
    facts = dict(taken.facts)
    partner = facts.pop("partner")
    if partner in resting:
        raise Later("partner resting")
    with ctx.database.reading() as connection:
        found = store.hook_of(connection, ctx.keys.fields, int(partner))
    if found is None:
        raise Refused("no address")
    if not found.approved:
        raise Later(_NOT_APPROVED)
    kind, at = facts.pop("type"), datetime.fromisoformat(facts.pop("at"))
    _send(ctx, int(partner), _post(found, taken.key, _body(kind, at, _data(facts))))


def _data(facts: dict[str, str]) -> dict[str, Any]:
    """What an event tells of a case: numbers and where it stands, nothing of what it says or who filed it."""
    told: dict[str, Any] = {"case_number": facts["number"]}
    if "version" in facts:
        told["version"] = int(facts["version"])
    if "state" in facts:
        told["state"] = facts["state"]
    if "external" in facts:
        told["external_number"] = facts["external"]
    return told


def _body(kind: str, at: datetime, data: dict[str, Any]) -> bytes:
    told = {"type": kind, "timestamp": at.astimezone(LOCAL_TIME).isoformat(), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _post(hook: Hook, key: str, body: bytes) -> Post:
    return Post(hook.url, hook.secret, key, body)


def _send(ctx: Context, partner_id: int, post: Post, within: float | None = None) -> int:
    return sender.send(post, int(ctx.now().timestamp()), _inside(ctx, partner_id), within)


def _inside(ctx: Context, partner_id: int) -> frozenset[str]:
    """The machines inside the network that the operator opened to this partner."""
    return ctx.settings.notices.hook_hosts.get(partner_id, frozenset())


def _record(
    ctx: Context, connection: Connection, event: Event, about: tuple[Staff | None, Partner], **facts: str
) -> None:
    staff, partner = about
    detail = {"partner": str(partner.id), "name": partner.name, **facts}
    staff_id = staff.id if staff else None
    events.record(connection, Recorded(event, ctx.now(), staff_id=staff_id, detail=detail))
