"""A complaint from the search to the answer, photographed page by page; the tour is made of it too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page
from product import Product

from intake.services.casework import handle
from intake.services.casework.handle import Answer
from intake.services.desk import inbox
from intake.services.staff import accounts

TEXT = "楼下烧烤店每天晚上油烟直排，整栋楼都呛得开不了窗。"
ANSWER = "已于当日到店检查，责令停业安装油烟净化设施，12 月 5 日前复查。"
Take = Callable[[Page, str], None]


def search(page: Page, product: Product, take: Take) -> None:
    """From the home page to the item."""
    page.goto(f"{product.url}/")
    take(page, "home")
    page.fill("[role=search] [name=q]", "金水区饭店油烟")
    take(page, "home-typed")
    _press(page, "[role=search] button")
    take(page, "search")
    _press(page, "main a:has-text('餐饮油烟')")
    take(page, "item")


def complain(page: Page, product: Product, photo: Path, take: Take) -> tuple[str, str]:
    """From the form's first question to the receipt; the case's number and code."""
    page.goto(f"{product.url}/complain/?item=CG-001")
    _go_on(page)
    page.fill("[name=text]", TEXT)
    take(page, "what")
    _go_on(page)
    if "/matter" in page.url:
        take(page, "matter")
        page.locator("[name=matter]").first.check()
        _go_on(page)
    page.fill("[name=address]", "郑州市金水区花园路 100 号")
    take(page, "where")
    _go_on(page)
    if "/similar" in page.url:
        page.locator("main input[type=radio]").last.check()
        _go_on(page)
    page.locator("[name=still]").first.check()
    take(page, "when")
    _go_on(page)
    page.set_input_files("[name=files]", photo)
    take(page, "evidence")
    _go_on(page)
    page.check("[name=who][value=anonymous]")
    take(page, "contact")
    _go_on(page)
    take(page, "check")
    _go_on(page)
    take(page, "receipt")
    code = page.locator("[data-code]").get_attribute("data-code") or ""
    return page.locator(".lead").inner_text().split()[1].split("，")[0], code


def answer(product: Product, number: str) -> None:
    """The clerk of the responsible department accepts and answers."""
    clerk = accounts.staff_of_login(product.data, "jinshui-cg")
    for act, *given in ((handle.accept,), (handle.answer, Answer(ANSWER))):
        act(product.data, clerk, number, inbox.case(product.data, clerk, number).version, *given)  # type: ignore[operator]  # either


def follow(page: Page, product: Product, code: str, take: Take, *names: str) -> None:
    """Look at the case with the code; take it, and the pages of what can be done."""
    page.goto(f"{product.url}/track")
    page.fill("[name=code]", code)
    _press(page, "main button[type=submit]")
    take(page, names[0])
    for name, words in zip(names[1:], ("评价", "请求复查"), strict=False):
        _press(page, f"main button:has-text('{words}')")
        take(page, name)
        _press(page, "main button:has-text('不做了')")


def _go_on(page: Page) -> None:
    _press(page, "main .button-primary[type=submit]")


def _press(page: Page, target: str) -> None:
    with page.expect_navigation():
        page.locator(target).first.click()
