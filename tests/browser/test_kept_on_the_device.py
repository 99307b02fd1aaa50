"""A complaint written where the network comes and goes: kept on the device by choice, gone when told so."""

from __future__ import annotations

from playwright.sync_api import Browser, Page
from product import Product
from visitor import NARROW, WIDE, Device, visitor

STORY = "村口砖厂半夜冒黑烟，" * 40  # long enough for more than one block of anything
KEPT = "localStorage.getItem('mingdan-kept')"
WORKERS = "navigator.serviceWorker.getRegistrations().then(all => all.length)"


def write(page: Page, secret: str) -> None:
    page.fill("[name=text]", STORY)
    page.get_by_text("网络不好？").click()
    page.get_by_label("口令").fill(secret)
    page.get_by_role("button", name="存在设备上").click()
    page.get_by_text("已经存在这台设备上").wait_for()


def test_written_without_a_network_opened_with_the_password_cleared_on_leaving(
    product: Product, browser: Browser
) -> None:
    with visitor(browser, Device(NARROW, scripts=True), product.url) as citizen:
        page = citizen.page
        citizen.go("/complain/", "start")
        citizen.send("what")
        write(page, "石榴花开")
        kept = page.evaluate(KEPT)
        assert "砖厂" not in kept and "石榴" not in kept
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.context.set_offline(True)
        page.goto(f"{product.url}/complain/what")
        assert page.locator("h1").inner_text() == "现在没有网络"
        page.get_by_label("口令").fill("不是这个")
        page.get_by_role("button", name="取出存的内容").click()
        page.get_by_text("口令不对").wait_for()
        page.get_by_label("口令").fill("石榴花开")
        page.get_by_role("button", name="取出存的内容").click()
        page.get_by_text("已经取出来").wait_for()
        assert page.locator("[name=text]").input_value() == STORY
        page.context.set_offline(False)
        page.goto(f"{product.url}/complain/what")
        page.route("https://www.baidu.com/**", lambda route: route.fulfill(body="<title>elsewhere</title>"))
        page.locator("[data-leave]").click()
        page.wait_for_url("https://www.baidu.com/**")
        page.goto(f"{product.url}/complain/")
        assert (page.evaluate(KEPT), page.evaluate(WORKERS)) == (None, 0)
        citizen.faults.clear()  # the network that was not there


def test_the_form_as_it_was_for_those_without_scripts(product: Product, browser: Browser) -> None:
    with visitor(browser, Device(WIDE, scripts=False), product.url) as citizen:
        citizen.go("/complain/", "start")
        citizen.send("what")
        assert not citizen.page.get_by_text("网络不好？").is_visible()
