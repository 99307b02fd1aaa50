"""显示设置: one cookie for every page, and nothing in it that leads elsewhere or into a page."""

from __future__ import annotations

import pytest
from inspect_page import InspectingClient, all_of, fields, parse
from werkzeug.test import TestResponse


def choose(client: InspectingClient, path: str = "/display", **choices: str) -> TestResponse:
    return client.post(path, data=fields(parse(client.get(path))) | choices)


def test_what_was_chosen_stands_in_every_page_and_is_chosen_again(client: InspectingClient) -> None:
    answer = choose(client, scheme="dark", size="large")
    assert (answer.status_code, answer.location) == (303, "/display?saved=1")
    for path in ("/track", "/complain/", "/nothing-there", "/staff/login"):
        html = all_of(parse(client.get(path)), "html")[0]
        assert (html.get("data-scheme"), html.get("data-size"), html.get("data-contrast")) == (
            "dark",
            "large",
            None,
        )
    choose(client, contrast="high")
    style = client.get("/display.css").get_data(as_text=True)
    assert [f"/{mode}.css" in style for mode in ("dark", "large", "high", "light")] == [
        True,
        True,
        True,
        False,
    ]
    choose(client, scheme="", size="", contrast="")
    assert client.get("/display.css").data == b""


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/a\r\nSet-Cookie:x"]
)
def test_back_leads_to_no_other_site(back: str, client: InspectingClient) -> None:
    assert choose(client, back=back).location == "/display?saved=1"


def test_back_leads_to_the_page_that_was_left_in_its_language(client: InspectingClient) -> None:
    assert choose(client, back="/search?q=%E6%B2%B9%E7%83%9F").location == "/search?q=%E6%B2%B9%E7%83%9F"
    assert choose(client, "/en/display").location == "/en/display?saved=1"


def test_a_cookie_that_we_did_not_set_brings_nothing_into_a_page(client: InspectingClient) -> None:
    client.set_cookie("mingdan_display", 'dark"><script>-constructor-large')
    assert b"<script>-" not in client.get("/track").data
    assert client.get("/display.css").data == b'@import "/theme/css/modes/large.css";'


def test_a_choice_that_is_not_offered_is_refused(client: InspectingClient) -> None:
    assert choose(client, scheme="pink").status_code == 422


@pytest.mark.parametrize(
    ("path", "target"), [("/complain/", "_blank"), ("/who", "_blank"), ("/display", None)]
)
def test_settings_open_beside_what_is_being_typed(
    path: str, target: str | None, client: InspectingClient
) -> None:
    links = [a for a in all_of(parse(client.get(path)), "a") if a.get("href") == "/display"]
    assert [a.get("target") for a in links] == [target, target]
