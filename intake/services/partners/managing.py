"""Partners as the desk sees them: added, listed, closed; and a hotline made with one key for operators."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.hooks import Sent
from intake.cases.model import Role, Staff
from intake.cases.ownership import holder_name, organ_owner, regions_below
from intake.cases.partner import Key, Partner, Scope
from intake.cases.permissions import Right, may
from intake.services.casework.step import required
from intake.services.context import LOCAL_TIME, Context
from intake.services.partners import keys
from intake.services.partners.keys import Wanted
from intake.store.partners import outbox_hooks, partner_hooks
from intake.store.partners import partners as store
from intake.store.partners.partner_hooks import Where
from intake.store.records import events
from intake.words import gettext as _
from registry.languages import day_words

_EVENTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class NewPartner:
    """A system to add: of an organ, or (no department) a hotline of the region."""

    name: str
    region: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class PartnerView:
    """A partner for its page. `hook`: to which machine its events go. `failed`: how many
    events did not reach it. `events`: the last ones, the newest first."""

    partner: Partner
    belongs_to: str
    keys: tuple[Key, ...]
    hook: Where | None
    failed: int
    waiting: int
    events: list[Sent]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner in the list. `keys`: how many open something now; `ends_at`: when the first of them ends;
    `failed`: how many events did not reach it."""

    partner: Partner
    belongs_to: str
    keys: int
    ends_at: datetime | None
    failed: int


def add(ctx: Context, staff: Staff | None, new: NewPartner) -> Partner:
    """Add a partner. Raises BadInput (name, region, department) or NotPermitted."""
    name, department = required("name", tidy(new.name), most=64), None
    if staff and not may(staff, Right.MANAGE_PARTNERS):
        raise NotPermitted(_("您的账号没有这项权限。"))
    within = regions_below(ctx.registry, staff.region if staff else ctx.registry.site.region)
    if new.region not in within:
        raise BadInput("region", _("请选择您所管的地区。"))
    region = new.region
    if new.department:
        try:
            owner = organ_owner(ctx.registry, new.department, region, ctx.today())
        except KeyError:
            raise BadInput("department", _("这个地区没有这个部门。")) from None
        region, department = owner.region, owner.department
    wanted = Partner(0, name, region, department, 0, ctx.now())
    with ctx.database.writing() as connection:
        made = store.insert_partner(connection, wanted, f"machine.{secrets.token_hex(8)}")
        detail = {"partner": str(made.id), "name": name, "region": region}
        staff_id = staff.id if staff else None
        events.record(connection, Recorded(Event.PARTNER_ADDED, ctx.now(), staff_id=staff_id, detail=detail))
    return made


def close(ctx: Context, staff: Staff | None, partner: Partner) -> None:
    """End a partner with all its keys; its events are no longer sent."""
    with ctx.database.writing() as connection:
        store.close(connection, partner.id, ctx.now())
        partner_hooks.remove_hook(connection, partner.id)
        detail = {"partner": str(partner.id), "name": partner.name}
        staff_id = staff.id if staff else None
        events.record(connection, Recorded(Event.PARTNER_CLOSED, ctx.now(), staff_id=staff_id, detail=detail))


def known_to(ctx: Context, staff: Staff) -> list[Partner]:
    """Those that somebody manages, or that are their own organ's. Raises NotPermitted."""
    if not may(staff, Right.MANAGE_PARTNERS) and not may(staff, Right.APPROVE_KEY):
        raise NotPermitted(_("您的账号没有这项权限。"))
    top = staff.region == ctx.registry.site.region and staff.role is not Role.DEPARTMENT_HEAD
    with ctx.database.reading() as connection:
        regions = None if top else regions_below(ctx.registry, staff.region)
        found = store.partners_in(connection, regions)
    if staff.role is Role.DEPARTMENT_HEAD:
        mine = (staff.region, staff.department)
        return [each for each in found if each.department and (each.region, each.department) == mine]
    return found


def one(ctx: Context, staff: Staff, partner_id: int) -> PartnerView:
    """A partner's page. Raises NotFound or NotPermitted."""
    partner = keys.seen(ctx, staff, partner_id)
    with ctx.database.reading() as connection:
        return PartnerView(
            partner,
            belongs_to(ctx, partner),
            tuple(store.keys_of(connection, partner.id)),
            partner_hooks.host_of(connection, partner.id),
            outbox_hooks.failed(connection, partner.id),
            outbox_hooks.waiting(connection, partner.id),
            outbox_hooks.latest(connection, partner.id, _EVENTS_SHOWN),
        )


def rows(ctx: Context, staff: Staff) -> list[PartnerRow]:
    """Those that somebody may look at, with how they stand. Raises NotPermitted."""
    known, now = known_to(ctx, staff), ctx.now()
    with ctx.database.reading() as connection:
        issued = store.all_keys(connection, [each.id for each in known])
        failed = outbox_hooks.failures(connection)
    return [_row(ctx, each, [key for key in issued[each.id] if key.opens(now)], failed) for each in known]


def _row(ctx: Context, partner: Partner, opening: list[Key], failed: Mapping[int, int]) -> PartnerRow:
    ends = min((each.expires_at for each in opening if each.expires_at), default=None)
    return PartnerRow(partner, belongs_to(ctx, partner), len(opening), ends, failed.get(partner.id, 0))


def with_failures(ctx: Context, staff: Staff) -> list[tuple[Partner, int]]:
    """The partners that somebody manages whom events did not reach, and how many; none for others."""
    if not may(staff, Right.MANAGE_PARTNERS):
        return []
    with ctx.database.reading() as connection:
        counted = outbox_hooks.failures(connection)
    known = known_to(ctx, staff) if counted else []
    return [(each, counted[each.id]) for each in known if each.id in counted]


def belongs_to(ctx: Context, partner: Partner) -> str:
    """Whose system it is, in words."""
    if partner.organ:
        return holder_name(partner.organ, ctx.registry, ctx.today())
    region = ctx.registry.regions.get(partner.region)
    return _("{region}热线").format(region=region.name if region else "")


def add_apikey(ctx: Context, name: str) -> str:
    """A new hotline of the whole site with one key that files; returns the key, shown once."""
    hotline = add(ctx, None, NewPartner(name, ctx.registry.site.region))
    wanted = Wanted(ctx.now().astimezone(LOCAL_TIME).strftime("%Y"), [Scope.FILE], keys.MOST_DAYS)
    return keys.issue(ctx, None, hotline, wanted).secret


def by_operator(ctx: Context, partner_id: int) -> Partner:
    """A partner for the command line. Raises NotFound."""
    with ctx.database.reading() as connection:
        found = store.partner(connection, partner_id)
    if found is None:
        raise NotFound(_("没有这个合作系统。"))
    return found


def everything(ctx: Context) -> list[tuple[Partner, list[Key]]]:
    """Every partner with its keys, for the command line."""
    with ctx.database.reading() as connection:
        found = store.partners_in(connection, None)
        return [(each, store.keys_of(connection, each.id)) for each in found]


def key_words(ctx: Context, key: Key) -> str:
    """How a key stands, in words."""
    if key.revoked_at:
        return _("已吊销")
    if key.approved_at is None:
        return _("等单位负责人批准")
    if not key.opens(ctx.now()):
        return _("已过期")
    until = day_words(key.expires_at.astimezone(LOCAL_TIME).date()) if key.expires_at else _("长期")
    return _("有效至 {until}").format(until=until)
