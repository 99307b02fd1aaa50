"""A receipt shown is a complaint stored, once, with nothing of the complainant where it must not be."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import media
import pytest
from cluster import Cluster
from samples import ROOT, Clock, complaint, filed
from sqlalchemy import make_url, text
from waiting_room import all_waiting, carry_all

from intake.cases.errors import ComplaintRefused, IdempotencyConflict, NotFound
from intake.cases.model import Contact, Location
from intake.cases.routing import Certificate
from intake.cases.states import State
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import drafts, submit, tidy
from intake.store.cases import cases
from intake.store.filing import drafts as draft_store

ANSWERS = {
    "text": "工厂烟囱夜里冒黑烟，刺鼻难闻。",
    "region": "410105",
    "item": "ST-001",
    "phone": "13800001111",
}


def count(ctx: Context, table: str) -> int:
    with ctx.database.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_a_draft_becomes_a_case_with_its_files(ctx: Context) -> None:
    token = drafts.start(ctx)
    drafts.save(ctx, token, ANSWERS)
    file = drafts.add_evidence(ctx, token, "a.jpg", io.BytesIO(media.photo()))
    receipt = submit.submit_draft(ctx, token)
    view = track.by_code(ctx, receipt.code)
    assert view is not None
    assert (view.state, view.holder, view.answer) == (State.ROUTED, "郑州市生态环境局金水分局", None)
    assert [entry.words for entry in view.timeline] == ["投诉已收到并登记", "转给负责部门"]
    assert receipt.case_number == view.case_number == "2026-1123-000001"
    loaded = drafts.load(ctx, token)
    assert loaded is not None
    assert (loaded.submitted, loaded.answers, loaded.evidence) == (True, {}, (file,))
    with pytest.raises(NotFound):
        drafts.save(ctx, token, ANSWERS)
    with pytest.raises(NotFound):
        drafts.add_evidence(ctx, token, "b.jpg", io.BytesIO(media.photo()))
    drafts.discard(ctx, token)
    assert ctx.files.path(file.id).exists()


def test_a_draft_filed_in_one_window_and_cleared_in_another_keeps_its_files(ctx: Context) -> None:
    submit.submit(ctx, complaint(), "test")
    token = drafts.start(ctx)
    file = drafts.add_evidence(ctx, token, "a.jpg", io.BytesIO(media.photo()))
    with ThreadPoolExecutor(1) as pool:
        with ctx.database.writing() as connection:
            stored = drafts.find(ctx, connection, token)
            assert stored is not None
            assert draft_store.forget_answers(connection, stored.id, stored.version, ctx.now())
            draft_store.tie(connection, stored.id, 1)
            clearing = pool.submit(drafts.discard, ctx, token)
            time.sleep(0.5)  # it has begun, and waits for the row
        clearing.result(timeout=20)
    assert ctx.files.path(file.id).exists()


def test_eight_submits_of_one_draft_give_one_case_and_one_code(ctx: Context) -> None:
    token = drafts.start(ctx)
    drafts.save(ctx, token, ANSWERS)
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda _: submit.submit_draft(ctx, token), range(8)))
    assert len({(receipt.code, receipt.case_number) for receipt in receipts}) == 1
    carry_all(ctx)
    assert (count(ctx, "cases"), count(ctx, "contacts"), count(ctx, "events")) == (1, 1, 2)
    assert submit.submit_draft(ctx, token).code == receipts[0].code


def test_eight_requests_with_one_key_give_one_case_and_one_code(ctx: Context) -> None:
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda _: submit.submit(ctx, complaint(), "api:1", "key-1"), range(8)))
    assert len({receipt.code for receipt in receipts}) == 1
    assert count(ctx, "cases") + all_waiting(ctx) == 1
    carry_all(ctx)
    assert count(ctx, "cases") == 1
    with pytest.raises(IdempotencyConflict):
        submit.submit(ctx, complaint(text="另一件完全不同的事情。"), "api:1", "key-1")
    other = submit.submit(ctx, complaint(), "api:2", "key-1")
    assert other.code != receipts[0].code
    assert len({submit.submit(ctx, complaint(), "api:1").code for _ in range(3)}) == 3


@pytest.mark.parametrize("changes", [1, 2])
def test_what_is_saved_while_submitting_is_filed(ctx: Context, changes: int) -> None:
    """Another tab saves after the draft was read and before the case is written."""
    token = drafts.start(ctx)
    drafts.save(ctx, token, ANSWERS)
    said = [f"第 {number} 次修改：工厂烟囱冒黑烟。" for number in range(changes)]
    waiting = iter(said)

    class RouterWithAnotherTab:
        def route(self, *asked: Any, **named: Any) -> Certificate:
            if text := next(waiting, None):
                drafts.save(ctx, token, {**ANSWERS, "text": text})
            return ctx.router.route(*asked, **named)

    receipt = submit.submit_draft(replace(ctx, router=RouterWithAnotherTab()), token)  # type: ignore[arg-type]
    with ctx.database.reading() as connection:
        found = cases.by_number(connection, receipt.case_number)
    assert found is not None
    assert found.complaint.text == said[-1]
    assert count(ctx, "cases") == 1


@pytest.mark.parametrize("answers", [{}, {**ANSWERS, "text": "短"}, {**ANSWERS, "phone": "x"}])
def test_a_refused_draft_is_kept_as_it_was(ctx: Context, answers: dict[str, str]) -> None:
    token = drafts.start(ctx)
    drafts.save(ctx, token, answers)
    with pytest.raises(ComplaintRefused) as refusal:
        submit.submit_draft(ctx, token)
    assert refusal.value.faults == drafts.faults_of(ctx, answers)
    loaded = drafts.load(ctx, token)
    assert loaded is not None
    assert loaded.answers == answers
    assert count(ctx, "cases") == 0


@pytest.mark.parametrize("token", ["", "x" * 5000, "\ud800", "'; DROP TABLE drafts; --", "\x00"])
def test_any_token_is_safe(ctx: Context, token: str) -> None:
    assert drafts.load(ctx, token) is None
    with pytest.raises(NotFound):
        submit.submit_draft(ctx, token)
    drafts.discard(ctx, token)


def test_drafts_expire_with_their_files(ctx: Context, clock: Clock) -> None:
    kept, lost = drafts.start(ctx), drafts.start(ctx)
    gone = drafts.add_evidence(ctx, lost, "a.jpg", io.BytesIO(media.photo()))
    orphan = ctx.files.write(b"left by a crash")
    clock.forward(days=ctx.settings.draft_days - 1)
    drafts.save(ctx, kept, ANSWERS)
    clock.forward(days=1, seconds=1)
    assert drafts.load(ctx, lost) is None
    os.utime(ctx.files.path(orphan), (0, 0))
    os.utime(ctx.files.path(gone.id), (0, 0))
    tidied = tidy.tidy(ctx)
    assert (tidied.expired, tidied.orphaned) == (1, 1)
    assert drafts.load(ctx, kept)
    assert not ctx.files.path(gone.id).exists()
    assert not ctx.files.path(orphan).exists()


def test_numbers_count_by_local_day(ctx: Context, clock: Clock) -> None:
    assert [filed(ctx) for _ in range(2)] == ["2026-1123-000001", "2026-1123-000002"]
    clock.forward(hours=14)  # 00:00 in Beijing
    assert filed(ctx) == "2026-1124-000001"


@pytest.mark.parametrize(
    ("changes", "state", "holder"),
    [
        ({}, State.ROUTED, "郑州市生态环境局金水分局"),
        (
            {"item": "ZJ-001", "text": "小区旁边的工地没有围挡，扬尘满天。"},
            State.ROUTED,
            "金水区住房和城乡建设局",
        ),
        (
            {"item": None, "text": "想说一件事，请你们看看。"},
            State.TO_BE_DECIDED,
            "金水区生态环境保护委员会办公室",
        ),
        (
            {"item": None, "location": Location(), "text": "想说一件事，请你们看看。"},
            State.TO_BE_DECIDED,
            "河南省生态环境保护委员会办公室",
        ),
        (
            {"item": None, "text": "公司拖欠我三个月工资不发，去要还骂人，请帮我要回工资。"},
            State.TO_BE_DECIDED,
            "金水区生态环境保护委员会办公室",
        ),
    ],
)
def test_where_complaints_go(ctx: Context, changes: dict[str, object], state: State, holder: str) -> None:
    view = track.by_code(ctx, submit.submit(ctx, complaint(**changes), "test").code)
    assert view is not None
    assert (view.state, view.holder) == (state, holder)


def test_an_accused_organ_never_gets_the_complaint(ctx: Context) -> None:
    said = "金水区生态环境局不作为，工厂冒黑烟举报多次，执法人员收了好处，包庇企业。"
    receipt = submit.submit(ctx, complaint(text=said, item=None), "test")
    assert "ecology" in receipt.certificate.accused
    view = track.by_code(ctx, receipt.code)
    assert view is not None
    assert view.holder == "郑州市生态环境保护委员会办公室"  # not 金水区's: it sits in the accused organ


IDENTITY = Contact("种下的姓名赵钱孙", "13899990000", "planted.identity@example.com")


def test_a_planted_identity_is_nowhere_in_clear(
    ctx: Context, request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]
) -> None:
    planted = [value.encode() for value in (IDENTITY.name, IDENTITY.phone, IDENTITY.email)]
    codes = []
    for token in (drafts.start(ctx), drafts.start(ctx)):
        said = {**ANSWERS, "name": IDENTITY.name, "phone": IDENTITY.phone, "email": IDENTITY.email}
        drafts.save(ctx, token, said)
        drafts.add_evidence(ctx, token, f"{IDENTITY.name}.jpg", io.BytesIO(media.photo()))
        if not codes:
            codes.append(submit.submit_draft(ctx, token).code)
    kept = _everything(ctx, request)
    said_aloud = "".join(capfd.readouterr())
    for secret in (*planted, codes[0].encode(), media.OWNER.encode()):
        assert not [name for name, content in kept.items() if secret in content]
        assert secret.decode() not in said_aloud
    assert any(
        ANSWERS["text"].encode() in content for content in kept.values()
    )  # the search does find things


def _everything(ctx: Context, request: pytest.FixtureRequest) -> dict[str, bytes]:
    """Every byte that is kept: data directory, evidence, index, and a dump of PostgreSQL."""
    folders = (
        ctx.settings.data_dir,
        ctx.settings.files_dir,
        Path(ctx.settings.search_url.removeprefix("whoosh:///")),
    )
    kept = {
        str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()
    }
    if not ctx.database.is_sqlite:
        cluster: Cluster = request.getfixturevalue("cluster")
        kept["dump"] = cluster.dump(make_url(ctx.settings.database_url).database or "")
    return kept


def test_every_code_printed_before_kill_9_can_be_queried(ctx: Context, tmp_path: Path) -> None:
    """Another process files as fast as it can and is killed in the middle."""
    program = (
        "import os\n"
        "from intake import logs\n"
        "from intake.cases.model import Complaint, Location\n"
        "from intake.services.filing import submit\n"
        "from intake.services.context import open_context\n"
        "from intake.settings import from_environment\n"
        "logs.configure()\n"
        "ctx = open_context(from_environment(os.environ))\n"
        "while True:\n"
        "    said = Complaint('工厂烟囱夜里冒黑烟', location=Location('410105'), item='ST-001')\n"
        "    print(submit.submit(ctx, said, 'test').code, flush=True)\n"
    )
    environment = {
        **os.environ,
        "DATABASE_URL": ctx.settings.database_url,
        "DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    child = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdout is not None
    codes = [child.stdout.readline().decode().strip() for _ in range(40)]
    child.send_signal(signal.SIGKILL)
    codes += child.stdout.read().decode().split("\n")[:-1]  # a last line without its end was not shown
    child.wait()
    assert len(codes) >= 40
    assert all(track.by_code(ctx, code) for code in codes if code)
    assert count(ctx, "cases") - len(codes) in (0, 1)


def test_tracking_tells_mistyped_from_unknown(ctx: Context) -> None:
    code = submit.submit(ctx, complaint(), "test").code
    other = replace(ctx, keys=replace(ctx.keys, receipt=b"another key"))
    assert track.by_code(ctx, code)
    assert track.by_code(other, code) is None
