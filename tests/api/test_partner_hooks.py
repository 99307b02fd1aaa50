"""Events for other systems: who is told of what, signed, tried again, never sent inside."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from ipaddress import ip_address

import pytest
from other_system import Make, System
from receiver import INSIDE, Receiver, open_to, told, told_of
from samples import JINSHUI, Clock, People, complaint

from intake.cases.errors import BadInput
from intake.cases.notices import Audience, Channel
from intake.cases.objections import Grounds, Reason
from intake.senders import hook
from intake.senders.hook import Forbidden, Post
from intake.senders.message import Later, NotSent, Refused
from intake.services.casework import handle, merge, objections, triage
from intake.services.casework.merge import Into
from intake.services.casework.triage import Decision
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.notices import deliver
from intake.services.partners import hooks, managing
from intake.store.cases import cases as case_store
from intake.store.notices import outbox

SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()


def test_the_systems_a_case_concerns_are_told_and_no_others(
    system: Make, ctx: Context, people: People
) -> None:
    ctx = open_to(ctx)
    hotline, organ, stranger = system(""), system(), system("housing")
    with Receiver() as to_hotline, Receiver() as to_organ, Receiver() as to_stranger:
        secrets = {
            id(receiver): hooks.set_hook(ctx, None, each.partner, receiver.url)
            for each, receiver in ((hotline, to_hotline), (organ, to_organ), (stranger, to_stranger))
        }
        body = {"external_number": "ZZ-1", "text": "工厂夜里冒黑烟。", "region": JINSHUI, "item": "ST-001"}
        number = hotline.call("POST", "/handovers", body).get_json()["case_number"]
        handle.accept(ctx, people.clerk(), number, 1)
        hooks.drain(ctx)
        assert told(to_hotline) == told(to_organ) == ["case.routed", "case.accepted"]
        assert to_stranger.sent == []
        sent = to_hotline.sent[1]
        assert json.loads(sent.body)["data"] == {
            "case_number": number,
            "state": "accepted",
            "external_number": "ZZ-1",
        }
        assert json.loads(to_organ.sent[1].body)["data"] == {
            "case_number": number,
            "version": 2,
            "state": "accepted",
        }
        assert "冒黑烟" not in sent.body.decode()
        signed = b".".join(
            (sent.headers["webhook-id"].encode(), sent.headers["webhook-timestamp"].encode(), sent.body)
        )
        key = base64.b64decode(secrets[id(to_hotline)].removeprefix("whsec_"))
        expected = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
        assert sent.headers["webhook-signature"] == f"v1,{expected}"
        assert len({each.headers["webhook-id"] for each in to_hotline.sent + to_organ.sent}) == 4
        hooks.drain(ctx)
        assert len(to_hotline.sent) == 2, "sent once"


def test_a_case_that_leaves_is_told_of_to_whom_it_leaves(system: Make, ctx: Context, people: People) -> None:
    ctx = open_to(ctx)
    organ = system()
    with Receiver() as receiver:
        hooks.set_hook(ctx, None, organ.partner, receiver.url)
        number = submit.submit(ctx, complaint(), "test").case_number
        answer = organ.call("POST", f"/cases/{number}/object", {"version": 1, "clause": "清单"}).get_json()
        objections.agree(ctx, people.coordinator(), number, answer["version"], "确实不归它")
        hooks.drain(ctx)
    assert told(receiver) == ["case.routed", "case.objected", "case.left"]


def test_who_handed_over_a_case_that_goes_along_is_told_of_the_work_on_the_other(
    system: Make, ctx: Context, people: People
) -> None:
    """Both organs' systems too: the old one that each case left it, the new one that it came."""
    ctx = open_to(ctx)
    hotline, old, new = system(""), system(), system("housing")
    clerk, office = people.clerk(), people.coordinator()
    with Receiver() as to_hotline, Receiver() as to_old, Receiver() as to_new:
        for each, receiver in ((hotline, to_hotline), (old, to_old), (new, to_new)):
            hooks.set_hook(ctx, None, each.partner, receiver.url)
        lead = submit.submit(ctx, complaint(), "test").case_number
        body = {"external_number": "ZZ-1", "text": "工厂夜里冒黑烟。", "region": JINSHUI, "item": "ST-001"}
        member = hotline.call("POST", "/handovers", body).get_json()["case_number"]
        merge.merge(ctx, clerk, member, 1, Into(lead, "同一家工厂"))
        version = objections.object_to(ctx, clerk, lead, 1, Grounds(Reason.OTHER_DEPARTMENT, "清单"))
        version = objections.agree(ctx, office, lead, version, "确实不归它")
        version = triage.route(ctx, office, lead, version, Decision("housing", JINSHUI))
        handle.accept(ctx, people.clerk("housing"), lead, version)
        hooks.drain(ctx)
    work = ["case.objection_agreed", "case.routed", "case.accepted"]
    assert told(to_hotline) == ["case.routed", "case.merged", *work]
    assert {each for _kind, each in told_of(to_hotline)} == {member}
    left = [each for kind, each in told_of(to_old) if kind == "case.left"]
    assert left == [lead, member]
    came = [("case.routed", lead), ("case.went_along", member), ("case.accepted", lead)]
    assert told_of(to_new) == came


