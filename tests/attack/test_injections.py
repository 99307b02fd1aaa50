"""Words that a program along the way would take for orders: of pages, tables, mail, logs, queries."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import time
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import html5lib
import openpyxl
import pytest
from disclosure.open_data.linked_data import linked_data
from disclosure.pages import SitePage
from disclosure.text import to_html
from roles_world import ITEM
from samples import JINSHUI, ROOT, complaint
from siege import House, token_of

from intake.cases.canned import CannedText, Purpose
from intake.cases.model import Contact, Location, Role
from intake.senders.message import Message, Refused
from intake.senders.smtp import SmtpSender
from intake.services.casework import handle, question, tasks
from intake.services.casework.tasks import Asked
from intake.services.desk import canned, notes, saved, sheets
from intake.services.filing import submit
from intake.services.lists import rows as list_rows
from intake.services.search import case_index
from intake.services.staff import units
from intake.tables.form import Form, Heading
from intake.tables.to_xlsx import to_xlsx
from intake.web.forms.question import one_line
from registry.spreadsheets import harmless

MARK = "qzxwv"  # stands in every planted word, so that a search finds it
SCRIPT = f"{MARK}\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{{{7*191}}}}${{7*191}}"


@pytest.fixture(scope="module")
def poisoned(house: House) -> dict[str, Any]:
    """A case whose every word, and everything around it, would like to be a script."""
    ctx, world = house.ctx, house.world
    clerk, head = world.here(Role.CLERK), world.here(Role.DEPARTMENT_HEAD)
    place = Location(region=JINSHUI, address=SCRIPT[:80])
    who = Contact(SCRIPT[:30], "13800001111", "an@example.com")
    receipt = submit.submit(ctx, complaint(SCRIPT, location=place, contact=who), "test")
    number = receipt.case_number
    handle.accept(ctx, clerk, number, 1)
    question.ask(ctx, clerk, number, 2, SCRIPT)
    notes.write(ctx, clerk, number, SCRIPT)
    unit = units.add(ctx, head, "<b>科")
    canned.add(ctx, head, CannedText(0, Purpose.ANSWER, SCRIPT[:40], SCRIPT[:50], own=False))
    saved.save(ctx, clerk, SCRIPT[:20], {"queue": "new"}, shared=False)
    draft = world.made["list"]
    list_rows.add_row(
        ctx, clerk, draft, ITEM.__class__("", matter=SCRIPT[:60], description=SCRIPT, words=SCRIPT[:20])
    )
    case_index.rebuild(ctx)
    return {"number": number, "code": receipt.code, "draft": draft, "unit": unit}


PAGES = (
    "/desk/?queue=waiting",
    "/desk/cases/{number}",
    "/desk/cases/{number}/print",
    "/desk/cases/{number}/files",
    "/desk/cases/{number}/notes",
    "/desk/cases/{number}/tasks",
    "/desk/cases/{number}/merge",
    "/desk/cases/{number}/milestones",
    "/desk/cases/{number}/court",
    "/desk/cases/{number}/referrals",
    "/desk/cases/{number}/publication",
    "/desk/cases/{number}/outcome",
    "/desk/cases/{number}/supervision",
    "/desk/search?q=" + MARK,
    "/desk/search?q=" + quote(SCRIPT),
    "/desk/complainants?q=" + quote(SCRIPT[:40]),
    "/desk/texts",
    "/desk/views",
    "/desk/people",
    "/desk/lists",
    "/desk/lists/{draft}",
    "/desk/lists/{draft}/rows",
    "/desk/lists/{draft}/print",
    "/desk/lists/{draft}/compare",
    "/desk/mentions",
    "/desk/resting",
    "/search?q=" + quote(SCRIPT),
    "/search?q=a&region=" + quote(SCRIPT),
    "/who?matter=" + quote(SCRIPT),
    "/complain/?item=" + quote(SCRIPT),
    "/lists/compare?from=" + quote(SCRIPT),
    "/regions/compare?region=" + quote(SCRIPT),
    "/staff/login?next=" + quote(SCRIPT),
    "/" + quote(SCRIPT),
)


@pytest.mark.parametrize("page", PAGES)
def test_what_was_typed_is_never_a_script(house: House, poisoned: dict[str, Any], page: str) -> None:
    role = "here department_head" if page.startswith("/desk/lists") else "here clerk"
    role = role if page.startswith("/desk") else "nobody"
    answer = house.by(role).get(page.format(**poisoned))
    assert answer.status_code in (200, 400, 404, 422), answer.status
    _nothing_runs(answer.get_data(as_text=True))


@pytest.mark.parametrize("page", ["/track", "/track/print", "/track/save", "/track/my-data/"])
def test_nor_on_the_page_of_the_complainant(house: House, poisoned: dict[str, Any], page: str) -> None:
    browser = house.stranger()
    typed = {"code": poisoned["code"], "csrf_token": token_of(browser)}
    answer = browser.post(page, data=typed)
    assert answer.status_code == 200
    said = answer.get_data(as_text=True)
    if answer.mimetype == "text/html":
        assert page != "/track" or MARK in said
        _nothing_runs(said)
    else:
        assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["/search.atom?q=", "/api/v1/search?q=", "/open311/v2/services/"])
def test_nor_in_what_programs_read(house: House, path: str) -> None:
    answer = house.stranger().get(path + quote(SCRIPT) + (".json" if "services" in path else ""))
    assert answer.mimetype in ("application/atom+xml", "application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if "atom" in path:
        assert "<script" not in answer.get_data(as_text=True)
    else:
        json.loads(answer.data)


def _nothing_runs(said: str) -> None:
    page = html5lib.parse(said, namespaceHTMLElements=False)
    assert "1337" not in re.sub(r'(?:value|content|src|href|id)="[^"]*"', "", said)
    for element in page.iter():
        tag = str(element.tag)
        assert not [name for name in element.attrib if str(name).startswith("on")], tag
        assert not (tag == "img" and element.get("src") == "x")
        assert not (tag == "script" and "alert" in "".join(element.itertext()))
        for name in ("href", "src", "action", "formaction"):
            assert not (element.get(name) or "").strip().lower().startswith(("javascript:", "vbscript:"))


LINKS = (
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](JaVa&#x53;cript:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "![x](javascript:alert(1))",
    "![x](//evil.example/pixel.png)",
    '![x](x" onerror="alert(1))',
    "<javascript:alert(1)>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "`</code><script>alert(1)</script>`",
    "| a |\n|---|\n| <iframe src=javascript:alert(1)> |",
)


@pytest.mark.parametrize("text", LINKS)
def test_no_text_of_the_record_is_a_script(text: str) -> None:
    page = html5lib.parseFragment(to_html(text), namespaceHTMLElements=False)
    for element in page.iter():
        assert element.tag not in ("script", "iframe", "svg")
        assert not [name for name in element.attrib if name.startswith("on")]
        address = re.sub(r"[\x00-\x20]", "", element.get("href") or element.get("src") or "").lower()
        assert not address.startswith(("javascript:", "vbscript:", "data:", "//"))


@pytest.mark.parametrize(
    "text", ["[清单](/lists/)", "[法](https://flk.npc.gov.cn/?a=1&b=2)", "<a@b.cn>", "[上](#a)"]
)
def test_good_links_stay(text: str) -> None:
    assert "<a href=" in to_html(text)


@pytest.mark.parametrize("words", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028"])
def test_no_word_ends_the_data_of_a_page(words: str) -> None:
    page = SitePage("/x/", "page", words, words, "lists", ((words, "/"),))
    told = linked_data(page, SimpleNamespace(base_url="https://a.example"))  # type: ignore[arg-type]  # all it reads
    assert "<" not in told
    assert words in json.dumps(json.loads(told), ensure_ascii=False).replace('\\"', '"')


FORMULAS = (
    "=1+1",
    "=cmd|'/c calc'!A0",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x")',
    "\0=1",
)


@pytest.mark.parametrize("words", FORMULAS, ids=ascii)
def test_no_cell_is_a_formula(words: str) -> None:
    assert harmless(words) == f"'{words}"
    with sheets.written([[words, "好"]], sheets.Form.CSV, "表") as file:
        row = next(csv.reader(io.StringIO(file.read().decode("utf-8-sig"), newline="")))
    assert row == [f"'{words}", "好"]
    clean = words.replace("\0", "").replace("\r", "")
    with sheets.written([[clean]], sheets.Form.XLSX, "表") as file:
        assert openpyxl.load_workbook(file).active["A1"].data_type == "s"
    form = Form("表", clean, (Heading(clean, 10),), ((clean,),), (clean,), (clean,))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(form)))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}
    assert not [
        c for row in book.active.iter_rows() for c in row if c.data_type == "n" and c.value is not None
    ]


RECEIVERS = (
    "a@example.com\r\nBcc: b@example.com",
    "a@example.com\nSubject: x",
    "a@example.com,b@example.com",
    "a@example.com>\r\nDATA",
    "a@example.com\x00",
    "a@example.com%0aBcc:b@example.com",
    "a@example.com;b@example.com",
)


@pytest.mark.parametrize("to", RECEIVERS, ids=ascii)
def test_no_letter_goes_to_a_second_receiver(to: str) -> None:
    """The address is refused before there is a connection: nobody listens at the server's address."""
    sender = SmtpSender("smtp+plain://127.0.0.1:9", "明单 <no-reply@mingdan.example>")
    with pytest.raises(Refused, match="bad address"):
        sender.send(Message("k" * 32, to, "主题", "信", "短"))


