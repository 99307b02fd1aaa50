"""From an answered case to a file of the content and back, and who may do it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from publishing_desk import ANSWER, CONTACT, TEXT, Desk
from samples import JINSHUI, People, complaint

from intake.cases.errors import BadInput, BadTransition, NotPermitted, StaleCase
from intake.cases.model import Complaint, Location, Role
from intake.cases.objections import Grounds, Reason
from intake.cases.publication import Stage
from intake.services.casework import handle, objections
from intake.services.citizens.open_now import open_to
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.filing import submit
from intake.services.publication import marks, preparing, reviewing, showing, wishes, writing
from intake.store.publication import publication as store
from registry import ContentError, Result, check, load, result_text

SECRETS = ("张小明", "小芳", "13800001111", "王建国", "65506666", "12号院", CONTACT.phone, CONTACT.email)


def result(desk: Desk, number: str) -> Result:
    return load(desk.ctx.settings.content_dir).results[number]


def published(desk: Desk, case: str) -> str:
    """Take a case all the way; returns the result's number."""
    reviewing.approve(desk.ctx, desk.head, case, desk.proposed(case), "可以公开")
    assert writing.write_due(desk.ctx) == 1
    return showing.shown(desk.ctx, desk.head, case).publication.number or ""


def written(desk: Desk) -> bytes:
    """Everything in the content's folder of results that this desk wrote."""
    folder = desk.ctx.settings.content_dir / f"results/{JINSHUI}"
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*.yaml")))


def test_a_result_is_written_without_anybodys_identity(desk: Desk) -> None:
    number = published(desk, desk.answered())
    found = result(desk, number)
    assert (found.region, found.department, found.item) == (JINSHUI, "ecology", "ST-001")
    assert found.release == "410000/ecology/2026-09-01"
    assert (found.verdict, found.closing, found.reported) == ("largely_true", "done", "2026-11")
    assert found.disclosure.grounds == "可以公开"
    assert found.demonstration
    text = written(desk).decode()
    assert [secret for secret in SECRETS if secret in text] == []
    assert "冒烟" in found.complaint
    assert "已责令改正" in found.outcome


def test_the_contact_is_hidden_even_where_the_clerk_lifts_every_mark(desk: Desk) -> None:
    case = desk.answered()
    lifted = {"complaint": TEXT + CONTACT.email, "outcome": ANSWER + "小芳不满意"}
    version = desk.saved(case, lambda words: replace(words, **lifted))
    version = preparing.propose(desk.ctx, desk.clerk, case, version)
    reviewing.approve(desk.ctx, desk.head, case, version, f"{CONTACT.name}同意")
    writing.write_due(desk.ctx)
    text = written(desk).decode()
    assert [s for s in ("小芳", "13800001111", CONTACT.phone, CONTACT.email) if s in text] == []


def test_writing_again_changes_nothing(desk: Desk) -> None:
    published(desk, desk.answered())
    before = written(desk)
    assert writing.write_due(desk.ctx) == 0
    assert written(desk) == before


def test_a_writer_killed_before_the_database_knew_writes_the_same_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = desk.answered()
    reviewing.approve(desk.ctx, desk.head, case, desk.proposed(case), "可以公开")

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as power_cut:
        power_cut.setattr(store, "set_written", killed)
        with pytest.raises(KeyboardInterrupt):
            writing.write_due(desk.ctx)
    before = written(desk)
    assert writing.write_due(desk.ctx) == 1
    assert written(desk) == before
    assert load(desk.ctx.settings.content_dir)


def break_a_page(desk: Desk) -> None:
    """A fault of the content that has nothing to do with any result."""
    page = desk.ctx.settings.content_dir / "pages" / "about.md"
    page.write_text(page.read_text(encoding="utf-8").replace("slug: about", "slug: other"), encoding="utf-8")
    assert [fault.kind for fault in check(desk.ctx.settings.content_dir)] == ["path-mismatch"]


