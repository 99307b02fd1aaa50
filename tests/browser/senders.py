"""Citizens and other systems that go on filing complaints while the server comes and goes."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import html5lib
import requests
from visitor import solve

XHTML = "{http://www.w3.org/1999/xhtml}"
ANSWERS = {
    "text": "村口的砖厂半夜冒黑烟，已经一个多月了。",
    "matter": "unsure",
    "address": "郑州市金水区花园路",
    "region": "410105",
    "still": "now",
    "who": "anonymous",
    "action": "continue",
}


@dataclass
class Receipts:
    """Every receipt somebody was shown: code by case number."""

    codes: dict[str, str] = field(default_factory=dict)
    of_forms: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def shown(self, number: str, code: str) -> None:
        """Note one; the same case must always show the same code."""
        with self.lock:
            assert self.codes.setdefault(number, code) == code


def send_by_api(base: str, key: str, name: str, receipts: Receipts, stop: threading.Event) -> None:
    """File one complaint after another; an unanswered one is sent again under the same Idempotency-Key."""
    count = 0
    while not stop.is_set():
        headers = {"X-API-Key": key, "Idempotency-Key": f"{name}-{count:06d}"}
        body = {"text": f"{name} 第 {count} 件：工厂冒黑烟", "region": "410105", "item": "ST-001"}
        try:
            sent = requests.post(f"{base}/api/v1/complaints", json=body, headers=headers, timeout=10)
        except requests.RequestException:
            time.sleep(0.1)
            continue
        if sent.status_code == 201:
            receipts.shown(sent.json()["case_number"], sent.json()["receipt_code"])
            count += 1
        else:
            assert sent.status_code == 429, sent.text
            time.sleep(0.5)


def send_by_form(base: str, receipts: Receipts, stop: threading.Event) -> None:
    """Go through the pages again and again, as a browser without scripts does."""
    session = requests.Session()
    while not stop.is_set():
        try:
            _turn_a_page(base, session, receipts)
        except requests.RequestException:
            time.sleep(0.1)


def _turn_a_page(base: str, session: requests.Session, receipts: Receipts) -> None:
    """Open the page the draft is on, answer it; at the receipt, note it and begin anew."""
    here = session.get(f"{base}/complain/check", timeout=10)
    if here.status_code == 429:
        time.sleep(1)
        return
    page = html5lib.parse(here.text)
    code = next((p.get("data-code") for p in page.iter(f"{XHTML}p") if p.get("data-code")), None)
    if code:
        receipts.shown(_words(page).partition("编号 ")[2].partition("，")[0], code)
        receipts.of_forms += 1
        session.cookies.clear()
        return
    form = next(f for f in page.iter(f"{XHTML}form") if f.get("data-once") is not None)
    data = {name: ANSWERS.get(name, value) for name, value in _fields(form).items()}
    if "answer" in data:
        data["answer"] = solve(_words(page))
    sent = session.post(urljoin(here.url, form.get("action") or ""), data=data, timeout=10)
    assert sent.status_code in (200, 429), sent.text


def _fields(form: ET.Element) -> dict[str, str]:
    named = [e for e in form.iter() if e.get("name") and e.get("type") != "file"]
    return {e.get("name") or "": e.get("value") or "" for e in named}


def _words(page: ET.Element) -> str:
    return "".join(page.itertext())
