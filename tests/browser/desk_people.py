"""Staff and complaints of browser tests: made beside the running product, used in Chromium."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import requests
from product import Product
from visitor import Visitor

from intake.cases.model import Role, Staff
from intake.services.staff import accounts
from intake.services.staff.accounts import NewUser
from intake.store.staff import accounts as account_store
from intake.web.security import STAFF_COOKIE


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


def make(product: Product, login: str, role: str, region: str, department: str = "") -> Staff:
    """Make an account."""
    accounts.add_user(product.data, NewUser(login, login, Role(role), region, department or None))
    return accounts.staff_of_login(product.data, login)


def logged_in(product: Product, login: str) -> Any:
    """The cookie of somebody who has logged in; test_whole_path.py walks the pages of a first log-in."""
    ctx = product.data
    staff = accounts.staff_of_login(ctx, login)
    with ctx.database.writing() as connection:
        account_store.set_password(connection, staff.id, "")
        session = accounts.open_session(ctx, connection, staff, by="password")
    return {"name": STAFF_COOKIE, "value": session, "url": product.url}


def hire(
    visitor: Visitor, product: Product, login: str, role: str, region: str, department: str = ""
) -> None:
    """Make an account that is logged in here."""
    make(product, login, role, region, department)
    visitor.page.context.add_cookies([logged_in(product, login)])
    visitor.go("/desk/", f"{login}-inbox")


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
