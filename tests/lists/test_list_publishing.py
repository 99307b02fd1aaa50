"""From a decided list to the public and back: what is refused, who follows, what takes effect when."""

from __future__ import annotations

import gc
import os
import resource
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from agreeing import git, told
from publishing_house import FIRST, LIST, NEW_WORD, NEXT_YEAR, TODAY, House
from samples import HENAN, Clock, complaint

from intake import cli
from intake.cases.errors import BadInput, BadTransition
from intake.cases.lead import Ruling
from intake.cases.model import Staff
from intake.lists.publishing import Kind, ListPublication, PublicFile, Step
from intake.lists.states import ListState
from intake.services.casework import lead
from intake.services.context import open_context
from intake.services.filing import submit
from intake.services.lists import deciding, placing, publishing
from intake.services.lists import warnings as list_warnings
from intake.services.lists.committing import commit
from intake.services.office.sweep import sweep
from intake.services.publication import due, following
from intake.services.search import index
from intake.store.office import reminders
from intake.store.office.reminders import KeptReminder
from intake.web.app import create_app
from intake.web.security import context
from registry import ContentError, load

KEY = f"{HENAN}/{LIST}/{TODAY}"
# About files, the index, the record in memory: each statement runs on both engines elsewhere in this module.
ON_ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def latest(house: House, draft: int, department: str = LIST) -> ListPublication:
    """The newest publication of a draft."""
    return publishing.of_draft(house.ctx, house.head(department), draft)[0]


def take_back(house: House, draft: int, reason: str) -> None:
    """Ask that a published list be taken back, and let it be done."""
    publishing.take_back(house.ctx.renewed(), house.head(), draft, house.version(draft), reason)
    due.publish(house.ctx)


def page(house: House, address: str) -> str:
    """A page of the built site."""
    return (house.ctx.settings.output_dir / address / "index.html").read_text(encoding="utf-8")


def test_what_is_published_routes_and_earlier_cases_cite_what_they_were_routed_by(house: House) -> None:
    index.rebuild(house.ctx)
    before = submit.submit(house.ctx, complaint(item="SJ-001", text="半夜有人卖散煤。"), "test")
    draft = house.asked()
    assert due.publish(house.ctx).lists == 1
    assert told(house.ctx, draft, KEY, NEW_WORD).agreed is True
    after = submit.submit(house.ctx.renewed(), complaint(item="SJ-001", text="半夜有人卖散煤。"), "test")
    releases = [house.certificate(each.case_number).release for each in (before, after)]
    assert releases == [f"{HENAN}/{LIST}/2026-09-01", KEY]


@ON_ONE_ENGINE
def test_each_request_sees_one_record_and_the_next_the_new_one(house: House) -> None:
    app, draft = create_app(house.ctx), house.asked()
    with closing(open_context(house.ctx.settings, house.ctx.now)) as other:  # another process publishes
        due.publish(other)
    with app.test_request_context():
        seen = context()
        follower = following.Follower()
        assert follower.look(house.ctx)
        assert context() is seen
        assert seen.registry.release_of(KEY) is None
    with app.test_request_context():
        assert context().registry.release_of(KEY)
    assert not follower.look(house.ctx)
    assert told(house.ctx, draft, KEY, NEW_WORD).agreed is True


@ON_ONE_ENGINE
def test_a_fault_is_told_at_its_cell_and_nothing_changes(house: House) -> None:
    """Another department's list took the matter meanwhile."""
    draft, rival = house.asked(), house.content / f"lists/{HENAN}/energy/2026-09-01.yaml"
    text = rival.read_text(encoding="utf-8")
    market = (house.content / f"lists/{HENAN}/{LIST}/2026-09-01.yaml").read_text(encoding="utf-8")
    added = text + market.partition("items:\n")[2].replace("SJ-001", "SJ-002")
    rival.write_text(added, encoding="utf-8")
    made = latest(house, draft)
    [listed] = made.files
    assert listed.text is not None
    twice = listed.text + listed.text.partition("items:\n")[2].replace("SJ-001", "SJ-002")
    house.rewrite(made, replace(listed, text=twice))
    due.publish(house.ctx)
    refused = latest(house, draft)
    assert refused.step is Step.REFUSED
    assert any(each.startswith("第 2 项 SJ-002“事项编号”：同一地区") for each in refused.refused)
    assert not (house.content / listed.path).exists()
    assert house.draft(draft).state is ListState.DECIDED
    publishing.begin(house.ctx, house.head(), draft, house.version(draft), TODAY)  # and again


