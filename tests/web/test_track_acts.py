"""The tracking page without scripts: every step from the page before, the code typed once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from citizen import photo
from flask import Flask
from inspect_page import InspectingClient, all_of, fields, parse, words
from office import main_text
from samples import People, complaint
from werkzeug.test import TestResponse

from intake.cases.model import Receipt, Role
from intake.services.casework import handle, merge, question, review
from intake.services.casework.handle import Answer
from intake.services.casework.merge import Into
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.filing import submit
from intake.web.app import create_app


@pytest.fixture(scope="module")
def people(ctx: Context) -> People:
    return People(ctx)


class Citizen:
    """Somebody with a receipt at the tracking page."""

    def __init__(self, browser: InspectingClient, receipt: Receipt) -> None:
        self.browser, self.receipt = browser, receipt
        typed = fields(parse(browser.get("/track")), "/track")
        self.page = browser.post("/track", data={**typed, "code": receipt.code})

    def press(self, path: str, **typed: object) -> TestResponse:
        """Press the button of the form with this address on the page at hand."""
        data = {**fields(parse(self.page), path), **typed}
        self.page = self.browser.post(path, data=data, content_type="multipart/form-data")
        return self.page

    @property
    def text(self) -> str:
        return main_text(self.page)

    @property
    def ways(self) -> set[str]:
        """What may be done from the page at hand."""
        return {form.get("action") or "" for form in all_of(parse(self.page), "form")}


@pytest.fixture
def lived(ctx: Context, client: InspectingClient, people: People) -> Iterator[tuple[Citizen, int]]:
    """A case that was accepted, at its complainant's page."""
    receipt = submit.submit(ctx, complaint(), "test")
    version = handle.accept(ctx, people.clerk(), receipt.case_number, 1)
    yield Citizen(client, receipt), version


def test_from_question_to_second_answer(
    ctx: Context, client: InspectingClient, people: People, lived: tuple[Citizen, int]
) -> None:
    someone, version = lived
    clerk, number = people.clerk(), someone.receipt.case_number
    version = question.ask(ctx, clerk, number, version, "冒烟是几点开始的？")
    someone.press("/track/save")
    someone = Citizen(client, someone.receipt)
    assert "冒烟是几点开始的" in someone.text and "/track/reply" in someone.ways
    for typed, told in (
        ({"text": ""}, "请写下您的回答"),
        ({"text": "夜里十点", "files": (io.BytesIO(b"x"), "a.exe")}, "a.exe"),
    ):
        refused = someone.press("/track/reply", **typed)
        assert refused.status_code == 422 and told in someone.text
        assert typed["text"] in fields(parse(refused), "/track/reply")["text"]
    someone.press("/track/reply", text="夜里十点", files=(photo(), "烟.jpg"))
    assert "部门继续办理" in someone.text and "/track/reply" not in someone.ways
    files = inbox.case(ctx, clerk, number).evidence
    assert [file.name for file in files] == ["照片1.jpg"]

    handle.answer(ctx, clerk, number, version + 1, Answer("已责令停产。"))
    someone = Citizen(client, someone.receipt)
    assert "已责令停产" in someone.text and {"/track/rate", "/track/review"} <= someone.ways
    someone.press("/track/rate")
    assert someone.press("/track/rate").status_code == 422
    someone.press("/track/rate", stars="2", comment="太慢")
    assert "不满意" in someone.text
    someone.press("/track/review")
    assert "30 日内" in someone.text and "最晚" in someone.text
    someone.press("/track/review", reason="夜里还在冒烟")
    assert "郑州市生态环境局" in someone.text and "作出复查意见" in someone.text and "星期" in someone.text
    reviewer = people.organ_role(Role.REVIEWER, region="410100")
    now = inbox.case(ctx, reviewer, number).version
    review.send_back(ctx, reviewer, number, now, "没有查夜间情况，重新办理。")
    now = inbox.case(ctx, clerk, number).version
    handle.answer(ctx, clerk, number, now, Answer("夜间检查后已拆除。"))
    someone = Citizen(client, someone.receipt)
    assert "夜间检查后已拆除" in someone.text and "没有查夜间情况" in someone.text