def test_a_restricted_case_is_told_of_to_nobody(system: Make, ctx: Context) -> None:
    ctx = open_to(ctx)
    text = "金水区住房城乡建设局的工作人员收了工地的钱，渣土车扬尘没人管。"
    first = submit.submit(ctx, complaint(text, item=None), "test")
    with ctx.database.reading() as connection:
        owner = case_store.by_number(connection, first.case_number).owner  # type: ignore[union-attr]
    organ = system(owner.department or "ecology", region=owner.region)
    with Receiver() as receiver:
        hooks.set_hook(ctx, None, organ.partner, receiver.url)
        submit.submit(ctx, complaint(text + "还有夜里。", item=None), "test")
        hooks.drain(ctx)
        assert receiver.sent == []


def failing(system: Make, ctx: Context, receiver: Receiver) -> System:
    """A partner with an event for a receiver."""
    organ = system()
    hooks.set_hook(ctx, None, organ.partner, receiver.url)
    submit.submit(ctx, complaint(), "test")
    return organ


def test_what_does_not_arrive_is_tried_again_under_its_number(
    system: Make, ctx: Context, clock: Clock
) -> None:
    ctx = open_to(ctx)
    with Receiver(answers=[500, 302, 200], to="http://127.0.0.1:1/inside") as receiver:
        failing(system, ctx, receiver)
        for minutes in (0, 1, 2, 4):
            clock.forward(minutes=minutes)
            hooks.drain(ctx)
    assert told(receiver) == ["case.routed"] * 3, "a redirect is a failure"
    assert len({each.headers["webhook-id"] for each in receiver.sent}) == 1
    assert len({each.headers["webhook-timestamp"] for each in receiver.sent}) == 3
    assert len({each.body for each in receiver.sent}) == 1


def test_dead_letters_are_seen_and_sent_anew(system: Make, ctx: Context, people: People) -> None:
    ctx = open_to(ctx)
    with Receiver(answers=[410, 204]) as receiver:
        organ = failing(system, ctx, receiver)
        hooks.drain(ctx)
        assert managing.one(ctx, people.coordinator(), organ.partner.id).failed == 1
        assert managing.with_failures(ctx, people.coordinator()) == [(organ.partner, 1)]
        assert hooks.resend(ctx, None, organ.partner) == 1
        hooks.drain(ctx)
        assert len(receiver.sent) == 2
    assert managing.with_failures(ctx, people.coordinator()) == []


def test_a_dead_partner_holds_up_neither_mail_nor_others(system: Make, ctx: Context) -> None:
    ctx = open_to(ctx)
    hotline, organ = system(""), system()
    with Receiver(answers=[500]) as dead, Receiver() as well:
        hooks.set_hook(ctx, None, hotline.partner, dead.url)
        hooks.set_hook(ctx, None, organ.partner, well.url)
        for number in range(3):
            body = {
                "external_number": f"Z-{number}",
                "text": "工厂冒黑烟。",
                "region": JINSHUI,
                "item": "ST-001",
            }
            hotline.call("POST", "/handovers", body)
        hooks.drain(ctx)
        assert len(dead.sent) == 1, "its others wait for the next round"
        assert len(well.sent) == 3
    deliver.drain(ctx, deliver.open_post(ctx.settings.notices))
    with ctx.database.writing() as connection:
        taken = outbox.take(connection, ctx.now(), deliver.LEASE, {Channel.HOOK})
        assert taken is None or taken.audience is not Audience.PARTNER


FORBIDDEN = [
    "http://example.cn/",
    "https://127.0.0.1/",
    "https://localhost/",
    "https://10.0.0.1/",
    "https://192.168.1.1:8443/x",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::a00:1]/",
    "https://[2002:a00:1::]/",
    "https://[fe80::1]/",
    "https://0/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://100.64.0.1/",
    "https://224.0.0.1/",
    "https://user:pass@example.cn/",
    "https://example.cn:0/",
    "https://example.cn:99999/",
    "https:///path",
    "https://exa mple.cn/",
    "https://example.cn/\r\nX: y",
    "ftp://example.cn/",
    "file:///etc/passwd",
    "//example.cn",
    "https://ｅxample.cn/",
    "https://[::1",
]


@pytest.mark.parametrize("url", FORBIDDEN)
def test_no_event_goes_inside(url: str) -> None:
    with pytest.raises(NotSent) as refusal:
        hook.send(Post(url, SECRET, "k", b"{}"), 1)
    assert isinstance(refusal.value, Refused), refusal.value.trouble