def test_faults_elsewhere_hold_up_no_withdrawal_and_no_result(desk: Desk) -> None:
    case, other = desk.answered(), desk.answered()
    number = published(desk, case)
    version = showing.shown(desk.ctx, desk.head, case).publication.version
    reviewing.withdraw(desk.ctx, desk.head, case, version, "住址没有隐去")
    reviewing.approve(desk.ctx, desk.head, other, desk.proposed(other), "可以公开")
    break_a_page(desk)
    assert "冒烟" in written(desk).decode()
    assert writing.write_due(desk.ctx) == 2
    region, year, stem = number.split("-")
    tombstone = desk.ctx.settings.content_dir / f"results/{region}/{year}/{stem}.yaml"
    assert "住址没有隐去" in tombstone.read_text(encoding="utf-8")
    assert "冒烟" not in tombstone.read_text(encoding="utf-8")
    assert "冒烟" in written(desk).decode()
    assert writing.write_due(desk.ctx) == 0


def test_a_result_with_faults_of_its_own_is_not_written_and_holds_up_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for case in (desk.answered(), desk.answered()):
        reviewing.approve(desk.ctx, desk.head, case, desk.proposed(case), "可以公开")
    made = iter((True, False))

    def first_broken(result: Result) -> str:
        return result_text(replace(result, item="XX-999") if next(made) else result)

    with monkeypatch.context() as faulty:
        faulty.setattr(writing, "result_text", first_broken)
        with pytest.raises(ContentError, match="XX-999"):
            writing.write_due(desk.ctx)
    assert not check(desk.ctx.settings.content_dir)
    assert marks.is_unbuilt(desk.ctx)
    assert writing.write_due(desk.ctx) == 1