@ON_ONE_ENGINE
def test_faults_elsewhere_hold_it_up_until_they_are_mended(house: House) -> None:
    draft, about = house.asked(), house.content / "pages/about.md"
    text = about.read_text(encoding="utf-8")
    about.write_text(text.replace("slug: about", "slug: other"), encoding="utf-8")
    with pytest.raises(ContentError):
        due.publish(house.ctx)
    assert latest(house, draft).step is Step.ASKED
    assert "about.md" in latest(house, draft).trouble
    about.write_text(text, encoding="utf-8")
    due.publish(house.ctx)
    assert latest(house, draft).step is Step.DONE


def test_published_today_in_force_next_year(house: House, clock: Clock) -> None:
    draft, key = house.asked(effective_from=NEXT_YEAR), f"{HENAN}/{LIST}/{NEXT_YEAR}"
    due.publish(house.ctx)
    assert latest(house, draft).step is Step.DONE
    assert NEW_WORD in page(house, f"lists/{key}")
    assert NEW_WORD not in page(house, f"lists/{HENAN}/{LIST}")
    clock.at += NEXT_YEAR - TODAY
    assert due.publish(house.ctx) == due.Published(0, 0, 0)
    assert NEW_WORD in page(house, f"lists/{HENAN}/{LIST}")
    answer = house.ctx.renewed().registry.who("SJ-001", HENAN, NEXT_YEAR)
    assert answer is not None
    assert answer.release.key == key


def test_taken_back_before_its_first_day_it_never_was(house: House) -> None:
    draft, key = house.asked(effective_from=NEXT_YEAR), f"{HENAN}/{LIST}/{NEXT_YEAR}"
    due.publish(house.ctx)
    take_back(house, draft, "事项写错了")
    assert latest(house, draft).kind is Kind.WITHDRAWAL
    assert load(house.content).release_of(key) is None
    assert "事项写错了" in page(house, f"lists/{key}")
    assert NEW_WORD not in page(house, f"lists/{key}")
    assert not (house.ctx.settings.output_dir / f"lists/{key}/list.csv").exists()
    assert house.draft(draft).state is ListState.WITHDRAWN
    assert f"lists/{key}.yaml" not in git(house.content, "ls-tree", "-r", "--name-only", "HEAD")
    assert house.decided()  # a corrected list can be drafted


def test_taken_back_in_force_the_rows_before_it_hold_from_tomorrow(house: House) -> None:
    draft = house.asked()
    due.publish(house.ctx)
    take_back(house, draft, "事项写错了")
    old, wrong, again = house.ctx.renewed().registry.versions(HENAN, LIST)
    assert (wrong.key, wrong.effective_to) == (KEY, TODAY)
    assert again.effective_from == TODAY + timedelta(days=1)
    assert [item.words for item in again.items] == [item.words for item in old.items]
    assert again.approval.document == old.approval.document
    assert house.draft(draft).state is ListState.WITHDRAWN


def test_what_was_restored_can_be_taken_back_too(house: House, clock: Clock) -> None:
    first = house.asked()
    due.publish(house.ctx)
    clock.forward(days=1)
    house.new_word = "早市卖散煤"
    second = house.asked(effective_from=TODAY + timedelta(days=1))
    due.publish(house.ctx)
    take_back(house, second, "第二版错了")
    assert house.draft(first).state is ListState.PUBLISHED
    assert house.draft(first).release == f"{HENAN}/{LIST}/{TODAY + timedelta(days=2)}"
    with pytest.raises(BadTransition, match="刚恢复"):
        take_back(house, first, "第一版也错了")
    clock.forward(days=1)
    take_back(house, first, "第一版也错了")
    oldest, _first, _second, _again, newest = house.ctx.renewed().registry.versions(HENAN, LIST)
    assert [item.words for item in newest.items] == [item.words for item in oldest.items]
    assert house.draft(first).state is ListState.WITHDRAWN


def test_what_cannot_be_taken_back(house: House) -> None:
    draft = house.asked(FIRST)
    due.publish(house.ctx)
    with pytest.raises(BadTransition, match="没有上一版"):
        publishing.take_back(house.ctx.renewed(), house.head(FIRST), draft, house.version(draft), "错了")


