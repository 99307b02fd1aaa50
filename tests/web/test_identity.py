"""No identity and no receipt code leaves the form for a log, an address, the index or the public site."""

from __future__ import annotations

from pathlib import Path

import pytest
from citizen import code_on, fill_all, photo, send
from inspect_page import InspectingClient, fields, parse, words
from werkzeug.test import TestResponse

from intake.services.context import Context
from intake.services.filing import drafts

PLANTED = {"name": "欧阳植入", "phone": "13987650123", "email": "planted.person@example.cn"}
FILE_NAME = "欧阳植入家的院子.jpg"


class Recorder(InspectingClient):
    """Keeps every address that was asked for or pointed to."""

    addresses: list[str]

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        response = super().open(*args, **kwargs)
        self.addresses += [response.request.url, response.headers.get("Location", "")]
        return response


@pytest.fixture
def recorder(client: InspectingClient) -> Recorder:
    """A browser that remembers where it was."""
    browser = Recorder(client.application)
    browser.addresses = []
    return browser


def test_planted_identities_stay_in_the_sealed_contact(
    recorder: Recorder,
    ctx: Context,
    common: Context,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    fill_all(recorder, contact={"who": "named", **PLANTED}, evidence={"files": (photo(), FILE_NAME)})
    assert PLANTED["phone"] in words(parse(recorder.get("/complain/check")))
    send(recorder)
    receipt = recorder.get("/complain/receipt")
    code = code_on(receipt)
    page = parse(recorder.get("/track"))
    tracked = recorder.post("/track", data={**fields(page, "/track"), "code": code})
    recorder.post(
        "/track", data={**fields(page, "/track"), "code": code[:-1] + str((int(code[-1]) + 1) % 10)}
    )

    logged = capfd.readouterr()
    secrets = [*PLANTED.values(), FILE_NAME.removesuffix(".jpg"), code, _draft_secret(recorder)]
    places = {
        "a log": logged.out + logged.err + caplog.text,
        "an address": " ".join(recorder.addresses),
        # its forms carry the code that was just typed, so that it need never stand in an address
        "the tracking page": tracked.get_data(as_text=True).replace(code, ""),
        "the receipt's own words on who complained": receipt.get_data(as_text=True).replace(code, ""),
    }
    for place, text in places.items():
        found = [secret for secret in secrets if secret in text]
        assert not found, f"{found} in {place}"
    _search_files(secrets, common.settings.data_dir, ctx.settings.output_dir)
    _search_files([*PLANTED.values(), code, secrets[-1]], ctx.settings.data_dir)


def test_a_submitted_draft_keeps_no_answers(client: InspectingClient, ctx: Context) -> None:
    fill_all(client, contact={"who": "named", **PLANTED})
    send(client)
    found = drafts.load(ctx, _draft_secret(client))
    assert found is not None
    assert not found.answers


def test_the_code_of_the_qr_stays_behind_the_hash(client: InspectingClient) -> None:
    fill_all(client)
    send(client)
    receipt = client.get("/complain/receipt")
    code = code_on(receipt)
    hrefs = [link.get("href") or "" for link in parse(receipt).iter("{http://www.w3.org/1999/xhtml}a")]
    assert not [href for href in hrefs if code in href]
    assert client.get(f"/track?code={code}").status_code == 200
    assert code not in client.get(f"/track?code={code}").get_data(as_text=True)


def _draft_secret(client: InspectingClient) -> str:
    cookie = client.get_cookie("mingdan_draft")
    assert cookie is not None
    return cookie.value


def _search_files(secrets: list[str], *folders: Path) -> None:
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                found = [secret for secret in secrets if secret.encode() in content]
                assert not found, f"{found} in {file}"
