"""The main job in a real browser: a citizen finds who is responsible, complains, and reads the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests
from PIL import Image
from playwright.sync_api import Browser
from product import ARTIFACTS, Product, photo_with_place
from visitor import NARROW, WIDE, Device, Visitor, visitor

DEVICES = [Device(NARROW, scripts=True), Device(NARROW, scripts=False), Device(WIDE, scripts=True)]
TEXT = "楼下烧烤店每天晚上油烟直排，整栋楼都呛得开不了窗。"
ANSWER = "已于当日到店检查，责令停业安装油烟净化设施，12 月 5 日前复查。"
PASSWORD = "紫荆山 公园 傍晚 很好"


@pytest.mark.parametrize("device", DEVICES, ids=lambda device: device.name)
def test_from_the_question_to_the_answer(
    device: Device, product: Product, browser: Browser, tmp_path: Path
) -> None:
    album = ARTIFACTS / device.name
    photo = tmp_path / "IMG_20261123.jpg"
    with photo.open("wb") as file:
        photo_with_place(file)
    with visitor(browser, device, product.url, album) as citizen:
        find_the_matter(citizen)
        complain(citizen, photo, device.scripts)
        code = citizen.page.locator("[data-code]").get_attribute("data-code") or ""
        number = citizen.page.locator(".lead").inner_text().split()[1].split("，")[0]
        with visitor(browser, device, product.url, album) as clerk:
            log_in(clerk, product, f"clerk-{device.name}")
            answer(clerk, number)
        follow(citizen, code)


def find_the_matter(citizen: Visitor) -> None:
    """From the home page to the published item."""
    citizen.go("/", "01-home")
    citizen.page.fill("[role=search] [name=q]", "饭店冒烟")
    citizen.press("[role=search] button", "02-results")
    citizen.press(citizen.page.locator("main a", has_text="餐饮油烟"), "03-item")
    assert "城市管理" in citizen.page.locator("main").inner_text()


def complain(citizen: Visitor, photo: Path, scripts: bool) -> None:
    """From the item to the receipt."""
    page = citizen.page
    citizen.press(page.locator("main a", has_text="投诉这类问题"), "04-start")
    citizen.send("05-what")
    page.fill("[name=text]", TEXT)
    citizen.send("06-next")
    if "/matter" in page.url:
        page.locator("[name=matter]").first.check()
        citizen.send("07-where")
    page.fill("[name=address]", "郑州市金水区花园路 100 号")
    citizen.send("08-next")
    if "/place" in page.url:
        page.locator("[name=region]").first.check()
        citizen.send("09-next")
    if "/similar" in page.url:  # another device complained of the same place before
        page.locator("main input[type=radio]").last.check()
        citizen.send("09-when")
    page.locator("[name=still]").first.check()
    page.fill("[name=occurred_at]", "每天晚上七点以后")
    citizen.send("10-evidence")
    page.set_input_files("[name=files]", photo)
    citizen.send("11-contact")
    page.check("[name=who][value=named]")
    page.fill("[name=name]", "申女士")
    page.fill("[name=phone]", "0371-55550000")
    citizen.send("12-check")
    assert "金水区城市管理局" in page.locator("main").inner_text()
    if not scripts:
        citizen.solve_sum()
    citizen.send("13-receipt")


def log_in(clerk: Visitor, product: Product, login: str) -> None:
    """A new clerk's first day: the one-time password, then their own."""
    where = ("--region", "410105", "--department", "urban-management")
    one_time = product.command("user", "add", login, "--name", "韩承办", *where)
    clerk.go("/desk/", "20-login")
    clerk.page.fill("[name=login]", login)
    clerk.page.fill("[name=password]", one_time)
    clerk.send("21-password")
    for name, typed in (("current", one_time), ("new", PASSWORD), ("again", PASSWORD)):
        clerk.page.fill(f"[name={name}]", typed)
    clerk.send("22-inbox")


def answer(clerk: Visitor, number: str) -> None:
    """Find the case, look at everything, accept it, answer it."""
    clerk.press(clerk.page.locator("[data-desk-row]", has_text=number), "23-case")
    main = clerk.page.locator("main")
    assert TEXT in main.inner_text()
    assert "55550000" not in main.inner_text()
    check_photo(clerk)
    clerk.press(clerk.page.get_by_role("button", name="受理"), "24-accepted")
    clerk.page.locator("summary", has_text="查看联系方式").click()
    clerk.page.fill("[name=contact-reason]", "约定现场检查时间")
    clerk.press(clerk.page.get_by_role("button", name="查看", exact=True), "25-contact")
    assert "0371-55550000" in main.inner_text()
    clerk.page.fill("[name=answer-text]", ANSWER)
    clerk.press(clerk.page.get_by_role("button", name="发出答复"), "26-answered")
    clerk.press(clerk.page.get_by_role("button", name="退出登录"), "27-logged-out")


def check_photo(clerk: Visitor) -> None:
    """The picture is there, and tells neither place nor phone."""
    source = clerk.page.locator(".pictures img").get_attribute("src") or ""
    cookies = {each["name"]: each["value"] for each in clerk.page.context.cookies()}
    base = "/".join(clerk.page.url.split("/")[:3])
    sent = requests.get(base + source, cookies=cookies, stream=True, timeout=20)
    assert sent.ok and "no-store" in sent.headers["Cache-Control"]
    picture = Image.open(sent.raw)
    assert not picture.getexif()
    assert picture.size == (1600, 1200)


def follow(citizen: Visitor, code: str) -> None:
    """Read the answer with nothing but the code."""
    citizen.go("/track", "30-track")
    citizen.page.fill("[name=code]", code)
    citizen.press(citizen.page.get_by_role("button", name="查一查"), "31-answer")
    said = citizen.page.locator("main").inner_text()
    assert ANSWER in said
    assert "韩承办" not in said and "申女士" not in said


def test_the_inbox_is_walked_with_keys(product: Product, browser: Browser) -> None:
    key = product.command("apikey", "add", "键盘测试")
    for street in ("一", "二", "三"):
        body = {"text": f"{street}号院门口的烧烤店油烟太大", "item": "CG-001", "region": "410105"}
        sent = requests.post(
            f"{product.url}/api/v1/complaints", json=body, headers={"X-API-Key": key}, timeout=20
        )
        assert sent.status_code == 201, sent.text
    with visitor(browser, Device(WIDE, scripts=True), product.url) as clerk:
        log_in(clerk, product, "clerk-keys")
        rows = clerk.page.locator("[data-desk-row]")
        rows.first.focus()
        for keys, place in (("j", 1), ("j", 2), ("k", 1)):
            clerk.page.keyboard.press(keys)
            assert rows.nth(place).evaluate("row => row === document.activeElement")
        number = rows.nth(1).inner_text()
        with clerk.page.expect_navigation():
            clerk.page.keyboard.press("Enter")
        assert number in clerk.page.url


@pytest.mark.parametrize("path", ["/departments/", "/regions/410105/", "/lists/", "/topics/", "/api/"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["phone", "desktop"])
def test_other_public_pages_are_sound(
    path: str, size: tuple[int, int], product: Product, browser: Browser
) -> None:
    with visitor(browser, Device(size, scripts=True), product.url) as citizen:
        citizen.go(path, "page")