def test_the_heads_hear_of_the_last_day_and_the_office_when_it_is_over(house: House, clock: Clock) -> None:
    draft, office = house.decided(), house.people.coordinator(HENAN)
    told = []
    for day in (0, 22, 0, 8, 0):  # decided 2026-11-23, so 12-21 is the last day
        clock.forward(days=day)
        told.append(list_warnings.warn(house.ctx))
    assert told == [0, 1, 0, 1, 0]
    heard = {
        who.login: [
            each.kind for each in inbox_of(house, who) if (each.kind, each.paper) != ("list", str(draft))
        ]
        for who in (house.head(), office)
    }
    assert heard == {house.head().login: ["list_late", "list_due"], office.login: ["list_late"]}
    publishing.begin(house.ctx, house.head(), draft, house.version(draft), house.ctx.today())
    due.publish(house.ctx)
    assert sweep(house.ctx).lists == 0


def test_a_list_decided_anew_is_warned_of_anew(house: House, clock: Clock) -> None:
    draft, office = house.decided(), house.people.coordinator(HENAN)
    clock.forward(days=22)
    assert list_warnings.warn(house.ctx) == 1
    ruled = deciding.Ruled("省委、省政府", "豫办〔2026〕91号", TODAY + timedelta(days=7))
    deciding.decide(house.ctx, office, draft, house.version(draft), ruled)
    told = []
    for day in (0, 8, 0):
        clock.forward(days=day)
        told.append(list_warnings.warn(house.ctx))
    assert told == [0, 1, 0]


def inbox_of(house: House, who: Staff) -> list[KeptReminder]:
    """What somebody is reminded of."""
    with house.ctx.database.reading() as connection:
        return reminders.of_staff(connection, who.id, 50)


def test_only_once_and_not_before_what_is_in_force(house: House) -> None:
    draft = house.decided()
    head, version = house.head(), house.version(draft)
    with pytest.raises(BadInput, match="施行日期最早"):
        publishing.begin(house.ctx, head, draft, version, TODAY - timedelta(days=1))
    publishing.begin(house.ctx, head, draft, version, TODAY)
    with pytest.raises(BadTransition, match="正在公布"):
        publishing.begin(house.ctx, head, draft, version, TODAY)


def test_two_publishers_publish_once(house: House) -> None:
    draft, children = house.asked(), []
    for _each in range(2):
        child = os.fork()
        if not child:
            house.ctx.database.engine.dispose(close=False)
            due.publish(house.ctx)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(each, 0)[1] for each in children] == [0, 0]
    following.renew(house.ctx)
    assert told(house.ctx, draft, KEY, NEW_WORD).agreed is True
    assert len(git(house.content, "log", "--format=%s").splitlines()) == 2


@ON_ONE_ENGINE
def test_a_locked_history_holds_nothing_up(house: House, clock: Clock) -> None:
    draft, lock = house.asked(), house.content / ".git/index.lock"
    lock.touch()
    due.publish(house.ctx)
    made = latest(house, draft)
    assert (made.step, made.commit_id) == (Step.DONE, "")
    assert "版本历史" in made.trouble
    lock.unlink()
    clock.forward(days=1)
    due.publish(house.ctx)
    assert latest(house, draft).trouble == ""
    assert git(house.content, "log", "-1", "--format=%s").strip() == f"公布河南省市场监管清单 {TODAY} 版"
    assert told(house.ctx, draft, KEY, NEW_WORD).agreed is True


@ON_ONE_ENGINE
def test_without_a_repository_nothing_is_committed(house: House) -> None:
    shutil.rmtree(house.content / ".git")
    draft = house.asked()
    due.publish(house.ctx)
    assert (latest(house, draft).step, latest(house, draft).commit_id) == (Step.DONE, "")


def test_what_its_repository_ignores_is_not_committed_however_many_files(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".gitignore").write_text("lists/\nlead_decisions/\n", encoding="utf-8")
    files = ("lead_decisions/a.md", "lists/b.yaml")
    for each in files:
        (tmp_path / each).parent.mkdir()
        (tmp_path / each).touch()
    assert commit(tmp_path, files, "公布", "某人 <a@example.cn>") == ""


