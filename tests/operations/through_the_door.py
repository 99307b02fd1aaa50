"""A citizen and a clerk at an installed service, through its front door, without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import requests
from front import HOST, Here

SUM = re.compile(r"([零一二三四五六七八九十\d]+)\s*([加减乘])\s*([零一二三四五六七八九十\d]+)")
DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九十")}
FIELD = re.compile(r"<(?:input|textarea|select|button)\b[^>]*>")
_OWN = "长一点的密码-几个词"
PAGES: dict[str, dict[str, str]] = {
    "/complain/what": {"text": "试装：郑东新区一家塑料厂每天半夜冒黑烟，刺鼻的臭味飘到小区里。"},
    "/complain/matter": {"matter": "unsure"},
    "/complain/where": {"address": "花园路", "region": "410105"},
    "/complain/when": {"still": "now", "occurred_at": "每天凌晨"},
    "/complain/evidence": {},
    "/complain/contact": {"who": "anonymous"},
}


class Door:
    """One visitor's browser: keeps cookies, follows redirects, asks at this machine for the service's
    name."""

    def __init__(self, certificate: Path, port: int) -> None:
        self._session, self._url = requests.Session(), f"https://{HOST}:{port}"
        self._session.trust_env = False
        self._session.verify = str(certificate)
        self._session.headers["Host"] = HOST
        self._session.mount("https://", Here())

    def get(self, path: str) -> requests.Response:
        """Open a page, wherever it leads."""
        return self._go(self._session.get(self._url + path, allow_redirects=False, timeout=60))

    def fill(self, path: str, answers: dict[str, str]) -> requests.Response:
        """Open a page, change these fields, press its button."""
        return self.send(path, self.get(path), answers)

    def send(self, path: str, page: requests.Response, answers: dict[str, str]) -> requests.Response:
        """Press the button of a page that is open: its sum is asked only there."""
        data = {**_fields(page.text), **answers}
        kind: dict[str, Any] = {"files": {"": ("", b"")}} if path.endswith("evidence") else {}
        sent = self._session.post(self._url + path, data=data, allow_redirects=False, timeout=60, **kind)
        return self._go(sent)

    def _go(self, answer: requests.Response) -> requests.Response:
        while answer.status_code in (301, 302, 303, 308):
            where = answer.headers["Location"].replace(f"https://{HOST}", "")
            answer = self._session.get(self._url + where, allow_redirects=False, timeout=60)
        answer.landed = answer.request.path_url.partition("?")[0]  # type: ignore[attr-defined]  # where it ended
        return answer


def door(root: Path, port: int = 443) -> Door:
    """A fresh browser before the service that is installed in a root."""
    return Door(root / "etc/mingdan/tls/cert.pem", port)


def complaint_is_filed(browser: Door) -> str:
    """The receipt code that the last page shows."""
    page = browser.fill("/complain/", {})
    for _page in range(len(PAGES) + 2):
        path = page.landed  # type: ignore[attr-defined]  # as above
        if path == "/complain/check":
            break
        page = browser.fill(path, PAGES.get(path, {"follow": "own"}))
    page = browser.get("/complain/check")
    shown = re.sub(r"<[^>]+>", "", page.text)
    first, sign, second = SUM.search(shown).groups()  # type: ignore[union-attr]  # the page asks for a sum
    a, b = (DIGITS[each] if each in DIGITS else int(each) for each in (first, second))
    receipt = browser.send(
        "/complain/check", page, {"answer": str({"加": a + b, "减": a - b, "乘": a * b}[sign])}
    )
    code = re.search(r'data-code="([\d ]+)"', receipt.text)
    assert code, f"no receipt: {receipt.status_code} {receipt.url}"
    return code[1]


def clerk_logs_in(browser: Door, login: str, one_time: str) -> str:
    """Log in, choose a password, see the desk; what its heading says."""
    browser.fill("/staff/login", {"login": login, "password": one_time})
    chosen = {"current": one_time, "new": _OWN, "again": _OWN}
    browser.fill("/staff/password", chosen)
    desk = browser.get("/desk/")
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", desk.text, re.S)
    assert heading
    assert desk.landed == "/desk/", heading[1]  # type: ignore[attr-defined]  # as above
    return re.sub(r"<[^>]+>|\s+", " ", heading[1]).strip()


def _fields(page: str) -> dict[str, str]:
    """Hidden and filled fields of the page's form, as a browser sends them."""
    found = [
        SimpleNamespace(**dict(re.findall(r'\b(name|value|type)="([^"]*)"', tag)))
        for tag in FIELD.findall(page)
    ]
    return {
        each.name: getattr(each, "value", "")
        for each in found
        if hasattr(each, "name") and getattr(each, "type", "text") in ("hidden", "text", "tel", "email")
    }
