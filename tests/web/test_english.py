"""The service in English: the same pages and rules under /en, told in English from first page to receipt."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from citizen import ANSWERS, begin, code_on, fill, fill_all, send, solve
from flask import Flask
from inspect_page import XHTML, InspectingClient, fields, parse, words
from sqlalchemy import select

from intake.services.context import Context
from intake.store.tables import cases, events
from intake.web.security import access_of
from registry.languages import has_twin

HAN = re.compile("[\u4e00-\u9fff]")
UNSPOKEN = {"script", "style", "textarea"}
TOLD = ("aria-label", "alt", "title", "placeholder", "label", "data-label")
QUERIES = {  # what some pages must be asked to have an answer
    "search.results": "?q=restaurant+fumes",
    "search.who": "?matter=ST-001&region=410105",
}


def english_of(client: InspectingClient, path: str) -> str:
    """The words of a page that must be English."""
    response = client.get(path)
    assert response.status_code == 200, path
    html = response.get_data(as_text=True)
    assert '<html lang="en">' in html
    links = re.findall(r'(?<!hreflang="zh-CN" )\b(?:href|action)="(/[^"]*)"', html)
    leaving = [link for link in links if not re.match(r"/en/|/theme/|/staff/login$|.*\.(atom|xml)$", link)]
    assert not leaving, path
    return words(parse(response))


def test_the_form_in_english(client: InspectingClient) -> None:
    assert "You may stay anonymous" in english_of(client, "/en/complain/")
    begun = begin(client, "")
    assert begun.status_code == 303
    refused = fill(client, "/en/complain/what", {"text": "烟"})
    assert refused.status_code == 422
    said = words(parse(refused))
    assert "What happened?" in said and "Something needs changing" in said and "烟" in refused.text
    for path, answers in ANSWERS.items():
        onward = fill(client, f"/en{path}", answers)
        assert onward.status_code == 303, path
        assert onward.location.startswith("/en/complain/"), path
    assert "Check and send" in english_of(client, "/en/complain/check")


def test_both_languages_hold_one_draft(client: InspectingClient) -> None:
    begin(client, "")
    fill(client, "/en/complain/what", ANSWERS["/complain/what"])
    assert "塑料厂" in client.get("/complain/what").text


def test_the_switch_keeps_the_page(client: InspectingClient) -> None:
    there = client.get("/search?q=油烟").text
    assert 'hreflang="en" href="/en/search?q=%E6%B2%B9%E7%83%9F"' in there
    back = client.get("/en/search?q=油烟").text
    assert 'hreflang="zh-CN" href="/search?q=%E6%B2%B9%E7%83%9F"' in back
    assert (
        'href="/en/search?q=%E6%B2%B9&amp;from=%3E%20%22"' in client.get('/search?q=%E6%B2%B9&from=> "').text
    )
    assert "88888888888888888888" not in client.get("/en/track?code=88888888888888888888").text


def test_pages_made_once_are_told_in_both_languages(client: InspectingClient) -> None:
    """Labels of forms are made when the program starts; each request hears its own language."""
    for _again in range(2):
        assert "Receipt code" in english_of(client, "/en/track")
        assert "查询码" in words(parse(client.get("/track")))


def test_faults_are_english_too(client: InspectingClient) -> None:
    response = client.get("/en/nothing-here/")
    assert response.status_code == 404 and "Page not found" in words(parse(response))


def test_published_pages_are_found_in_either_tree(client: InspectingClient) -> None:
    """A site without English pages still answers there; files have one address in every language."""
    assert client.get("/en/feed.atom").status_code == 200
    assert client.get("/en/lists").location == "/en/lists/"
    assert client.get("/en/../secret").status_code == 404


def test_staff_work_in_chinese(client: InspectingClient) -> None:
    """What they write and issue is on record; a letter must not be English because somebody's page was."""
    assert 'href="/staff/login"' in client.get("/en/track").text
    for path in ("/en/desk/", "/en/staff/login", "/en/api/v1/"):
        assert client.get(path).status_code == 404, path
    assert "hreflang" not in client.get("/staff/login").text


def test_what_is_kept_is_chinese(ctx: Context, client: InspectingClient) -> None:
    begin(client, "")
    for path, answers in ANSWERS.items():
        fill(client, f"/en{path}", answers)
    page = parse(client.get("/complain/check"))
    sent = client.post("/en/complain/check", data={**fields(page), "answer": solve(words(page))})
    assert sent.status_code == 303
    with ctx.database.reading() as connection:
        kept = connection.execute(select(cases.c.certificate).order_by(cases.c.id.desc())).scalars().first()
        facts = connection.execute(select(events.c.detail).order_by(events.c.id.desc())).scalars().all()
    assert not re.search(r"[A-Za-z]{4,} [a-z]+ [a-z]+", f"{kept}")
    assert not re.search(r"[A-Za-z]{4,} [a-z]+ [a-z]+", f"{facts}")


@pytest.mark.parametrize("path", ["/en/%5Cevil.example", "/en/%09/evil.example", "/en//evil.example"])
def test_the_switch_never_leads_off_the_site(path: str, client: InspectingClient) -> None:
    answer = client.get(path)
    hrefs = re.findall(r'hreflang="[^"]*" href="([^"]*)"', answer.text)
    assert all(re.match(r"/(?![/\\\t])", href) for href in hrefs), hrefs


def unmarked(element: ET.Element, lang: str = "") -> Iterator[str]:
    """Chinese that does not say so, in texts and in what attributes tell; not what somebody typed, nor the
    site's own name."""
    if not isinstance(element.tag, str) or element.tag.removeprefix(XHTML) in UNSPOKEN:
        return
    lang = element.get("lang", lang)
    if not lang.startswith("zh"):
        told = (element.text, *(element.get(name) for name in TOLD), *(child.tail for child in element))
        yield from (each.strip() for each in told if each and HAN.search(each.replace("明单", "")))
    for child in element:
        yield from unmarked(child, lang)


def test_chinese_on_english_pages_says_so(app: Flask, client: InspectingClient) -> None:
    """Every page a citizen may open, each step of the form, the receipt, the case that its code opens."""
    rules = [rule for rule in app.url_map.iter_rules() if has_twin(rule.rule) and not rule.arguments]
    public = [
        rule
        for rule in rules
        if (access := access_of(app, rule.endpoint)) and access.kind == "public" and "GET" in rule.methods
    ]
    found = {}
    for rule in public:
        answer = client.get(f"/en{rule.rule}{QUERIES.get(rule.endpoint, '')}")
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found[rule.rule] = list(unmarked(parse(answer)))
    fill_all(client)
    for step in (*ANSWERS, "/complain/check"):
        found[step] = list(unmarked(parse(client.get(f"/en{step}"))))
    send(client)
    receipt = client.get("/en/complain/receipt")
    found["receipt"] = list(unmarked(parse(receipt)))
    asked = fields(parse(client.get("/en/track")), "/en/track")
    case = client.post("/en/track", data={**asked, "code": code_on(receipt)})
    found["case"] = list(unmarked(parse(case)))
    assert case.status_code == 200 and len(found) > 15
    assert not {path: each for path, each in found.items() if each}
