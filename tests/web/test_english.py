"""The service in English: the same pages and rules under /en, told in English from first page to receipt."""

from __future__ import annotations

import re

from citizen import ANSWERS, begin, fill
from inspect_page import InspectingClient, parse, words


def english_of(client: InspectingClient, path: str) -> str:
    """The words of a page that must be English."""
    response = client.get(path)
    assert response.status_code == 200, path
    html = response.get_data(as_text=True)
    assert '<html lang="en">' in html
    links = re.findall(r'(?<!hreflang="zh-CN" )\b(?:href|action)="(/[^"]*)"', html)
    leaving = [link for link in links if not re.match(r"/en/|/theme/|.*\.(atom|xml)$", link)]
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
    there = client.get("/track?from=mail").text
    assert 'hreflang="en" href="/en/track?from=mail"' in there
    back = client.get("/en/track?from=mail").text
    assert 'hreflang="zh-CN" href="/track?from=mail"' in back


def test_pages_made_once_are_told_in_both_languages(client: InspectingClient) -> None:
    """Labels of forms are made when the program starts; each request hears its own language."""
    for _again in range(2):
        assert "Receipt code" in english_of(client, "/en/track")
        assert "查询码" in words(parse(client.get("/track")))


def test_faults_are_english_too(client: InspectingClient) -> None:
    response = client.get("/en/nothing-here/")
    assert response.status_code == 404 and "Page not found" in words(parse(response))
    assert (
        client.get("/en/api/v1/items/XX-999?region=410105").headers["Content-Type"].startswith("application/")
    )


def test_published_pages_are_found_in_either_tree(client: InspectingClient) -> None:
    """A site without English pages still answers there; files have one address in every language."""
    assert client.get("/en/feed.atom").status_code == 200
    assert client.get("/en/lists").location == "/en/lists/"
    assert client.get("/en/../secret").status_code == 404


def test_staff_log_in_in_english(client: InspectingClient) -> None:
    assert "Staff login" in english_of(client, "/en/staff/login")
    asked = client.get("/en/desk/")
    assert asked.status_code == 303 and asked.location.startswith("/en/staff/login")