@pytest.mark.parametrize("url", [url for url in FORBIDDEN if "10." not in url and "[" not in url][:1])
def test_a_wrong_address_is_refused_where_it_is_typed(url: str, system: Make, ctx: Context) -> None:
    organ = system()
    with pytest.raises(BadInput):
        hooks.set_hook(ctx, None, organ.partner, url)
    assert organ.call("PUT", "/hook", {"url": url}).get_json()["fields"].keys() == {"url"}


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("::ffff:1.1.1.1", True),
        ("::ffff:127.0.0.1", False),
        ("::127.0.0.1", False),
        ("2001:0:a00:1::", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("feff:ffff::1", False),
        ("3fff:fff:ffff::1", False),
        ("192.88.99.1", False),
        ("::ffff:192.88.99.1", False),
        ("198.18.0.1", False),
        ("192.0.2.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert hook.is_public(ip_address(address)) is public


def test_a_name_that_leads_inside_is_found_out_at_sending(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its second address is enough; and what is connected to is what was looked at."""

    def lookup(_host: str, port: int, **_how: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", ("1.1.1.1", port)), (2, 1, 6, "", ("10.0.0.5", port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with pytest.raises(Refused, match="inner address"):
        hook.send(Post("https://rebinding.example.cn/", SECRET, "k", b"{}"), 1)


def test_a_machine_inside_is_one_partners_own(system: Make, ctx: Context) -> None:
    """What the operator opened to one system is closed to every other, by the API and when it is sent."""
    mine, other = system(), system("housing")
    notices = replace(ctx.settings.notices, hook_hosts={mine.partner.id: INSIDE})
    narrow = replace(ctx, settings=replace(ctx.settings, notices=notices))
    with Receiver() as receiver:
        hooks.set_hook(narrow, None, mine.partner, receiver.url)
        assert hooks.try_out(narrow, mine.partner).arrived
        with pytest.raises(BadInput):
            hooks.set_hook(narrow, None, other.partner, receiver.url)
        hooks.set_hook(open_to(ctx), None, other.partner, receiver.url)  # opened once, shut since
        assert not hooks.try_out(narrow, other.partner).arrived
        assert len(receiver.sent) == 1


def test_a_name_server_that_never_answers_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A partner's own name server may hang: look-ups end with the deadline, many of them too."""
    asleep = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: asleep.wait(30) and [])
    began = time.monotonic()
    posts = [Post("https://slow.example.cn/", SECRET, "k", b"{}") for _n in range(20)]
    with ThreadPoolExecutor(20) as pool:
        ends = [pool.submit(hook.send, each, 1, (), 0.3).exception() for each in posts]
    asleep.set()
    assert {type(each) for each in ends} == {Later}
    assert time.monotonic() - began < 10


def test_a_handshake_that_never_ends_is_cut_off() -> None:
    """A byte now and then keeps every single wait short; the deadline is for all of them."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            taken, _from = listening.accept()
            with taken, suppress(OSError):
                taken.sendall(b"\x16\x03\x03\x40\x00")  # the head of a record of 16 KB
                for _n in range(300):
                    taken.sendall(b"\x00")
                    time.sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        began = time.monotonic()
        with pytest.raises(Later):
            post = Post(f"https://127.0.0.1:{listening.getsockname()[1]}/", SECRET, "k", b"{}")
            hook.send(post, 1, INSIDE, 0.5)
        assert time.monotonic() - began < 4


def test_one_test_at_a_time(system: Make, ctx: Context) -> None:
    """A request waits for it: a partner that never answers takes one of our threads, not all."""
    ctx, organ = open_to(ctx), system()
    with Receiver() as receiver:
        hooks.set_hook(ctx, None, organ.partner, receiver.url)
        with ctx.database.alone(f"hook-test-{organ.partner.id}"):
            assert not hooks.try_out(ctx, organ.partner).arrived
        assert hooks.try_out(ctx, organ.partner).arrived
        assert len(receiver.sent) == 1


def test_a_receiver_that_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "DEADLINE", 1)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            taken, _from = listening.accept()
            with taken:
                try:
                    taken.sendall(b"HTTP/1.1 200 OK\r\n")
                    for _n in range(60):
                        taken.sendall(b"X: y\r\n")
                        time.sleep(0.1)
                except OSError:
                    return

        threading.Thread(target=drip, daemon=True).start()
        began = time.monotonic()
        with pytest.raises(Later):
            post = Post(f"http://127.0.0.1:{listening.getsockname()[1]}/", SECRET, "k", b"{}")
            hook.send(post, 1, INSIDE)
        assert time.monotonic() - began < 5


def test_the_address_lies_sealed_and_is_never_told(system: Make, ctx: Context) -> None:
    ctx = open_to(ctx)
    organ = system()
    secret = hooks.set_hook(ctx, None, organ.partner, "https://example.cn/events?token=verysecret")
    shown = organ.call("GET", "/hook").get_json()
    assert shown["host"] == "example.cn"
    with ctx.database.reading() as connection:
        for table in ("partner_hooks", "events", "outbox"):
            rows = repr(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            assert "verysecret" not in rows
            assert secret not in rows
    with pytest.raises(Forbidden):
        hook.allowed("https://example.cn/#part")
