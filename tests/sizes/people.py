"""People at browsers without scripts, each of whose requests goes to the next process of the installation."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import requests
from services import media
from sizes.installations import Installation

XHTML = "{http://www.w3.org/1999/xhtml}"
SUM = re.compile(r"([一二三四五六七八九])加([一二三四五六七八九])")
DIGITS = "零一二三四五六七八九"
TEXT = "花园路一家印刷厂夜里排废气，刺鼻难闻，已经一个多月了。"
MAIL = "zhang@example.com"
ANSWERS = {
    "text": TEXT,
    "matter": "unsure",
    "address": "郑州市金水区花园路",
    "region": "410105",
    "still": "now",
    "who": "named",
    "name": "张小明",
    "email": MAIL,
    "notify": "y",
    "follow": "own",
    "action": "continue",
}
OWN_PASSWORD = "长一点的密码-几个词"


@dataclass
class Browser:
    """Cookies, and which process comes next."""

    at: Installation
    session: requests.Session = field(default_factory=requests.Session)
    turn: int = 0

    def get(self, path: str) -> requests.Response:
        """A page, wherever it leads."""
        return self._followed(self.session.get(self._next() + path, allow_redirects=False, timeout=60))

    def post(self, path: str, data: dict[str, str], **more: Any) -> requests.Response:
        """Send a form; each redirect is followed at another process."""
        sent = self.session.post(self._next() + path, data=data, allow_redirects=False, timeout=60, **more)
        return self._followed(sent)

    def press(self, page: requests.Response, action: str, **typed: str) -> requests.Response:
        """Fill in the form of a page with this action and send it."""
        parsed = html5lib.parse(page.text)
        form = next(each for each in parsed.iter(f"{XHTML}form") if each.get("action", action) == action)
        return self.post(action, {**_fields(form), **typed})

    def _next(self) -> str:
        self.turn += 1
        return self.at.web(self.turn)

    def _followed(self, answer: requests.Response) -> requests.Response:
        while answer.is_redirect:
            to = urlsplit(answer.headers["Location"])
            path = to._replace(scheme="", netloc="").geturl()
            answer = self.session.get(self._next() + path, allow_redirects=False, timeout=60)
        assert answer.status_code < 500, answer.text
        return answer


def file_complaint(at: Installation) -> tuple[str, str, bytes]:
    """Through every page with a photo; the case number, the code and the photo as it was sent."""
    browser, photo = Browser(at), media.photo()
    page = browser.get("/complain/check")
    for _page in range(12):
        parsed = html5lib.parse(page.text)
        code = next((p.get("data-code") for p in parsed.iter(f"{XHTML}p") if p.get("data-code")), None)
        if code:
            return words(page).partition("编号 ")[2].partition("，")[0], code, photo
        page = _answered(browser, page, parsed, photo)
    raise AssertionError(words(page))


def _answered(
    browser: Browser, page: requests.Response, parsed: ET.Element, photo: bytes
) -> requests.Response:
    form = next(each for each in parsed.iter(f"{XHTML}form") if each.get("data-once") is not None)
    path = urlsplit(urljoin(page.url, form.get("action") or "")).path
    data = {name: ANSWERS.get(name, value) for name, value in _fields(form).items()}
    if "answer" in data:
        data["answer"] = _solved(words(page))
    if path == "/complain/evidence":
        return browser.post(path, data, files={"files": ("a.jpg", io.BytesIO(photo), "image/jpeg")})
    return browser.post(path, data)


def clerk(at: Installation) -> Browser:
    """Somebody of Jinshui's ecology bureau, logged in with a password of their own."""
    password = at.command("user", "add", "clerk", "--region", "410105", "--department", "ecology")
    browser = Browser(at)
    entered = browser.press(browser.get("/staff/login"), "/staff/login", login="clerk", password=password)
    assert "/staff/password" in entered.url, words(entered)
    changed = {"current": password, "new": OWN_PASSWORD, "again": OWN_PASSWORD}
    assert browser.press(entered, "/staff/password", **changed).ok
    return browser


def words(page: requests.Response) -> str:
    """All text of a page."""
    return " ".join("".join(html5lib.parse(page.text).itertext()).split())


def _fields(form: ET.Element) -> dict[str, str]:
    named = [e for e in form.iter() if e.get("name") and e.get("type") not in ("file", "submit")]
    return {e.get("name") or "": e.get("value") or "" for e in named}


def _solved(said: str) -> str:
    found = SUM.search(said)
    assert found, said
    return str(DIGITS.index(found[1]) + DIGITS.index(found[2]))
