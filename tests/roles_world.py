"""A small world for walks over every service and every page: one organ, its office, the organ above,
strangers, and cases that stand everywhere.

The organ is ecology of Jinshui, the office that of Zhengzhou, the organ above ecology of Zhengzhou; the
strangers sit in Luoyang, which none of it concerns.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from PIL import Image
from samples import HENAN, JINSHUI, ZHENGZHOU, People, complaint

from intake.cases.canned import CannedText, Purpose
from intake.cases.court import Proceeding
from intake.cases.model import ORGAN_ROLES, PERSON_ROLES, Contact, Owner, Receipt, Role, Staff
from intake.cases.objections import Grounds, Reason
from intake.cases.referral import Proposal
from intake.cases.supervision import PaperAct, PaperKind
from intake.lists.draft import Note
from intake.lists.model import DraftRow
from intake.services.annual import editing as annual_editing
from intake.services.annual import plans as annual_plans
from intake.services.annual import reports as annual_reports
from intake.services.annual import showing as annual_showing
from intake.services.annual.editing import Written as AnnualPart
from intake.services.casework import (
    accusing,
    court,
    handle,
    lead,
    merge,
    objections,
    question,
    referral,
    tasks,
)
from intake.services.casework.accusing import Accusation
from intake.services.casework.handle import Answer
from intake.services.casework.merge import Into
from intake.services.casework.referral import Signed
from intake.services.casework.tasks import Asked, Which
from intake.services.citizens import citizen
from intake.services.context import Context
from intake.services.desk import canned, inbox, saved
from intake.services.filing import drafts, submit
from intake.services.lists import drafting
from intake.services.lists import reviewing as list_review
from intake.services.lists import rows as list_rows
from intake.services.office import findings, letters, papers, reports, supervision
from intake.services.office.findings import Found
from intake.services.office.papers import Written
from intake.services.office.supervision import Demand
from intake.services.partners import hooks, importing, keys, managing
from intake.services.partners.keys import Wanted
from intake.services.partners.managing import NewPartner
from intake.services.publication import preparing, reviewing, showing
from intake.services.staff import leave, units
from intake.store.lists import list_drafts
from intake.store.schema import metadata
from registry import PlanTask

LUOYANG = "410300"
SECRET = "暗号青龙白虎"  # in every complaint of the world
CONTACT = Contact("申小暗", "13800001111", "an@example.com")
NOBODY = "这里没有谁管"


@dataclass
class World:
    """Who there is, and what lies where: receipts by how the walk calls a case, other things by name."""

    ctx: Context
    people: People
    cases: dict[str, Receipt] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)

    def number(self, name: str) -> str:
        """The number of a case."""
        return self.cases[name].case_number

    def version(self, name: str) -> int:
        """The latest version of a case."""
        return inbox.case(self.ctx, self.people.coordinator(HENAN), self.number(name)).version

    def list_version(self, name: str) -> int:
        """The latest version of a list."""
        with self.ctx.database.reading() as connection:
            draft = list_drafts.by_id(connection, self.made[name])
        assert draft is not None
        return draft.version

    def here(self, role: Role) -> Staff:
        """Somebody of the organ, or of the office it answers to."""
        return self._person(role, JINSHUI, ZHENGZHOU)

    def above(self, role: Role) -> Staff:
        """Somebody of the organ that reviews, or of the office of Jinshui itself."""
        return self._person(role, ZHENGZHOU, JINSHUI)

    def away(self, role: Role) -> Staff:
        """Somebody of Luoyang; there is one auditor."""
        return self._person(role, LUOYANG, LUOYANG)

    def _person(self, role: Role, organ: str, office: str) -> Staff:
        if role in ORGAN_ROLES:
            return self.people.organ_role(role, region=organ)
        if role is Role.COORDINATOR:
            return self.people.coordinator(office)
        return self.people.auditor() if role is Role.AUDITOR else self.people.administrator(office)


def build(ctx: Context, people: People) -> World:
    """Make everybody, live every case to where it stands, write the papers about them."""
    world = World(ctx, people)
    people.coordinator(HENAN)  # who reaches everything: see `version`
    for role in PERSON_ROLES:
        for place in (world.here, world.above, world.away):
            place(role)
    for build_some in (
        _undecided,
        _worked_on,
        _over,
        _referred,
        _helped,
        _published,
        _papers,
        _organ,
        _lists,
        _annual,
        _partners,
    ):
        build_some(world)
    return world


def digest(ctx: Context) -> dict[str, list[str]]:
    """Every row of every table."""
    with ctx.database.reading() as connection:
        return {
            name: sorted(repr(tuple(row)) for row in connection.exec_driver_sql(f'select * from "{name}"'))
            for name in metadata.tables
        }


def photo() -> io.BytesIO:
    """A small JPEG."""
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(stream, "JPEG")
    stream.seek(0)
    return stream


def _file(world: World, name: str, said: str = "工厂夜里冒黑烟", item: str | None = "ST-001") -> str:
    filed = complaint(f"{said}，{SECRET}。", item=item, contact=CONTACT)
    world.cases[name] = submit.submit(world.ctx, filed, "test")
    return world.number(name)


def _accepted(world: World, name: str) -> str:
    number = _file(world, name)
    handle.accept(world.ctx, world.here(Role.CLERK), number, 1)
    return number


def _answered(world: World, name: str) -> str:
    number = _accepted(world, name)
    handle.answer(world.ctx, world.here(Role.CLERK), number, 2, Answer("已查处。"))
    return number


def _undecided(world: World) -> None:
    ctx, clerk, office = world.ctx, world.here(Role.CLERK), world.above(Role.COORDINATOR)
    _file(world, "routed")
    _file(world, "to decide", "想说一件事，请你们看看", None)
    objections.object_to(ctx, clerk, _file(world, "objected"), 1, Grounds(Reason.OTHER_DEPARTMENT, "清单"))
    number = _file(world, "without lead")
    version = objections.object_to(ctx, clerk, number, 1, Grounds(Reason.NOBODY_NAMED, "清单"))
    lead.seek(ctx, office, number, version, NOBODY)
    world.made["question"] = lead.register(ctx, office)[0].id
    _file(world, "person asked")
    citizen.ask_person(ctx, world.cases["person asked"].code)
    said = Accusation(Owner(JINSHUI, "ecology"), "写明是它")
    accusing.mark(ctx, office, _file(world, "marked"), 1, said)
    _file(world, "restricted", "举报金水区生态环境局不作为，收了钱不管工厂")


def _worked_on(world: World) -> None:
    ctx, clerk = world.ctx, world.here(Role.CLERK)
    _accepted(world, "accepted")
    question.ask(ctx, clerk, _accepted(world, "waiting"), 2, "请说明时间。")
    proceeding = Proceeding("金水区法院", "行初1号", ctx.today())
    court.suspend(ctx, clerk, _accepted(world, "in court"), 2, proceeding)
    _file(world, "lead of merged")
    into = Into(world.number("lead of merged"), "同一件事")
    merge.merge(ctx, world.above(Role.COORDINATOR), _file(world, "merged"), 1, into)


def _over(world: World) -> None:
    ctx, clerk = world.ctx, world.here(Role.CLERK)
    _answered(world, "answered")
    handle.close(ctx, clerk, _answered(world, "closed"), 3)
    _answered(world, "review")
    citizen.ask_review(ctx, world.cases["review"].code, "没有解决")


def _referred(world: World) -> None:
    """Four referrals, each a stage further."""
    ctx, clerk, head = world.ctx, world.here(Role.CLERK), world.here(Role.DEPARTMENT_HEAD)
    known = ctx.registry.referral_kinds["police"]
    papers_needed = tuple(each.name for each in known.enclosures if each.required)
    proposal = Proposal("police", "某机关", "查明的事实", papers_needed, "需要当面取证")
    for stage, name in enumerate(("proposed", "approved", "sent", "received")):
        version = referral.propose(ctx, clerk, _accepted(world, name), 2, proposal)
        which = world.made[f"referral {name}"] = stage + 1
        if stage >= 1:
            version = referral.approve(ctx, head, world.number(name), version, which)
        if stage >= 2:
            version = referral.send(ctx, clerk, world.number(name), version, which)
        if stage >= 3:
            referral.receive(ctx, clerk, world.number(name), version, Signed(which, ctx.today(), "收1号"))


def _helped(world: World) -> None:
    ctx, clerk = world.ctx, world.here(Role.CLERK)
    own = Asked("ecology", "请核对台账。", ZHENGZHOU)
    tasks.give(ctx, clerk, _accepted(world, "helped"), 2, own)
    tasks.give(ctx, clerk, _accepted(world, "replied"), 2, own)
    tasks.reply(ctx, world.above(Role.CLERK), world.number("replied"), Which(2, 1), "已核对。")


def _published(world: World) -> None:
    """Three results, each a stage further, each with a photo."""
    ctx, clerk = world.ctx, world.here(Role.CLERK)
    for stage, name in enumerate(("written", "asked for", "public")):
        token = drafts.start(ctx)
        drafts.save(ctx, token, {"text": f"工厂{SECRET}。", "item": "ST-001", "region": JINSHUI})
        drafts.add_evidence(ctx, token, "a.jpg", photo())
        world.cases[name] = submit.submit_draft(ctx, token)
        number = world.number(name)
        handle.accept(ctx, clerk, number, 1)
        handle.answer(ctx, clerk, number, 2, Answer("已查处。"))
        shown = showing.shown(ctx, clerk, number)
        world.made[f"photo {name}"] = shown.pictures[0].picture.evidence_id
        version = preparing.save(ctx, clerk, number, 0, shown.publication.words)
        if stage >= 1:
            version = preparing.propose(ctx, clerk, number, version)
        if stage >= 2:
            reviewing.approve(ctx, world.here(Role.DEPARTMENT_HEAD), number, version, "依法公开")


def _papers(world: World) -> None:
    ctx, office = world.ctx, world.here(Role.COORDINATOR)
    number, due = world.number("accepted"), world.ctx.today() + timedelta(days=10)
    world.made["letter"] = letters.issue(ctx, office, number, f"请抓紧。{SECRET}")
    world.made["item"] = supervision.open_on_case(ctx, office, number, Demand(f"限期整改。{SECRET}", due))
    found = Found("督察组", "花园路", SECRET, JINSHUI, "ecology", "整改到位", due, "现场验收")
    world.made["finding"] = findings.enter_finding(ctx, office, found)
    findings.consult(ctx, office, world.made["finding"], ZHENGZHOU, "ecology")
    jinshui = world.above(Role.COORDINATOR)
    world.made["report"] = reports.flag_major(ctx, jinshui, world.number("closed"), f"影响大。{SECRET}")
    visit = Written("看过", ctx.today(), (photo(),))
    papers.act(ctx, office, (PaperKind.ITEM, world.made["item"], 1), PaperAct.VISIT, visit)
    view = papers.one(ctx, office, PaperKind.ITEM, world.made["item"])
    world.made["file"] = view.notes[0].files[0].id


def _organ(world: World) -> None:
    """A unit, a colleague on leave, a canned text, a saved view: of the head of the organ."""
    ctx, head = world.ctx, world.here(Role.DEPARTMENT_HEAD)
    colleague = world.people.clerk(number=2)
    world.made["colleague"] = colleague.login
    world.made["unit"] = units.add(ctx, head, "大气科")
    leave.name_deputy(ctx, head, colleague.login, world.people.clerk().login)
    day = date(2030, 12, 2) if ctx.today() < date(2030, 1, 1) else ctx.today()
    world.made["leave"] = leave.take(ctx, head, colleague.login, day, day)
    canned.add(ctx, head, CannedText(0, Purpose.ANSWER, "常用", "已查处。", own=False))
    world.made["text"] = canned.texts(ctx, head)[0].id
    saved.save(ctx, head, "我的", {"queue": "new"}, shared=False)
    world.made["view"] = saved.views(ctx, head)[0].id


def _annual(world: World) -> None:
    """Two special reports and plans of the organ: of one year begun, which nobody else reads, and of the next
    sent and handed in, which its offices read."""
    ctx, clerk, head = world.ctx, world.here(Role.CLERK), world.here(Role.DEPARTMENT_HEAD)
    for name, number in (("annual", "410105-ecology-2025"), ("annual sent", "410105-ecology-2026")):
        world.made[name] = number
        annual_editing.save_part(ctx, clerk, number, AnnualPart("duties", 0, f"全年工作。{SECRET}"))
        annual_plans.save_goals(ctx, clerk, number, 0, f"全年目标。{SECRET}")
        annual_plans.add_task(ctx, clerk, number, 2, PlanTask(f"检查{SECRET}", "", (), None, "", ""))
    annual_plans.submit(ctx, clerk, number, 3)
    for item in annual_showing.one(ctx, clerk, number).led.items:
        annual_editing.save_part(ctx, clerk, number, AnnualPart(item.id, 0, "", "没有发生"))
    annual_reports.submit(ctx, clerk, number, 1)
    annual_reports.sign(ctx, head, number, 2)
    annual_reports.send(ctx, clerk, number, 3, ctx.today())


ITEM = DraftRow(
    "",
    matter=SECRET,
    topics="工厂废气和空气",
    handled_at="县级",
    description="工厂烟囱往外冒黑烟，家里窗台落一层灰。",
    basis="《生态环境法典》第217条",
    words="冒黑烟",
    lead_status="由地方确定",
)


def _lists(world: World) -> None:
    """A list of our organ being drafted, and two of others that our organ reviews: in review, and sent on to
    the office."""
    ctx = world.ctx
    drafted = world.made["list"] = drafting.new(ctx, world.here(Role.CLERK), "ecology", from_release=False)
    row = list_rows.add_row(ctx, world.here(Role.CLERK), drafted, ITEM)
    world.made["row"] = row.row.key
    head = world.here(Role.UNIT_HEAD)
    for name, department in (("list in review", "water"), ("list sent", "housing")):
        clerk = world.people.clerk(department)
        chief = world.people.organ_role(Role.DEPARTMENT_HEAD, department)
        made = world.made[name] = drafting.new(ctx, clerk, department, from_release=False)
        list_rows.add_row(ctx, clerk, made, replace(ITEM, item=f"{department[:2].upper()}-901"))
        version = drafting.submit(ctx, chief, made, world.list_version(name))
        version = list_review.open_review(ctx, head, made, version, ["market"])
        if name == "list sent":
            version = list_review.agree(ctx, head, made, version, Note("同意"))
            drafting.send(ctx, chief, made, version)


TABLE_OF_HOTLINE = f"工单编号,诉求内容\nH-1,{SECRET}工厂冒黑烟\n".encode()


def _partners(world: World) -> None:
    """The system of our organ with a key that waits for its head, and a hotline with a table confirmed."""
    ctx, office = world.ctx, world.here(Role.COORDINATOR)
    system = managing.add(ctx, office, NewPartner("局里的系统", JINSHUI, "ecology"))
    world.made["partner"] = system.id
    issued = keys.issue(ctx, office, system, Wanted("甲", ["cases:read"], 30))
    world.made["partner key"] = issued.key_id
    hooks.set_hook(ctx, office, system, "https://example.cn/events")
    hotline = world.made["hotline"] = managing.add(ctx, office, NewPartner("热线", JINSHUI)).id
    token = importing.receive(ctx, office, hotline, TABLE_OF_HOTLINE, "热线.csv")
    columns = importing.preview(ctx, office, hotline, token).sheet.mapping
    world.made["import"] = importing.confirm(ctx, office, hotline, token, columns)
