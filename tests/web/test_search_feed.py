"""The feed of a search: what a feed reader holds on to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from intake.services.context import Context
from intake.services.search import index
from intake.services.search.vocabulary import analyzer_for
from intake.web.app import create_app
from search import open_backend

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return FlaskClient(app)


def text(element: ET.Element, name: str) -> str:
    found = element.find(ATOM + name)
    assert found is not None and found.text, name
    return found.text


def entries(answer: TestResponse) -> list[ET.Element]:
    return ET.fromstring(answer.data).findall(f"{ATOM}entry")


@pytest.mark.parametrize(
    "query",
    ["q=污染", "q=噪声 类别:办理结果", "kind=result&region=410100", "q=qqqqzzzz", "", "q=<b>%26\x01%0c"],
)
def test_a_feed_is_valid_and_newest_first(reader: FlaskClient, query: str) -> None:
    """What RFC 4287 demands: id, title and updated of feed and entries, an author, links, no id twice."""
    answer = reader.get(f"/search.atom?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    feed = ET.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed" and feed.find(f"{ATOM}author/{ATOM}name") is not None
    relations = {link.get("rel"): link.get("href") or "" for link in feed.findall(f"{ATOM}link")}
    assert urlsplit(relations["self"]).path == "/search.atom"
    assert urlsplit(relations["alternate"]).path == "/search"
    for each in (feed, *entries(answer)):
        assert text(each, "id").startswith("http") and text(each, "title")
        assert datetime.fromisoformat(text(each, "updated")).tzinfo
    ids = [text(each, "id") for each in entries(answer)]
    moments = [text(each, "updated") for each in entries(answer)]
    assert len(ids) == len(set(ids)) <= 50
    assert moments == sorted(moments, reverse=True)
    assert "这是演示网站" in text(feed, "subtitle")


def test_its_own_address_brings_the_same_again(reader: FlaskClient) -> None:
    """What was typed as a field and what was chosen are one search with one address."""
    typed = reader.get("/search.atom?q=噪声 类别:办理结果&sort=best&after=best-20")
    itself = next(a.get("href") for a in ET.fromstring(typed.data) if a.get("rel") == "self")
    again = reader.get(itself)
    assert entries(again) and again.data == typed.data
    assert again.headers["ETag"] == typed.headers["ETag"]


def test_entries_keep_their_ids_when_the_index_is_made_anew(ctx: Context, tmp_path: Path) -> None:
    backend = open_backend(f"tantivy://{tmp_path}/index", analyzer_for(ctx.registry))
    later = ctx.now() + timedelta(hours=1)
    first, second = (replace(ctx, index=backend, now=lambda at=at: at) for at in (ctx.now(), later))
    index.rebuild(first)
    before = create_app(first).test_client().get("/search.atom?q=垃圾")
    index.rebuild(second)
    after = create_app(second).test_client().get("/search.atom?q=垃圾")
    assert before.data == after.data and entries(after)
    assert before.last_modified < after.last_modified


def test_a_reader_that_has_it_gets_nothing_again(reader: FlaskClient) -> None:
    answer = reader.get("/search.atom?q=油烟")
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    for had in (
        {"If-None-Match": answer.headers["ETag"]},
        {"If-Modified-Since": answer.headers["Last-Modified"]},
    ):
        again = reader.get("/search.atom?q=油烟", headers=had)
        assert (again.status_code, again.data) == (304, b"")
    assert (
        reader.get("/search.atom?q=垃圾", headers={"If-None-Match": answer.headers["ETag"]}).status_code
        == 200
    )


def test_a_search_that_is_half_understood_brings_no_flood(reader: FlaskClient) -> None:
    answer = reader.get("/search.atom?q=油烟 部门:火星")
    assert answer.status_code == 422 and "部门:火星" in answer.get_data(as_text=True)


def test_what_has_no_day_is_no_news(reader: FlaskClient) -> None:
    assert entries(reader.get("/search.atom?q=城市管理"))
    assert not entries(reader.get("/search.atom?q=城市管理&kind=department"))


def test_a_list_is_named_by_its_release(reader: FlaskClient) -> None:
    """The address of a list stays while releases follow each other: only theirs tells them apart."""
    found = [text(each, "id") for each in entries(reader.get("/search.atom?q=部门:水利 类别:清单 状态:现行"))]
    assert found and all(each.endswith("/lists/410000/water/2026-09-01/") for each in found)
