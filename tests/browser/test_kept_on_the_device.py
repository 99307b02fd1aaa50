"""A complaint written where the network comes and goes: kept on the device by choice, gone when told so."""

from __future__ import annotations

from playwright.sync_api import Browser, Page
from product import Product
from visitor import NARROW, WIDE, Device, visitor

STORY = "村口砖厂半夜冒黑烟，" * 40  # long enough for more than one block of anything
SECRET = "石榴花开满院子里"
KEPT = "localStorage.getItem('mingdan-kept')"
SHELVES = "caches.keys().then(names => names.length)"
WORKERS = "navigator.serviceWorker.getRegistrations().then(all => all.length)"


def write(page: Page, secret: str) -> None:
    page.fill("[name=text]", STORY)
    page.get_by_text("网络不好？").click()
    page.get_by_label("口令", exact=True).fill(secret)
    page.get_by_role("button", name="存在设备上").click()
    page.get_by_text("已经存在这台设备上").wait_for()


def leave(page: Page) -> None:
    page.route("https://www.baidu.com/**", lambda route: route.fulfill(body="<title>elsewhere</title>"))
    page.locator("[data-leave]").click()
    page.wait_for_url("https://www.baidu.com/**")


def test_written_without_a_network_opened_with_the_password_cleared_on_leaving(
    product: Product, browser: Browser
) -> None:
    with visitor(browser, Device(NARROW, scripts=True), product.url) as citizen:
        page = citizen.page
        citizen.go("/complain/", "start")
        citizen.send("what")
        write(page, SECRET)
        kept = page.evaluate(KEPT)
        assert "砖厂" not in kept and "石榴" not in kept
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.context.set_offline(True)
        page.goto(f"{product.url}/complain/what")
        assert page.locator("h1").inner_text() == "现在没有网络"
        page.get_by_label("口令", exact=True).fill("不是这个")
        page.get_by_role("button", name="取出存的内容").click()
        page.get_by_text("口令不对").wait_for()
        page.get_by_label("口令", exact=True).fill(SECRET)
        page.get_by_role("button", name="取出存的内容").click()
        page.get_by_text("已经取出来").wait_for()
        assert page.locator("[name=text]").input_value() == STORY
        page.context.set_offline(False)
        page.goto(f"{product.url}/complain/what")
        page.fill("[name=text]", "另一件事")
        page.get_by_label("口令", exact=True).fill(SECRET)
        page.get_by_role("button", name="存在设备上").click()
        page.get_by_text("先取出来或者删掉").wait_for()
        assert page.evaluate(KEPT) == kept
        page.get_by_role("button", name="取出存的内容").click()
        page.get_by_text("已经取出来").wait_for()
        page.locator("[name=text]").press_sequentially("再写一个字")
        leave(page)
        page.goto(f"{product.url}/complain/")
        assert [page.evaluate(each) for each in (KEPT, WORKERS, SHELVES)] == [None, 0, 0]
        citizen.faults.clear()  # the network that was not there


def test_the_form_as_it_was_for_those_without_scripts(product: Product, browser: Browser) -> None:
    with visitor(browser, Device(WIDE, scripts=False), product.url) as citizen:
        citizen.go("/complain/", "start")
        citizen.send("what")
        assert not citizen.page.get_by_text("网络不好？").is_visible()


def test_left_where_the_browser_keeps_nothing(product: Product, browser: Browser) -> None:
    with visitor(browser, Device(WIDE, scripts=True), product.url) as citizen:
        page = citizen.page
        refusing = "get() { throw new DOMException('', 'SecurityError'); }"
        page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {refusing} }})")
        citizen.go("/complain/", "start")
        citizen.send("what")
        assert not page.get_by_text("网络不好？").is_visible()
        leave(page)
        citizen.faults.clear()  # the other site is none of ours


def test_the_autosave_does_not_outlive_leaving(product: Product, browser: Browser) -> None:
    with visitor(browser, Device(WIDE, scripts=True), product.url) as citizen:
        page = citizen.page
        citizen.go("/complain/", "start")
        citizen.send("what")
        write(page, SECRET)
        page.locator("[name=text]").press_sequentially("再")
        page.evaluate("document.querySelector('[data-leave]').href = '#slow'")  # the next page never comes
        page.locator("[data-leave]").click()
        page.wait_for_timeout(1500)
        assert (page.evaluate(KEPT), page.evaluate(SHELVES)) == (None, 0)
