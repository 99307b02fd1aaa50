"""How long personal data is kept: rules as a table, a run that applies them, holds that stop it.

个人信息保护法 19 asks for the shortest time; no statute names years, so the times are settings. Erased is who
complained; the case itself stays, as 在线政务服务若干规定 12 and 档案法 ask. The record is never erased:
网络安全法 23 (3) asks for six months at least.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput
from intake.cases.events import Event, Recorded
from intake.cases.model import Staff
from intake.cases.permissions import Right
from intake.cases.states import OVER
from intake.services.casework.step import find_case, required
from intake.services.context import Context
from intake.services.filing.tidy import tidy as clear_away
from intake.settings import Settings
from intake.store.desk import notes
from intake.store.records import events
from intake.store.records import retention as store
from intake.words import gettext as _

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Rule:
    """What is kept for how long, in words."""

    what: str
    kept: str
    basis: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many contacts were erased (in a dry run: would be), and how many a hold kept."""

    contacts: int
    held: int


def rules(settings: Settings) -> tuple[Rule, ...]:
    """The rules in force."""
    days = _("{days} 天")
    contact = _("办结或撤回后 {days} 天").format(days=settings.contact_days)
    draft = days.format(days=settings.draft_days)
    session = _("{hours} 小时").format(hours=settings.session_hours)
    return (
        Rule(_("投诉人的称呼、电话、邮箱"), contact, "个人信息保护法 19、47"),
        Rule(_("同一件的内部备注（可能写到投诉人）"), contact, "个人信息保护法 19、47"),
        Rule(_("没有提交的草稿和其中的文件，没有发出的答复"), draft, "个人信息保护法 19"),
        Rule(_("登录会话"), session, "个人信息保护法 19"),
        Rule(_("人机验证记录"), _("到期即删"), "个人信息保护法 19"),
        Rule(_("操作记录、登录记录"), _("不删除（法定不少于六个月）"), "网络安全法 23（三）"),
        Rule(_("去除身份的投诉件"), _("按档案规定保存"), "档案法；在线政务服务若干规定 12"),
    )


def run(
    ctx: Context, progress: Callable[[int, int], None] = lambda _done, _due: None, *, dry: bool = False
) -> Outcome:
    """Erase what is past its time, unless `dry`. Safe beside running servers, and after a crash."""
    before = ctx.now() - timedelta(days=ctx.settings.contact_days)
    with ctx.database.reading() as connection:
        held = store.count_due(connection, OVER, before, held=True)
        due = store.count_due(connection, OVER, before, held=False)
    if dry:
        return Outcome(due, held)
    clear_away(ctx)
    erased = 0
    while batch := _erase_some(ctx):
        erased += batch
        progress(erased, due)
    with ctx.database.writing() as connection:
        counts = {"count": str(erased), "held": str(held)}
        events.record(connection, Recorded(Event.RETENTION_RUN, ctx.now(), detail=counts))
    return Outcome(erased, held)


def hold(ctx: Context, staff: Staff, case_number: str, reason: str) -> None:
    """Keep the contact of a case whatever the rules say (a lawsuit, an inquiry).

    Raises BadInput("reason"), NotFound, NotPermitted.
    """
    said = required("reason", tidy(reason), most=500)
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.HOLD_CONTACT)
        if not store.hold(connection, case.id, said, staff.id, ctx.now()):
            raise BadInput("reason", _("这件投诉已经在保全中。"))
        placed = Recorded(Event.HOLD_PLACED, ctx.now(), case.id, staff.id, detail={"reason": said})
        events.record(connection, placed)


def release(ctx: Context, staff: Staff, case_number: str, reason: str) -> None:
    """Lift the hold. Raises as `hold` does."""
    said = required("reason", tidy(reason), most=500)
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.HOLD_CONTACT)
        if not store.release(connection, case.id):
            raise BadInput("reason", _("这件投诉没有在保全中。"))
        lifted = Recorded(Event.HOLD_RELEASED, ctx.now(), case.id, staff.id, detail={"reason": said})
        events.record(connection, lifted)


def _erase_some(ctx: Context) -> int:
    """One batch, each erasure on the record with its case."""
    before = ctx.now() - timedelta(days=ctx.settings.contact_days)
    with ctx.database.writing() as connection:
        cases = store.erase_due(connection, OVER, before, _BATCH)
        if cases:
            notes.erase(connection, cases)
            erased = (Recorded(Event.CONTACT_ERASED, ctx.now(), case_id) for case_id in cases)
            events.record(connection, *erased)
    return len(cases)