@pytest.mark.parametrize("subject", ["a\r\nBcc: b@example.com", "a\nX: y", "a\r\n\r\nbody"])
def test_no_subject_becomes_a_header(subject: str) -> None:
    sender = SmtpSender("smtp+plain://127.0.0.1:9", "明单 <no-reply@mingdan.example>")
    with pytest.raises(ValueError, match=r"linefeed|CR|newline|carriage"):
        sender.send(Message("k" * 32, "a@example.com", subject, "信", "短"))


LOGGED = ('x\n{"event":"forged"}', "x\r\n2026 INFO ok", "\x1b[2Jx", "a\u2028b", "\x00")


def test_no_word_makes_a_line_of_the_log() -> None:
    """Each is one line of JSON, and says just what was said."""
    program = (
        "import structlog, sys, json; from intake import logs; logs.configure();"
        "[structlog.get_logger().info('x', said=each) for each in json.loads(sys.argv[1])]"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(LOGGED)], cwd=ROOT, capture_output=True, check=True
    )
    lines = [json.loads(line) for line in done.stderr.decode().strip("\n").split("\n")]
    assert [line["said"] for line in lines] == list(LOGGED)


QUERIES = (
    "' OR 1=1 --",
    '"; DROP TABLE cases; --',
    "') UNION SELECT * FROM users --",
    "1' AND pg_sleep(10)--",
    "%' ESCAPE '\\",
    "%_%_%_%_%_%_%",
    "NEAR(a b, 10) AND NOT",
    "(((((((((((((((((((((((((((((((",
    "a:b:c:d 地区:' OR ''='",
    "*" * 500,
    "烟 " * 2000,
    '"' * 999,
    "-" * 999,
    "-烟 " * 300,
    "a" * 20_000,
    "(a OR " * 500,
    "[" * 500,
    "a\x00b\x1bc",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "＂烟＂ OR ＇1＇=＇1",
    "to_tsquery('a' & !!! 'b')",
    "烟:*&!|<->",
    "地区:" * 300,
    "\\" * 400,
    "~" * 300 + "2",
    "$where: sleep(1000)",
    "{{config}}${7*7}#{7*7}",
    "../../../../etc/passwd",
)
ASKED = ("/search?q={}", "/search.atom?q={}", "/api/v1/search?q={}", "/desk/search?q={}", "/who?matter={}")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: ascii(query)[:40])
def test_no_query_is_an_order_or_takes_long(house: House, poisoned: dict[str, Any], query: str) -> None:
    for path in ASKED:
        begun = time.process_time()
        answer = house.by("here clerk").get(path.format(quote(query[:6000])))
        assert answer.status_code in (200, 400, 404, 414, 422), (path, answer.status)
        assert time.process_time() - begun < 5, path
        assert "root:" not in answer.get_data(as_text=True)


