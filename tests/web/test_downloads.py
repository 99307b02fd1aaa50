"""Published lists as Excel and PDF, what lies packed, and which pages other sites may show in a frame."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from inspect_page import InspectingClient
from pypdf import PdfReader

from intake.services.context import Context
from intake.services.publication import packing

ROWS = [["事项编号", "事项名称"], ["ST-001", "=1+1"], ["ST-002", "秸秆，\n“焚烧”"], ["ST-003", ""]]
PAGE = '<!doctype html><html lang="zh-CN"><title>清单</title><main id="main"><h1>清单</h1></main></html>'
KEY = "410000/ecology/2026-09-01"


def table(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


@pytest.fixture
def client(app: Flask, ctx: Context) -> InspectingClient:
    lists = ctx.settings.output_dir / "lists"
    (lists / "410000").mkdir(exist_ok=True)
    (lists / "410000/all.csv").write_bytes(table(ROWS))
    (lists / "all.csv.gz").write_bytes(gzip.compress(table(ROWS[:1])) + gzip.compress(table(ROWS[1:])[3:]))
    for place in ("embed/lists/410000/ecology", "about"):
        (ctx.settings.output_dir / place).mkdir(parents=True, exist_ok=True)
        (ctx.settings.output_dir / place / "index.html").write_text(PAGE, encoding="utf-8")
    browser = app.test_client()
    assert isinstance(browser, InspectingClient)
    return browser


@pytest.mark.parametrize("name", ["410000/all", "all"])
def test_a_table_as_excel_says_the_same_and_computes_nothing(name: str, client: InspectingClient) -> None:
    answer = client.get(f"/lists/{name}.xlsx")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    cells = list(sheet.iter_rows())
    assert [[cell.value or "" for cell in row] for row in cells] == ROWS
    assert {cell.data_type for row in cells for cell in row if cell.value} == {"s"}


def test_the_same_table_gives_the_same_bytes_and_another_replaces_it(
    client: InspectingClient, ctx: Context
) -> None:
    first = client.get("/lists/410000/all.xlsx").data
    kept = ctx.settings.data_dir / "made"
    for path in kept.iterdir():
        path.unlink()
    assert client.get("/lists/410000/all.xlsx").data == first
    (ctx.settings.output_dir / "lists/410000/all.csv").write_bytes(table(ROWS[:2]))
    assert client.get("/lists/410000/all.xlsx").data != first
    assert len(list(kept.iterdir())) == 1


def test_a_release_as_an_official_paper(client: InspectingClient, ctx: Context) -> None:
    answer = client.get(f"/lists/{KEY}/list.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.data)).pages
    text = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
    release = ctx.registry.release_of(KEY)
    assert release.approval.document in text
    assert all(item.id in text for item in release.items)
    assert all("示范" in page.extract_text() and "依据" in page.extract_text() for page in pages)
    assert pages[0].mediabox.width > pages[0].mediabox.height
    for path in (ctx.settings.data_dir / "made").iterdir():
        path.unlink()
    assert client.get("/lists/410000/ecology/list.pdf").data == answer.data


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_public_edition_of_a_report_as_a_file(kind: str, client: InspectingClient, ctx: Context) -> None:
    key = min(ctx.registry.reports)
    first = client.get(f"/reports/{key}/report.{kind}")
    assert first.status_code == 200 and first.data.startswith({"docx": b"PK", "pdf": b"%PDF"}[kind])
    for path in (ctx.settings.data_dir / "made").iterdir():
        path.unlink()
    assert client.get(f"/reports/{key}/report.{kind}").data == first.data


@pytest.mark.parametrize(
    "address",
    [
        *("/reports/410000/none/2025/report.pdf", "/reports/410000/report.docx", "/reports/x/report.xlsx"),
        *("/lists/410000/none.xlsx", "/lists/../../secret.xlsx", "/lists/410000/ecology/2000-01-01/list.pdf"),
        *("/lists/nowhere/ecology/list.pdf", "/lists/410000/list.pdf", "/lists/a/b/c/d/list.pdf"),
    ],
)
def test_what_is_not_published_is_not_made(address: str, client: InspectingClient) -> None:
    assert client.get(address).status_code == 404


def test_what_lies_packed_is_read_with_and_without_packing(client: InspectingClient) -> None:
    packed = client.get("/lists/all.csv", headers={"Accept-Encoding": "gzip"})
    assert (packed.headers["Content-Encoding"], packed.mimetype) == ("gzip", "text/csv")
    plain = client.get("/lists/all.csv", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data == table(ROWS)


def test_only_what_is_made_for_it_may_be_framed(client: InspectingClient) -> None:
    browser = FlaskClient(client.application, client.application.response_class)  # ours refuses all frames
    framed = browser.get("/embed/lists/410000/ecology/")
    assert framed.status_code == 200
    assert "X-Frame-Options" not in framed.headers
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    for address in ("/about/", "/complain/", "/embed/nothing/"):
        answer = browser.get(address)
        assert answer.headers["X-Frame-Options"] == "DENY", address
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], address


def test_what_the_site_packs_itself_is_left_to_it(tmp_path: Path) -> None:
    """The next build reads it again: a small region's all.csv took all.csv.gz with it."""
    for name in ("all.csv", "all.json"):
        (tmp_path / name).write_text("a,b\n", encoding="utf-8")
        (tmp_path / f"{name}.gz").write_bytes(b"the site's own")
    assert packing.pack(tmp_path) == 0
    assert {each.read_bytes() for each in tmp_path.glob("*.gz")} == {b"the site's own"}
