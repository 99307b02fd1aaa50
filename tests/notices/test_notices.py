"""Everybody is told what they should be told, once, and nothing more."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from cluster import Cluster
from receivers import MailServer, WebServer
from samples import Clock, People, complaint, filed
from sqlalchemy import insert, make_url, select, text

from intake.cases.events import Event
from intake.cases.model import Contact
from intake.cases.notices import NOTICES, Audience, Delivery
from intake.cases.objections import Grounds, Reason
from intake.services.casework import handle, objections, triage
from intake.services.context import Context
from intake.services.filing import submit, tidy
from intake.services.notices import deliver, notify
from intake.services.notices.notify_words import TEMPLATES, Told, wording
from intake.settings import NoticeSettings
from intake.store.cases import cases
from intake.store.notices import outbox
from intake.store.notices.outbox_table import outbox as outbox_table


def drain(ctx: Context) -> None:
    """What a worker does each time it looks."""
    deliver.drain(ctx, deliver.open_post(ctx.settings.notices))


def state(ctx: Context) -> Counter[str]:
    """How many notices stand where."""
    with ctx.database.reading() as connection:
        return Counter(connection.execute(text("SELECT delivery FROM outbox")).scalars())


def lines(ctx: Context, people: People, number: str) -> list[tuple[str, str, bool]]:
    """What the desk shows of a case's notices."""
    return [
        (line.channel, line.state, line.failed) for line in notify.of_case(ctx, people.coordinator(), number)
    ]


def test_a_complaint_is_told_of_from_filing_to_closing(
    telling: Context, people: People, mail_server: MailServer
) -> None:
    number = filed(telling)
    clerk = people.clerk()
    handle.accept(telling, clerk, number, 1)
    handle.answer(telling, clerk, number, 2, handle.Answer("已责令停产整改。"))
    handle.close(telling, clerk, number, 3)
    drain(telling)
    drain(telling)
    subjects = [each.mail["Subject"] for each in mail_server.received]
    assert subjects == [
        f"您的投诉已登记，编号 {number}",
        f"您的投诉 {number} 已受理",
        f"您的投诉 {number} 有答复了",
        f"您的投诉 {number} 已办结",
    ]
    assert {tuple(each.to) for each in mail_server.received} == {("zhang@example.com",)}
    assert len({each.key for each in mail_server.received}) == 4
    assert lines(telling, people, number) == [("邮件", "已发出", False)] * 4


def test_a_case_sent_back_and_on_is_told_of(
    telling: Context, people: People, mail_server: MailServer
) -> None:
    number = filed(telling)
    grounds = Grounds(Reason.OTHER_DEPARTMENT, "清单 CG-001", "种下的内部理由")
    objections.object_to(telling, people.clerk(), number, 1, grounds)
    objections.agree(telling, people.coordinator(), number, 2, "种下的内部理由")
    decision = triage.Decision("urban-management", "种下的内部理由", region="410105")
    triage.route(telling, people.coordinator(), number, 3, decision)
    drain(telling)
    told = [each.mail["Subject"] for each in mail_server.received]
    assert told[1:] == [
        f"您的投诉 {number} 正在重新确定由谁办理",
        f"您的投诉 {number} 已转给金水区城市管理局",
    ]
    assert not any("种下的内部理由" in each.words for each in mail_server.received)


PLANTED = Contact("种下的姓名赵钱孙", "13899990000", "planted.identity@example.com")


@pytest.mark.parametrize("down", [False, True])
def test_no_identity_code_or_text_leaves_or_stays(
    telling: Context,
    mail_server: MailServer,
    request: pytest.FixtureRequest,
    capfd: pytest.CaptureFixture[str],
    down: bool,
) -> None:
    """In no mail, no row of the outbox, no log line, whether mails are taken or refused with the address."""
    if down:
        mail_server.recipient = lambda address: f"550 5.1.1 <{address}> no such user"
    said = "种下的投诉内容：工厂烟囱夜里冒黑烟，刺鼻难闻。"
    receipt = submit.submit(telling, complaint(text=said, contact=PLANTED), "test")
    drain(telling)
    rows = _outbox(telling, request)
    logged = "".join(capfd.readouterr())
    sent = "".join(each.words for each in mail_server.received)
    assert receipt.case_number in sent or down
    grouped = " ".join(receipt.code[i : i + 4] for i in range(0, 20, 4))
    for secret in (PLANTED.name, PLANTED.phone, receipt.code, grouped, said, "种下的投诉内容"):
        assert secret not in sent
        assert secret not in rows
        assert secret not in logged
    assert PLANTED.email not in rows
    assert PLANTED.email not in logged
    assert state(telling)[Delivery.REFUSED if down else Delivery.SENT] == 1


