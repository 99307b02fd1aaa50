"""Five hundred submissions that no browser would send: never a 500, never a lost field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from citizen import fill_all
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inspect_page import InspectingClient, fields, parse

from intake.services.context import Context
from intake.services.filing import drafts
from intake.web.forms.question import clean, one_line

STEPS = {
    "/complain/": (),
    "/complain/what": ("text",),
    "/complain/matter": ("matter",),
    "/complain/where": ("address", "region", "latitude", "longitude"),
    "/complain/place": ("region",),
    "/complain/when": ("still", "occurred_at"),
    "/complain/evidence": ("files", "action"),
    "/complain/evidence/remove": ("file",),
    "/complain/contact": ("who", "name", "phone", "email"),
    "/complain/check": ("altcha", "question", "answer"),
    "/complain/suggest": ("text", "region"),
    "/complain/receipt": (),
    "/track": ("code",),
}
# What the draft keeps of a step besides the fields themselves.
DERIVED = {"matter": {"item"}, "where": {"candidates"}, "when": {"ongoing"}, "contact": {"anonymous"}}
QUERIES = ("", "?change=1", "?change[]=x&_external=1&endpoint=x", "?item=%00%ff&region=1e9")
REPLAYED = "IjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAi.aAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAA"
TYPES = ("urlencoded", "fields", "files", "json", "garbage")
FORGED = (
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    b"%PDF-1.7",
    b"\0\0\0\x18ftypmp42",
    b"GIF89a",
    b"",
)

texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\x00\x01\x1b\x7f\u0085\u200b\u202e\ufeff\ufffe臭气 \r\n\t", max_size=30),
    st.sampled_from(
        ("臭" * 5001, "a" * 70_000, "1e309", "-0", "NaN", "{{7*7}}", "<script>", "' OR 1=1 --", "../..")
    ),
)
raw = st.one_of(texts.map(lambda t: t.encode("utf-8", "surrogatepass")), st.binary(max_size=40))


@dataclass(frozen=True)
class Submission:
    """What is sent, and whether with a right token, a replayed one, or none."""

    path: str
    query: str
    pairs: tuple[tuple[str, bytes], ...]
    kind: str
    token: str


@st.composite
def submissions(draw: st.DrawFn) -> Submission:
    """Any step, its own and foreign field names, any bytes, any way of packing them."""
    path = draw(st.sampled_from(sorted(STEPS)))
    every = sorted(
        {name for names in STEPS.values() for name in names} | {"csrf_token", "text[]", "__class__"}
    )
    own = STEPS[path] or tuple(every)
    name = st.one_of(st.sampled_from(own), st.sampled_from(every))
    value = st.one_of(raw, st.sampled_from(FORGED)) if path.endswith("evidence") else raw
    pairs = draw(st.lists(st.tuples(name, value), max_size=5))
    return Submission(
        path,
        draw(st.sampled_from(QUERIES)),
        tuple(pairs),
        draw(st.sampled_from(TYPES)),
        draw(st.sampled_from(("right", "right", "right", "replayed", "none"))),
    )


class Stage:
    """Somebody whose complaint is filled in and not sent; every example starts from there."""

    def __init__(self, app: Flask, ctx: Context) -> None:
        browser = app.test_client()
        assert isinstance(browser, InspectingClient)
        fill_all(browser)
        cookie = browser.get_cookie("mingdan_draft")
        assert cookie is not None
        self.browser, self.ctx, self.secret = browser, ctx, cookie.value
        self.kept = dict(self.answers())
        self.token = fields(parse(browser.get("/track")), "/track")["csrf_token"]

    def answers(self) -> Mapping[str, Any]:
        """What the draft holds now."""
        found = drafts.load(self.ctx, self.secret)
        assert found is not None
        return found.answers

    def set_again(self) -> None:
        """Back to the beginning."""
        self.browser.set_cookie("mingdan_draft", self.secret)
        drafts.save(self.ctx, self.secret, self.kept)


@pytest.fixture(scope="module")
def stage(app: Flask, ctx: Context) -> Stage:
    """One for all examples."""
    return Stage(app, ctx)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(sent=submissions())
def test_never_a_500_never_a_lost_field(stage: Stage, sent: Submission) -> None:
    stage.set_again()
    token = {"right": stage.token, "replayed": REPLAYED, "none": None}[sent.token]
    body, content_type = _packed(sent, token)
    answer = stage.browser.post(sent.path + sent.query, data=body, content_type=content_type)

    assert answer.status_code < 500, answer.get_data(as_text=True)[-500:]
    step = sent.path.rsplit("/", 1)[1]
    may_change = set(STEPS[sent.path]) | DERIVED.get(step, set())
    now = stage.answers()
    assert {n for n, value in stage.kept.items() if now.get(n) != value} <= may_change
    if answer.status_code in (200, 422) and answer.mimetype == "text/html" and sent.kind == "urlencoded":
        _shown_again(sent, fields(parse(answer), "/track" if step == "track" else None))


@pytest.mark.parametrize("cookie", ["", "x", "../../etc/passwd", "a" * 4000, "\xff\xfe", "' OR 1=1", "中文"])
@pytest.mark.parametrize("name", ["mingdan_draft", "mingdan_form", "mingdan_staff"])
def test_forged_cookies_open_nothing(app: Flask, name: str, cookie: str) -> None:
    browser = app.test_client()
    header = {"Cookie": f"{name}={cookie}".encode().decode("latin-1")}
    for path in ("/complain/", "/complain/what", "/complain/check", "/complain/receipt", "/desk/", "/track"):
        answer = browser.get(path, headers=header)
        assert answer.status_code in (200, 303, 308), (path, answer.status)


def _packed(sent: Submission, token: str | None) -> tuple[bytes, str]:
    pairs = [*((("csrf_token", token.encode()),) if token else ()), *sent.pairs]
    if sent.kind == "urlencoded":
        body = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)
        return body.encode(), "application/x-www-form-urlencoded"
    if sent.kind == "json":
        data = {name: value.decode("latin-1") for name, value in pairs} if sent.pairs else [1, None]
        return json.dumps(data).encode(), "application/json"
    if sent.kind == "garbage":
        return b"".join(value for _name, value in pairs), "multipart/form-data; boundary=\xff"
    return _multipart(pairs, as_files=sent.kind == "files"), "multipart/form-data; boundary=~~~"


def _multipart(pairs: list[tuple[str, bytes]], *, as_files: bool) -> bytes:
    def parts() -> Iterator[bytes]:
        for name, value in pairs:
            file = '; filename="../我家.jpg"' if as_files and name != "csrf_token" else ""
            yield (
                f'--~~~\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode()
                + value
                + b"\r\n"
            )
        yield b"--~~~--\r\n"

    return b"".join(parts())


def _shown_again(sent: Submission, shown: dict[str, str]) -> None:
    """What was typed into the step's text fields stands on the page that refuses it."""
    first: dict[str, bytes] = {}
    for name, value in sent.pairs:
        first.setdefault(name, value)
    for name in (
        {"text", "address", "occurred_at", "name", "phone", "email", "code"} & set(first) & set(shown)
    ):
        tidy = clean if name == "text" else one_line
        with suppress(UnicodeDecodeError):  # what is not text is shown in some way, no matter which
            assert shown[name] == tidy(first[name].decode())