@ON_ONE_ENGINE
def test_a_release_that_somebody_placed_meanwhile_is_never_overwritten(house: House) -> None:
    draft = house.asked()
    mine = latest(house, draft).files[-1]
    theirs = (mine.text or "").replace("卖散煤；", "别人先公布的；")
    (house.content / mine.path).write_text(theirs, encoding="utf-8")
    due.publish(house.ctx)
    made = latest(house, draft)
    assert (made.step, made.refused) == (
        Step.REFUSED,
        (f"{mine.path} 已经公布过，不能改动。请换一个施行日期。",),
    )
    assert (house.content / mine.path).read_text(encoding="utf-8") == theirs
    assert house.draft(draft).state is ListState.DECIDED


def test_a_full_disk_leaves_the_content_as_it_was(tmp_path: Path) -> None:
    """Two files, and room for one: neither is there afterwards, and no half of the other."""
    files = (PublicFile("lead_decisions/a.md", "短"), PublicFile("lists/a/b/c.yaml", "长" * 4000))
    made = ListPublication(1, Kind.RELEASE, "a/b/c", None, files, Step.CHECKED, 1, TODAY)  # type: ignore[arg-type]  # no time needed
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            placing.place(tmp_path, made)
        except OSError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    placing.place(tmp_path, made)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2


def test_a_lead_decision_is_published_with_the_list_that_carries_it_out(house: House) -> None:
    """A crash between the two files leaves a content that does not load; a start completes it."""
    office, region = house.people.coordinator(HENAN), HENAN
    question = lead.propose(house.ctx, house.head(FIRST), "煤场扬尘归谁管", "没有写明")
    lead.decide(house.ctx, office, question, Ruling(FIRST, "豫办〔2026〕90号", TODAY))
    draft = house.asked(FIRST, decision=f"{region}-FG-001")
    made = latest(house, draft, FIRST)
    decided, listed = made.files
    assert decided.path == f"lead_decisions/{region}-FG-001.md"
    house.note_checked(made)
    placing.place(house.content, replace(made, files=(decided,)))
    with pytest.raises(ContentError):
        load(house.content)
    with closing(open_context(house.ctx.settings, house.ctx.now)) as ctx:
        assert (house.content / listed.path).exists()
        assert due.resume(ctx) == 1
        assert ctx.renewed().registry.lead_decisions[f"{region}-FG-001"].document == "豫办〔2026〕90号"
    assert house.draft(draft).state is ListState.PUBLISHED


@ON_ONE_ENGINE
def test_a_start_leaves_the_files_of_a_living_publisher_to_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = latest(house, house.asked())
    house.note_checked(made)
    monkeypatch.setattr(placing, "_LOOKS", 2)
    file = house.content / made.files[0].path
    with house.ctx.database.alone("publish"):
        assert placing.finish_interrupted(house.ctx.settings)  # look again
        assert not file.exists()
    assert placing.finish_interrupted(house.ctx.settings) and file.exists()


@ON_ONE_ENGINE
def test_an_index_is_closed_when_nobody_works_with_it_any_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[object] = []

    def close(index: object) -> None:
        closed.append(index)

    monkeypatch.setattr(type(house.ctx.index), "close", close)
    held = following.renew(house.ctx)  # a long export
    index = held.index
    for _later in range(3):
        following.renew(house.ctx)
    gc.collect()
    assert index not in closed and len(closed) == 2
    del held
    gc.collect()
    assert index in closed


@ON_ONE_ENGINE
def test_published_and_taken_back_by_command(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, draft = house.ctx.settings, house.decided()
    for name in ("data_dir", "content_dir", "output_dir", "database_url"):
        monkeypatch.setenv(name.upper(), str(getattr(settings, name)))
    day = max(house.ctx.today(), datetime.now(UTC).date()) + timedelta(
        days=40
    )  # the command has its own clock
    publish = ["lists", "publish", str(draft), "--as", house.head().login, "--from", str(day)]
    assert cli.main(publish) == 0
    assert "公布完成" in capsys.readouterr().out
    assert house.draft(draft).state is ListState.PUBLISHED
    back = ["lists", "rollback", str(draft), "--as", house.head().login, "--reason", "写错了"]
    assert cli.main(back) == 0
    assert "公布完成" in capsys.readouterr().out
    assert house.draft(draft).state is ListState.WITHDRAWN