def test_the_pictures_of_a_refused_result_never_reach_the_content(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = desk.answered()
    version = desk.saved(case)
    [named] = showing.shown(desk.ctx, desk.clerk, case).pictures
    shown = replace(named.picture, shown=True, alt="烟囱")
    version = preparing.set_picture(desk.ctx, desk.clerk, case, version, shown)
    version = preparing.propose(desk.ctx, desk.clerk, case, version)
    reviewing.approve(desk.ctx, desk.head, case, version, "可以公开")
    with monkeypatch.context() as faulty:
        faulty.setattr(writing, "result_text", lambda result: result_text(replace(result, item="XX-999")))
        with pytest.raises(ContentError, match="XX-999"):
            writing.write_due(desk.ctx)
    number = showing.shown(desk.ctx, desk.head, case).publication.number or ""
    results = desk.ctx.settings.content_dir / "results" / number.split("-")[0]
    assert not list(results.rglob(f"{number.rpartition('-')[2]}-*.jpg"))


def test_numbers_pass_over_what_was_written_by_hand(desk: Desk) -> None:
    by_hand = {each for each in load(desk.ctx.settings.content_dir).results if each.startswith(JINSHUI)}
    numbers = [published(desk, desk.answered()) for _ in range(2)]
    assert len({*by_hand, *numbers}) == len(by_hand) + 2


def test_withdrawn_a_result_keeps_its_page_and_nothing_else(desk: Desk) -> None:
    case = desk.answered()
    version = desk.saved(case)
    [named] = showing.shown(desk.ctx, desk.clerk, case).pictures
    version = preparing.set_picture(
        desk.ctx, desk.clerk, case, version, replace(named.picture, shown=True, alt="烟囱")
    )
    version = preparing.propose(desk.ctx, desk.clerk, case, version)
    version = reviewing.approve(desk.ctx, desk.head, case, version, "可以公开")
    writing.write_due(desk.ctx)
    number = showing.shown(desk.ctx, desk.head, case).publication.number or ""
    [image] = result(desk, number).images
    file = desk.ctx.settings.content_dir / result(desk, number).folder / image.file
    assert file.exists()
    reviewing.withdraw(desk.ctx, desk.head, case, version, "住址没有隐去，13800001111")
    assert writing.write_due(desk.ctx) == 1
    gone = result(desk, number)
    assert gone.withdrawn is not None
    assert gone.withdrawn.reason == "住址没有隐去，××"
    assert (gone.title, gone.complaint, gone.outcome, gone.images) == ("", "", "", ())
    assert not file.exists()


def test_nobody_approves_their_own(desk: Desk, people: People) -> None:
    """A head who writes and proposes needs another; so does one who only wrote what a clerk proposed."""
    case = desk.answered()
    version = desk.saved(case)
    words = showing.shown(desk.ctx, desk.head, case).publication.words
    version = preparing.save(desk.ctx, desk.head, case, version, words)
    version = preparing.propose(desk.ctx, desk.clerk, case, version)
    with pytest.raises(BadTransition):
        reviewing.approve(desk.ctx, desk.head, case, version, "可以公开")
    with pytest.raises(NotPermitted):
        reviewing.approve(desk.ctx, desk.clerk, case, version, "可以公开")
    office = people.coordinator()
    reviewing.approve(desk.ctx, office, case, version, "可以公开")
    kept = showing.shown(desk.ctx, office, case).publication
    assert (kept.stage, kept.decided_by, kept.grounds) == (Stage.APPROVED, office.id, "可以公开")
    assert kept.decided_at == desk.ctx.now()


def test_what_goes_back_is_rewritten_and_proposed_again(desk: Desk) -> None:
    case = desk.answered()
    version = reviewing.send_back(desk.ctx, desk.head, case, desk.proposed(case), "楼号没有隐去")
    with pytest.raises(BadTransition):
        reviewing.approve(desk.ctx, desk.head, case, version, "可以公开")
    version = preparing.propose(desk.ctx, desk.clerk, case, desk.saved(case))
    reviewing.approve(desk.ctx, desk.head, case, version, "可以公开")


def test_what_is_proposed_stands_still(desk: Desk) -> None:
    case = desk.answered()
    desk.proposed(case)
    with pytest.raises(BadTransition):
        desk.saved(case)


def test_of_two_at_once_one_wins(desk: Desk, people: People) -> None:
    case = desk.answered()
    version = desk.saved(case)
    words = showing.shown(desk.ctx, desk.clerk, case).publication.words
    preparing.save(desk.ctx, people.clerk(number=2), case, version, replace(words, title="别人的"))
    with pytest.raises(StaleCase):
        preparing.save(desk.ctx, desk.clerk, case, version, words)
    assert showing.shown(desk.ctx, desk.clerk, case).publication.words.title == "别人的"


@pytest.mark.parametrize(
    ("field", "text"), [("title", " "), ("complaint", "〔张三"), ("item", "XX-999"), ("item", "")]
)
def test_faulty_words_are_refused(desk: Desk, field: str, text: str) -> None:
    case = desk.answered()
    with pytest.raises(BadInput) as refused:
        desk.saved(case, lambda words: replace(words, **{field: text}))
    assert refused.value.field == field


def test_who_may(desk: Desk, people: People) -> None:
    case = desk.answered()
    strangers = [
        people.clerk("water"),
        people.coordinator("411100"),
        people.auditor(),
        people.administrator(),
    ]
    for stranger in strangers:
        with pytest.raises(NotPermitted):
            showing.shown(desk.ctx, stranger, case)
    with pytest.raises(NotPermitted):
        preparing.propose(desk.ctx, people.coordinator(), case, 0)


def test_what_accuses_an_organ_is_never_published(desk: Desk, people: People) -> None:
    receipt = submit.submit(
        desk.ctx, told("郑州市生态环境局金水分局的人收了好处，工厂冒黑烟也不管。"), "test"
    )
    for person in (desk.clerk, people.coordinator(), people.coordinator("410000")):
        with pytest.raises((NotPermitted, BadTransition)):
            preparing.propose(desk.ctx, person, receipt.case_number, 0)
        with pytest.raises((NotPermitted, BadTransition)):
            reviewing.approve(desk.ctx, person, receipt.case_number, 0, "可以公开")


def test_unanswered_nothing_is_published(desk: Desk) -> None:
    number = submit.submit(desk.ctx, told(TEXT), "test").case_number
    handle.accept(desk.ctx, desk.clerk, number, 1)
    with pytest.raises(BadTransition):
        desk.saved(number, lambda words: replace(words, outcome="已处理"))


def test_the_complainants_wish_is_kept(desk: Desk) -> None:
    receipt = submit.submit(desk.ctx, told(TEXT), "test")
    case = receipt.case_number
    version = handle.accept(desk.ctx, desk.clerk, case, 1)
    handle.answer(desk.ctx, desk.clerk, case, version, handle.Answer(ANSWER))
    version = desk.proposed(case)
    wishes.object_to_publication(desk.ctx, receipt.code)
    wishes.object_to_publication(desk.ctx, receipt.code)
    now = open_to(desk.ctx, receipt.code)
    assert (now.kept_private, now.result_url) == (True, "")
    with pytest.raises(BadTransition):
        reviewing.approve(desk.ctx, desk.head, case, version, "可以公开")
    assert not showing.shown(desk.ctx, desk.head, case).may_edit
    assert writing.write_due(desk.ctx) == 0


@pytest.mark.parametrize("killed", [False, True])
def test_a_wish_that_comes_after_the_approval_still_counts(desk: Desk, *, killed: bool) -> None:
    receipt = submit.submit(desk.ctx, told(TEXT), "test")
    case, clerk = receipt.case_number, desk.clerk
    handle.answer(desk.ctx, clerk, case, handle.accept(desk.ctx, clerk, case, 1), handle.Answer(ANSWER))
    reviewing.approve(desk.ctx, desk.head, case, desk.proposed(case), "可以公开")
    if killed:
        with pytest.MonkeyPatch.context() as power_cut:
            power_cut.setattr(store, "set_written", lambda *_: False)
            writing.write_due(desk.ctx)
        assert "对面的厂冒烟" in written(desk).decode()
    wishes.object_to_publication(desk.ctx, receipt.code)
    assert writing.write_due(desk.ctx) == killed
    assert "对面的厂冒烟" not in written(desk).decode()
    shown = showing.shown(desk.ctx, desk.head, case)
    assert shown.publication.stage is (Stage.WITHDRAWN if killed else Stage.RETURNED)
    assert open_to(desk.ctx, receipt.code).result_url == ""


def test_a_part_hides_the_contact_of_the_whole(desk: Desk, people: People) -> None:
    said = replace(told(f"工厂独家冒烟，{CONTACT.name}，{CONTACT.email}"), contact=CONTACT)
    whole, market = submit.submit(desk.ctx, said, "test").case_number, people.clerk("market")
    objections.object_to(
        desk.ctx, desk.clerk, whole, 1, Grounds(Reason.NO_ENFORCEMENT_POWER, "二十三条", "", "market")
    )
    (part,) = inbox.case(desk.ctx, desk.clerk, whole).papers.parts
    version = handle.accept(desk.ctx, market, part, 1)
    handle.answer(desk.ctx, market, part, version, handle.Answer("已查处冒烟。"))
    words = showing.shown(desk.ctx, market, part).publication.words
    words = replace(words, title="冒烟", complaint=said.text)
    version = preparing.save(desk.ctx, market, part, 0, words)
    version = preparing.propose(desk.ctx, market, part, version)
    reviewing.approve(desk.ctx, people.organ_role(Role.UNIT_HEAD, "market"), part, version, "可以公开")
    assert writing.write_due(desk.ctx) == 1
    text = written(desk).decode()
    assert "工厂独家冒烟" in text and CONTACT.name not in text and CONTACT.email not in text


def told(text: str) -> Complaint:
    """A complaint of the organ's district."""
    return complaint(text=text, location=Location(region=JINSHUI, address="花园路"))


def test_the_demonstration_set_is_of_many_places(ctx: Context) -> None:
    results = ctx.registry.results.values()
    assert len(results) >= 24
    assert len({each.region for each in results}) >= 8
    assert len({each.department for each in results}) >= 6
    assert len({each.concluded for each in results}) >= 3
    assert all(each.demonstration for each in results)