def test_adding_asking_a_person_and_withdrawing(
    ctx: Context, people: People, lived: tuple[Citizen, int]
) -> None:
    someone, _version = lived
    number = someone.receipt.case_number
    before = inbox.clocks(ctx, people.clerk(), number)
    someone.press("/track/add")
    assert someone.press("/track/add", text="").status_code == 422
    someone.press("/track/add", text="今天又冒烟了", files=(photo(), "b.jpg"))
    assert "已收到您的补充" in someone.text
    assert inbox.clocks(ctx, people.clerk(), number) == before
    someone.press("/track/person")
    someone.press("/track/person", reason="我觉得归城管")
    assert "还没有回复" in someone.text and "/track/person" not in someone.ways
    someone.press("/track/print")
    assert number in someone.text and "今天又冒烟了" not in someone.text
    someone.press("/track")
    assert "/track/private" in someone.ways
    someone.press("/track/withdraw")
    assert "撤回后不再办理" in someone.text
    someone.press("/track/withdraw", reason="")
    assert "投诉已撤回" in someone.text
    assert not {"/track/add", "/track/withdraw", "/track/reply", "/track/private"} & someone.ways


def test_the_code_is_in_no_address_and_no_file(lived: tuple[Citizen, int]) -> None:
    someone, _version = lived
    code = someone.receipt.code
    assert all(code not in way for way in someone.ways)
    saved = someone.press("/track/save")
    text = saved.get_data(as_text=True)
    assert saved.mimetype == "text/plain" and someone.receipt.case_number in text
    assert code not in text.replace(" ", "") and "星期" in text


def test_a_case_that_moved_on_says_so(ctx: Context, people: People, lived: tuple[Citizen, int]) -> None:
    someone, version = lived
    someone.press("/track/withdraw")
    handle.answer(ctx, people.clerk(), someone.receipt.case_number, version, Answer("已处理。"))
    late = someone.press("/track/withdraw", reason="算了")
    assert late.status_code == 409 and "已处理" in someone.text


def test_files_too_large_together_are_refused_in_words(ctx: Context, lived: tuple[Citizen, int]) -> None:
    someone, _version = lived
    limits = replace(ctx.settings.limits, video_bytes=1000)
    app = create_app(replace(ctx, settings=replace(ctx.settings, limits=limits)))
    app.test_client_class = InspectingClient
    small = app.test_client()
    typed = {"code": someone.receipt.code, "said": "1", "files": (io.BytesIO(b"x" * 9000), "a.mp4")}
    answer = small.post("/track/add", data=typed, content_type="multipart/form-data")
    assert answer.status_code in (400, 413)
    assert "请少选几个文件" in words(parse(answer))


def test_who_goes_along_reads_the_progress_and_nobody_s_words(
    app: Flask, ctx: Context, client: InspectingClient, people: People
) -> None:
    planted = "植入甲"
    lead = submit.submit(ctx, complaint(text=f"{planted}家旁边的工厂烟囱夜里冒黑烟。"), "test")
    other = submit.submit(ctx, complaint(text="植入乙家对面的工厂烟囱冒黑烟。"), "test")
    clerk = people.clerk()
    handle.accept(ctx, clerk, lead.case_number, 1)
    merge.merge(ctx, clerk, other.case_number, 1, Into(lead.case_number, "同一家工厂"))
    Citizen(client, lead).press("/track/add")
    first = Citizen(client, lead)
    first.press("/track/add")
    first.press("/track/add", text=f"{planted}又闻到了")
    now = inbox.case(ctx, clerk, lead.case_number).version
    handle.answer(ctx, clerk, lead.case_number, now, Answer("烟囱已拆除。"))
    along = Citizen(client, other)
    assert "烟囱已拆除" in along.text and "一起办" in along.text
    assert planted not in along.page.get_data(as_text=True) and lead.case_number not in along.text
    assert "植入乙" not in Citizen(client, lead).page.get_data(as_text=True)
    along.press("/track/rate")
    along.press("/track/rate", stars="5")
    assert "很满意" in along.text
    assert "很满意" not in Citizen(client, lead).text