def _outbox(ctx: Context, request: pytest.FixtureRequest) -> str:
    """The outbox as it lies on the disk."""
    if not ctx.database.is_sqlite:
        cluster: Cluster = request.getfixturevalue("cluster")
        dump = cluster.dump(make_url(ctx.settings.database_url).database or "").decode()
        return dump[dump.index("COPY public.outbox") :].split("\\.\n")[0]
    with ctx.database.reading() as connection:
        return repr(connection.execute(text("SELECT * FROM outbox")).all())


@pytest.mark.parametrize(
    ("contact", "notices", "expected"),
    [
        (None, {}, {}),
        (Contact("甲", "13800001111", "a@example.com", notify=False), {}, {}),
        (Contact("甲", "", "a@example.com"), {"mail": False}, {Delivery.NO_CHANNEL: 1}),
        (Contact("甲", "13800001111", ""), {}, {Delivery.NO_CHANNEL: 1}),
        (Contact("甲", "13800001111", ""), {"sms": True}, {Delivery.SENT: 1}),
        (Contact("甲", "13800001111", "a@example.com"), {"sms": True, "mail": False}, {Delivery.SENT: 1}),
        (Contact("甲", "13800001111", "a@example.com"), {"sms": True}, {Delivery.SENT: 1}),
    ],
)
def test_who_is_told_and_how(
    telling: Context,
    web_server: WebServer,
    contact: Contact | None,
    notices: dict[str, bool],
    expected: dict[Delivery, int],
) -> None:
    on = telling.settings.notices
    if not notices.get("mail", True):
        on = replace(on, mail_url="")
    if notices.get("sms"):
        on = replace(on, sms_url=web_server.url, sms_secret="s" * 16)
    ctx = replace(telling, settings=replace(telling.settings, notices=on))
    filed(ctx, contact=contact)
    drain(ctx)
    assert state(ctx) == Counter(expected)


def test_staff_are_told_by_every_robot_without_a_word_of_the_case(
    ctx: Context, web_server: WebServer
) -> None:
    web_server.answer = b'{"errcode": 0}'
    on = NoticeSettings(
        wecom_url=f"{web_server.url}/wecom", dingtalk_url=f"{web_server.url}/ding?access_token=x"
    )
    ctx = replace(ctx, settings=replace(ctx.settings, notices=on))
    number = filed(ctx, contact=PLANTED)
    filed(ctx, text="金水区生态环境局不作为，工厂冒黑烟举报多次，执法人员收了好处，包庇企业。", item=None)
    drain(ctx)
    assert sorted(each.path for each in web_server.asked) == ["/ding?access_token=x", "/wecom"]
    for each in web_server.asked:
        told = json.loads(each.body)["text"]["content"]
        assert told.startswith(f"【明单】郑州市生态环境局金水分局收到一件投诉，编号 {number}。")
        assert PLANTED.name not in told


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        ("550 5.1.1 no such user", Delivery.REFUSED),
        ("450 4.2.1 greylisted", Delivery.WAITING),
        ("421 too busy", Delivery.WAITING),
    ],
)
def test_what_the_mail_server_says_decides(
    telling: Context, people: People, mail_server: MailServer, clock: Clock, answer: str, end: Delivery
) -> None:
    mail_server.recipient = lambda _address: answer
    number = filed(telling)
    drain(telling)
    assert state(telling)[end] == 1
    if end is Delivery.REFUSED:
        assert lines(telling, people, number) == [("邮件", "对方拒收，没有送到", True)]
        return
    clock.forward(days=3)
    drain(telling)
    assert lines(telling, people, number) == [("邮件", "多次没有发成，不再发了", True)]


