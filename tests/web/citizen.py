"""A citizen at the form, without scripts: reads each page, fills its fields in, presses its button."""

from __future__ import annotations

import io
import re
from typing import Any

from inspect_page import InspectingClient, all_of, fields, parse, words
from PIL import Image
from pypdf import PdfWriter
from werkzeug.test import TestResponse

SUM = re.compile(r"([零一二三四五六七八九十\d]+)([加减乘])([零一二三四五六七八九十\d]+)")
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")}

ANSWERS: dict[str, dict[str, str]] = {
    "/complain/what": {"text": "中牟县官渡镇一家塑料厂每天半夜冒黑烟，刺鼻的臭味飘到村里。"},
    "/complain/matter": {"matter": "unsure"},
    "/complain/where": {"address": "郑州市中牟县官渡镇", "region": "410122"},
    "/complain/when": {"still": "now", "occurred_at": "每天凌晨两三点"},
    "/complain/evidence": {},
    "/complain/contact": {"who": "anonymous"},
}


def photo(side: int = 32) -> io.BytesIO:
    """A small JPEG."""
    stream = io.BytesIO()
    Image.new("RGB", (side, side), "green").save(stream, "JPEG")
    stream.seek(0)
    return stream


def pdf() -> io.BytesIO:
    """A PDF of one empty page."""
    stream, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(72, 72)
    writer.write(stream)
    stream.seek(0)
    return stream


def begin(client: InspectingClient, query: str = "") -> TestResponse:
    """Press the button of the first page."""
    page = parse(client.get(f"/complain/{query}"))
    return client.post(f"/complain/{query}", data=fields(page))


def fill(client: InspectingClient, path: str, answers: dict[str, Any]) -> TestResponse:
    """Open a page, change these fields, send it as a browser would."""
    page = parse(client.get(path))
    data = {**fields(page), **answers}
    return client.post(
        path, data=data, content_type="multipart/form-data" if path.endswith("evidence") else None
    )


def fill_all(client: InspectingClient, **changed: dict[str, Any]) -> None:
    """Go through every question to the last page. `changed` maps a page's name to other answers."""
    begin(client)
    path = "/complain/what"
    for _page in range(len(ANSWERS)):
        if path == "/complain/similar":  # a test before this one complained of the same
            path = _landing(client, fill(client, path, {"follow": "own"}).location)
        name = path.rsplit("/", 1)[1]
        response = fill(client, path, changed.get(name, ANSWERS[path]))
        assert response.status_code == 303, (path, words(parse(response)))
        path = _landing(client, response.location)
        if path == "/complain/check":
            return
    raise AssertionError(f"never reached the last page, stopped at {path}")


def send(client: InspectingClient) -> TestResponse:
    """Answer the small sum of the last page and press the button."""
    page = parse(client.get("/complain/check"))
    return client.post("/complain/check", data={**fields(page), "answer": solve(words(page))})


def solve(text: str) -> str:
    """The answer to the sum in the page's words."""
    first, sign, second = SUM.search(text.replace(" ", "")).groups()  # type: ignore[union-attr]
    a, b = (DIGITS[n] if n in DIGITS else int(n) for n in (first, second))
    return str({"加": a + b, "减": a - b, "乘": a * b}[sign])


def code_on(response: TestResponse) -> str:
    """The receipt code shown on a page."""
    shown = [p.get("data-code") for p in all_of(parse(response), "p") if p.get("data-code")]
    return shown[0] or ""


def _landing(client: InspectingClient, location: str) -> str:
    """Where redirects end."""
    while (response := client.get(location)).status_code == 303:
        location = response.location
    return location.partition("?")[0]
