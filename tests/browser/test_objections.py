"""Nobody is sent from door to door: the bounce limit, the split of article 23; the accused see nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests
from desk_people import Filed, file, hire, open_action, track
from playwright.sync_api import Browser
from product import ARTIFACTS, Product
from visitor import NARROW, WIDE, Device, Visitor, visitor

PHONE, DESKTOP = Device(NARROW, scripts=True), Device(WIDE, scripts=True)
JINSHUI, ZHENGZHOU = "410105", "410100"
SMOKE = "楼下工厂的烟囱白天黑夜冒黑烟，味道刺鼻。"
ACCUSING = "金水区生态环境局的工作人员收了砖厂老板的钱，我举报好几次他们都不来查，还把我的电话告诉了老板。"


@pytest.fixture
def at(product: Product, browser: Browser) -> Iterator[ExitStack]:
    """Browsers that are closed in the end."""
    with ExitStack() as stack:
        yield stack


def desk(
    at: ExitStack, product: Product, browser: Browser, login: str, *post: str, device: Device = PHONE
) -> Visitor:
    """Somebody of the staff, logged in."""
    person = at.enter_context(visitor(browser, device, product.url, ARTIFACTS / "objections"))
    hire(person, product, login, *post)
    return person


def refuse(person: Visitor, number: str, name: str) -> None:
    """Say through the page that a case is not ours."""
    person.go(f"/desk/cases/{number}", f"{name}-case")
    open_action(person, "不归本单位")
    person.page.fill("[name=back-clause]", "清单 ZJ-001")
    person.page.fill("[name=back-reason]", "不是我们的职责")
    person.press(person.page.get_by_role("button", name="提出异议"), f"{name}-refused")


def route(person: Visitor, number: str, department: str, name: str) -> None:
    """Send a case to a department."""
    person.go(f"/desk/cases/{number}", f"{name}-case")
    person.page.locator("summary", has_text="自己选部门").click()
    person.page.select_option("[name=route-department]", department)
    person.page.select_option("[name=route-region]", JINSHUI)
    person.page.fill("[name=route-reason]", "按职责")
    person.press(person.page.get_by_role("button", name="转办", exact=True), f"{name}-routed")


def test_the_second_refusal_ends_it(product: Product, browser: Browser, at: ExitStack) -> None:
    filed = file(product, SMOKE, JINSHUI, "ST-001")
    ecology = desk(at, product, browser, "bounce-ecology", "clerk", JINSHUI, "ecology")
    housing = desk(at, product, browser, "bounce-housing", "clerk", JINSHUI, "housing")
    office = desk(at, product, browser, "bounce-office", "coordinator", JINSHUI, device=DESKTOP)
    refuse(ecology, filed.number, "b1-ecology")
    route(office, filed.number, "housing", "b2-office")
    housing.go(f"/desk/cases/{filed.number}", "b3-housing-case")
    open_action(housing, "不归本单位")
    assert "再提就交共同的上级确定" in housing.page.locator("main").inner_text()
    refuse(housing, filed.number, "b4-housing")
    citizen = at.enter_context(visitor(browser, PHONE, product.url, ARTIFACTS / "objections"))
    assert "不再退回" in track(citizen, filed, "b5-citizen")
    route(office, filed.number, "housing", "b6-office")
    housing.go(f"/desk/cases/{filed.number}", "b7-housing-last")
    assert "/hand-back" not in housing.page.content()  # there is no third time
    housing.press(housing.page.get_by_role("button", name="受理"), "b8-housing-accepted")


def test_supervision_stays_and_enforcement_goes(product: Product, browser: Browser, at: ExitStack) -> None:
    filed = file(product, SMOKE, JINSHUI, "ST-001")
    ecology = desk(at, product, browser, "split-ecology", "clerk", JINSHUI, "ecology")
    urban = desk(at, product, browser, "split-urban", "clerk", JINSHUI, "urban-management")
    ecology.go(f"/desk/cases/{filed.number}", "s1-case")
    open_action(ecology, "执法部分")
    ecology.page.select_option("[name=split-names]", "urban-management")
    ecology.page.fill("[name=split-clause]", "政策第二十三条")
    ecology.press(ecology.page.get_by_role("button", name="转出执法部分"), "s2-split")
    assert "监管部分由您继续办" in ecology.page.locator("main").inner_text()
    urban.go("/desk/?queue=new", "s3-urban-inbox")
    urban.press(urban.page.locator("[data-desk-row]").last, "s4-urban-case")
    told = urban.page.locator("main").inner_text()
    assert f"从哪件分出\n{filed.number}" in told and SMOKE in told and "提出异议" in told
    citizen = at.enter_context(visitor(browser, PHONE, product.url, ARTIFACTS / "objections"))
    said = track(citizen, filed, "s5-citizen")
    assert "执法部分转给有执法权的部门" in said and "金水区城市管理局" in said


def test_whom_a_complaint_accuses_never_sees_it(product: Product, browser: Browser, at: ExitStack) -> None:
    filed = file(product, ACCUSING, JINSHUI)
    accused = desk(at, product, browser, "accused-clerk", "clerk", JINSHUI, "ecology")
    housed = desk(at, product, browser, "accused-office", "coordinator", JINSHUI)
    superior = desk(at, product, browser, "accused-above", "coordinator", ZHENGZHOU, device=DESKTOP)
    for person, name in ((accused, "clerk"), (housed, "office")):
        for queue in ("new", "all"):
            person.go(f"/desk/?queue={queue}", f"a1-{name}-{queue}")
            assert filed.number not in person.page.locator("main").inner_text()
        assert answers(person, product, filed) == 403
    superior.go(f"/desk/cases/{filed.number}", "a2-superior")
    told = superior.page.locator("main").inner_text()
    assert ACCUSING in told and "限制知悉" in told
    citizen = at.enter_context(visitor(browser, PHONE, product.url, ARTIFACTS / "objections"))
    assert "不会交给那个部门" in track(citizen, filed, "a3-citizen")


def answers(person: Visitor, product: Product, filed: Filed) -> int:
    """How the server answers when this person asks for the case by its address."""
    cookies = {each["name"]: each["value"] for each in person.page.context.cookies()}
    return requests.get(f"{product.url}/desk/cases/{filed.number}", cookies=cookies, timeout=20).status_code