SORTED = (
    "number; DROP TABLE cases",
    "1,(select 1)",
    "filed_at DESC--",
    "'",
    "999999999999",
    "-1",
    "null",
    "[]",
)


@pytest.mark.parametrize("words", SORTED)
def test_no_parameter_of_a_list_is_an_order(house: House, words: str) -> None:
    for name in ("queue", "after", "state", "matter"):
        answer = house.by("here clerk").get(f"/desk/?{name}={quote(words)}")
        assert answer.status_code in (200, 303, 400, 404, 422), (name, answer.status)


@pytest.mark.parametrize(
    "name", ["a\u202egpj.exe", "a\u2066b\u2069.jpg", "a\x00.jpg", "a\r\nb.jpg", "\u200fx"], ids=ascii
)
def test_no_name_reads_backwards(name: str) -> None:
    kept = one_line(name)
    assert not set(kept) & set("\u202e\u2066\u2069\u200f\x00\r\n")


def test_tasks_are_asked_in_words_only(house: House) -> None:
    """A given task shows its words as words on the page of who is asked."""
    ctx, clerk = house.ctx, house.world.here(Role.CLERK)
    number = submit.submit(ctx, complaint(), "test").case_number
    handle.accept(ctx, clerk, number, 1)
    tasks.give(ctx, clerk, number, 2, Asked("ecology", SCRIPT, "410100"))
    for role in ("here clerk", "above clerk"):
        said = house.by(role).get(f"/desk/cases/{number}/tasks").get_data(as_text=True)
        assert "<h1" in said
        _nothing_runs(said)
