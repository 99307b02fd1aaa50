"""From the department's question to the second answer, on a phone, as the complainant sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from product import ARTIFACTS, Product, photo_with_place
from samples import People, complaint
from test_whole_path import log_in
from visitor import NARROW, WIDE, Device, Visitor, visitor

from intake.cases.model import Location, Role
from intake.services.casework import handle, merge, question, review
from intake.services.casework.handle import Answer
from intake.services.casework.merge import Into
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.filing import submit

TEXT = "石油路口的塑料厂半夜烧废料，黑烟呛人，关着窗也有味道。"
PLANTED = "植入甲乙丙"


@pytest.fixture(scope="module")
def ctx(product: Product) -> Context:
    """The running installation's data, for what its staff do meanwhile."""
    return product.data


@pytest.fixture(scope="module")
def people(ctx: Context) -> People:
    return People(ctx)


def enter(citizen: Visitor, code: str, name: str) -> str:
    """Open the case with nothing but the code; returns what the page says."""
    citizen.go("/track", f"{name}-enter")
    citizen.page.fill("[name=code]", code)
    citizen.press(citizen.page.get_by_role("button", name="查一查"), name)
    return said(citizen)


def said(citizen: Visitor) -> str:
    return citizen.page.locator("main").inner_text()


def press(citizen: Visitor, words: str, name: str) -> str:
    """Press a button by its words."""
    citizen.press(citizen.page.get_by_role("button", name=words, exact=True), name)
    return said(citizen)


@pytest.mark.parametrize(
    "device",
    [Device(NARROW, scripts=False), Device(WIDE, scripts=True)],
    ids=lambda device: device.name,
)
def test_from_the_question_to_the_second_answer(
    device: Device, product: Product, browser: Browser, ctx: Context, people: People, tmp_path: Path
) -> None:
    receipt = submit.submit(ctx, complaint(TEXT), "test")
    clerk, number, code = people.clerk(), receipt.case_number, receipt.code
    version = handle.accept(ctx, clerk, number, 1)
    question.ask(ctx, clerk, number, version, "烧废料一般是几点？\n有没有照片？")
    photo = tmp_path / "IMG.jpg"
    with photo.open("wb") as file:
        photo_with_place(file)
    with visitor(browser, device, product.url, ARTIFACTS / f"citizen-{device.name}") as citizen:
        assert "烧废料一般是几点" in enter(citizen, code, "01-asked")
        citizen.page.fill("[name=text]", "夜里一点到三点。")
        citizen.page.set_input_files("[name=files]", photo)
        assert "部门继续办理" in press(citizen, "发出回答", "02-replied")
        assert [file.name for file in inbox.case(ctx, clerk, number).evidence] == ["照片1.jpg"]
        press(citizen, "补充情况或照片", "03-add")
        citizen.page.fill("[name=text]", "昨晚又烧了。")
        assert "已收到您的补充" in press(citizen, "发出补充", "04-added")
        press(citizen, "请人工核对由谁办", "05-person")
        press(citizen, "不做了，回到这件投诉", "06-back")
        handle.answer(ctx, clerk, number, _version(ctx, people, number), Answer("已责令停业。\n三日后复查。"))
        assert "三日后复查" in enter(citizen, code, "07-answered")
        press(citizen, "评价", "08-rate")
        citizen.page.get_by_text("不满意", exact=True).click()
        assert "您的评价：不满意" in press(citizen, "提交评价", "09-rated")
        assert "最晚" in press(citizen, "请求复查", "10-review")
        citizen.page.fill("[name=reason]", "夜里还在烧。")
        told = press(citizen, "请求复查", "11-review-asked")
        assert "郑州市生态环境局" in told and "作出复查意见" in told and "星期" in told
        reviewer = people.organ_role(Role.REVIEWER, region="410100")
        review.send_back(ctx, reviewer, number, _version(ctx, people, number), "请夜间再查。")
        handle.answer(ctx, clerk, number, _version(ctx, people, number), Answer("夜查后已查封。"))
        assert "夜查后已查封" in enter(citizen, code, "12-second-answer")
        assert number in press(citizen, "打印", "13-paper")


def test_who_goes_along_sees_nobody_else(
    product: Product, browser: Browser, ctx: Context, people: People
) -> None:
    lead = submit.submit(ctx, complaint(f"{PLANTED}家旁的砖厂冒烟。"), "test")
    other = submit.submit(ctx, complaint("砖厂冒烟，呛人。"), "test")
    clerk = people.clerk()
    merge.merge(ctx, clerk, other.case_number, 1, Into(lead.case_number, "同一家砖厂"))
    with visitor(browser, Device(NARROW, scripts=True), product.url, ARTIFACTS / "citizen-along") as citizen:
        told = enter(citizen, other.code, "01-along")
        assert "一起办" in told and PLANTED not in citizen.page.content()
        assert lead.case_number not in citizen.page.content()
        assert "撤回后不再办理" in press(citizen, "撤回", "02-withdraw")
        citizen.press(citizen.page.get_by_role("button", name="撤回", exact=True), "03-withdrawn")
        assert "您已撤回" in said(citizen)


def test_a_second_complaint_is_offered_the_first_and_the_desk_sees_both(
    product: Product, browser: Browser, ctx: Context, people: People
) -> None:
    words = "丰产路口的烧烤店每晚油烟直排，满楼道呛人。"
    place = Location("410105", "丰产路口")
    lead = submit.submit(ctx, complaint(f"{PLANTED}：{words}", item="CG-001", location=place), "test")
    with visitor(browser, Device(NARROW, scripts=False), product.url, ARTIFACTS / "follow") as citizen:
        page = citizen.page
        citizen.go("/complain/?item=CG-001", "01-start")
        citizen.send("02-what")
        page.fill("[name=text]", words)
        citizen.send("03-matter")
        citizen.send("04-where")
        page.fill("[name=address]", "郑州市金水区丰产路口")
        citizen.send("05-similar")
        assert "已有人反映" in said(citizen) and PLANTED not in page.content()
        page.locator("[name=follow]").first.check()
        citizen.send("06-when")
        page.locator("[name=still]").first.check()
        citizen.send("07-evidence")
        citizen.send("08-contact")
        page.check("[name=who][value=anonymous]")
        citizen.send("09-check")
        assert "一起办" in said(citizen)
        citizen.solve_sum()
        citizen.send("10-receipt")
        code = page.locator("[data-code]").get_attribute("data-code") or ""
        assert "一起办" in enter(citizen, code, "11-along")
        assert PLANTED not in page.content()
    with visitor(browser, Device(NARROW, scripts=True), product.url, ARTIFACTS / "follow-desk") as clerk:
        log_in(clerk, product, "clerk-follow")
        clerk.go(f"/desk/cases/{lead.case_number}", "01-lead")
        assert "一起办的投诉" in said(clerk)
        third = submit.submit(ctx, complaint(words, item="CG-001", location=place), "test")
        clerk.go(f"/desk/cases/{third.case_number}", "02-suspects")
        clerk.press(clerk.page.get_by_role("link", name="并入另一件"), "03-merge")
        clerk.page.locator("[name=merge-lead]").first.check()
        clerk.page.fill("[name=merge-reason]", "同一家店")
        press(clerk, "并入", "04-merged")
        clerk.press(clerk.page.get_by_role("link", name="分开，单独办理"), "05-unmerge")
        clerk.go("/desk/complainants", "06-complainants")


def _version(ctx: Context, people: People, number: str) -> int:
    return inbox.case(ctx, people.coordinator("410000"), number).version