def test_a_mail_server_dead_for_an_hour(
    telling: Context, people: People, mail_server: MailServer, clock: Clock
) -> None:
    """Nothing is lost, nothing comes twice; each attempt is later than the one before."""
    mail_server.stop()
    numbers = [filed(telling) for _ in range(20)]
    for _minute in range(60):
        drain(telling)
        clock.forward(minutes=1)
    assert notify.lag(telling) == timedelta(hours=1)
    with telling.database.reading() as connection:
        attempts = [kept.attempts for n in numbers for kept in outbox.of_case(connection, _id(telling, n))]
    assert max(attempts) <= 10
    handle.accept(telling, people.clerk(), numbers[0], 1)
    mail_server.start()
    for _minute in range(16):
        drain(telling)
        clock.forward(minutes=1)
    told = Counter(each.mail["Subject"] for each in mail_server.received)
    assert told == Counter([*(f"您的投诉已登记，编号 {n}" for n in numbers), f"您的投诉 {numbers[0]} 已受理"])
    assert notify.lag(telling) == timedelta(0)


def _id(ctx: Context, number: str) -> int:
    with ctx.database.reading() as connection:
        found = cases.by_number(connection, number)
    assert found
    return found.id


def test_workers_side_by_side_send_each_notice_once(telling: Context, mail_server: MailServer) -> None:
    for _ in range(40):
        filed(telling)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: drain(telling), range(4)))
    assert len(mail_server.received) == len({each.key for each in mail_server.received}) == 40


def test_one_that_cannot_be_sent_does_not_hold_up_the_others(
    telling: Context, mail_server: MailServer, clock: Clock
) -> None:
    """A row nobody foresaw: its template is gone, or its contact was sealed with a lost key."""
    poisoned, sealed, sound = filed(telling), filed(telling), filed(telling)
    with telling.database.writing() as connection:
        spoil = text("UPDATE outbox SET template = 'gone' WHERE case_id = :id")
        connection.execute(spoil, {"id": _id(telling, poisoned)})
        lose = text("UPDATE contacts SET sealed = :sealed WHERE case_id = :id")
        connection.execute(lose, {"sealed": b"x", "id": _id(telling, sealed)})
    drain(telling)
    assert [each.mail["Subject"] for each in mail_server.received] == [f"您的投诉已登记，编号 {sound}"]
    clock.forward(days=4)
    drain(telling)
    assert state(telling)[Delivery.GIVEN_UP] >= 2


def test_those_that_nobody_gets_are_dropped_a_few_at_a_time(ctx: Context) -> None:
    """Other writers wait while a transaction lasts, and whoever stops the worker waits for it."""
    filed(ctx)
    with ctx.database.writing() as connection:
        pattern = connection.execute(select(outbox_table).where(outbox_table.c.audience == "holder")).first()
        assert pattern
        same = {name: value for name, value in pattern._asdict().items() if name != "id"}
        rows = [{**same, "key": f"{number:032d}"} for number in range(120)]
        connection.execute(insert(outbox_table), rows)
    count, asked = state(ctx).total(), iter([False, False, True])  # the complainant's notice is the first
    deliver.drain(ctx, deliver.open_post(ctx.settings.notices), lambda: next(asked))
    assert 0 < count - state(ctx).total() <= 50
    drain(ctx)
    assert state(ctx).total() <= 1, "but for the complainant's, which no channel takes"


def test_notices_are_forgotten_a_year_after_their_end(
    telling: Context, mail_server: MailServer, clock: Clock
) -> None:
    filed(telling)
    drain(telling)
    clock.forward(days=365)
    filed(telling)
    tidy.tidy(telling)
    assert state(telling) == {Delivery.SENT: 1, Delivery.WAITING: 2}
    clock.forward(seconds=1)
    tidy.tidy(telling)
    assert state(telling) == {Delivery.WAITING: 2}


def test_every_event_in_the_table_has_its_words(telling: Context) -> None:
    number = filed(telling)
    with telling.database.reading() as connection:
        case = cases.by_number(connection, number)
    assert case
    used = {notice.template for notices in NOTICES.values() for notice in notices}
    kept = {path.stem for path in TEMPLATES.glob("[!_]*.txt")}
    assert used <= kept
    for template in kept:
        audience = Audience.HOLDER if template == "arrived" else Audience.COMPLAINANT
        words = wording(telling, case, Told(template, audience, telling.now(), {"clock": "办理并答复"}))
        assert number in words.subject
        assert "\n" not in words.subject + words.short
        assert not {"{", "}", "%"} & set(words.subject + words.body + words.short)
    assert Event.CONTACT_REVEALED not in NOTICES
