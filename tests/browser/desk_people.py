"""Staff and complaints of browser tests: made by the command line and by another system, used in Chromium."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import requests
from product import Product
from visitor import Visitor

PASSWORD = "紫荆山 公园 傍晚 很好"


@dataclass(frozen=True)
class Filed:
    """A complaint on file: its public number and the code of its receipt."""

    number: str
    code: str


@cache
def _key(product: Product) -> str:
    return product.command("apikey", "add", "其他系统")


def file(product: Product, text: str, region: str, item: str | None = None) -> Filed:
    """File a complaint as another system does."""
    body = {"text": text, "region": region, **({"item": item} if item else {})}
    headers = {"X-API-Key": _key(product)}
    sent = requests.post(f"{product.url}/api/v1/complaints", json=body, headers=headers, timeout=20)
    assert sent.status_code == 201, sent.text
    return Filed(sent.json()["case_number"], sent.json()["receipt_code"])


def hire(
    visitor: Visitor, product: Product, login: str, role: str, region: str, department: str = ""
) -> None:
    """Make an account and log in with it for the first time."""
    where = ("--role", role, "--region", region, *(("--department", department) if department else ()))
    one_time = product.command("user", "add", login, *where)
    page = visitor.page
    visitor.go("/staff/login", f"{login}-login")
    page.fill("[name=login]", login)
    page.fill("[name=password]", one_time)
    visitor.send(f"{login}-password")
    for name, typed in (("current", one_time), ("new", PASSWORD), ("again", PASSWORD)):
        page.fill(f"[name={name}]", typed)
    visitor.send(f"{login}-inbox")


def open_action(visitor: Visitor, words: str) -> None:
    """Unfold an action that is not the likely next one."""
    page = visitor.page
    others = page.locator("details.others")
    if others.get_attribute("open") is None:
        others.locator("> summary").click()
    others.locator("summary", has_text=words).click()


def track(visitor: Visitor, filed: Filed, name: str) -> str:
    """What the citizen reads with the receipt code."""
    visitor.go("/track", f"{name}-enter")
    visitor.page.fill("[name=code]", filed.code)
    visitor.press(visitor.page.get_by_role("button", name="查一查"), name)
    return visitor.page.locator("main").inner_text()
