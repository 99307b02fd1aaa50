"""Every example in docs/open311.md is executed and answers as the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conftest import Desk311
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PAGE = Path(__file__).resolve().parents[2] / "docs" / "open311.md"


@dataclass(frozen=True)
class Example:
    """A request as the page has it, and the status and words that it answers with."""

    method: str
    address: str
    form: str
    status: int
    words: str


def examples() -> Iterator[Example]:
    """In the order of the page."""
    blocks = re.findall(r"```http\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    asked = re.compile(r"(GET|POST) (\S+)\n(?:(?!→)(.*)\n)?→ (\d+) (.*)\n")
    for block in blocks:
        for method, address, form, status, words in asked.findall(block):
            yield Example(method, address, form, int(status), words)


def test_the_examples_answer_as_the_page_says(desk: Desk311) -> None:
    number, client = desk.filed(), FlaskClient(desk.app, TestResponse)
    found = list(examples())
    assert len(found) == PAGE.read_text(encoding="utf-8").count("\n→ ") > 15
    for each in found:
        form = each.form.replace("KEY", desk.key).replace("NUMBER", number)
        answer = client.open(
            each.address.replace("KEY", desk.key),
            method=each.method,
            data=dict(pair.split("=", 1) for pair in form.split("&")) if form else None,
        )
        assert answer.status_code == each.status, (each, answer.text[:300])
        assert each.words in answer.text, each
