"""A small form of `make fuzz-files`, and some of its files through the page that takes them."""

from __future__ import annotations

import io
from random import Random

from siege import House, token_of

from benchmarks.fuzz_files import fuzz
from benchmarks.fuzz_seeds import mutated, seeds
from intake.services.filing import drafts


def test_no_damaged_file_is_met_with_an_unnamed_fault() -> None:
    report = fuzz(120, "make test", 60)
    assert report["sound"], report


def test_the_page_takes_or_refuses_them(house: House) -> None:
    made = seeds()
    others = [each for kind in made.values() for each in kind]
    for number, suffix in enumerate(sorted(made)):
        browser, token = house.stranger(), drafts.start(house.ctx)
        browser.set_cookie("mingdan_draft", token)
        content = mutated(made[suffix][0], others, Random(f"page:{number}"))
        file = (io.BytesIO(content), f"../../{suffix}\u202egpj.{suffix}")
        sent = {"csrf_token": token_of(browser), "action": "upload", "files": file}
        answer = browser.post("/complain/evidence", data=sent, content_type="multipart/form-data")
        assert answer.status_code in (303, 422), (suffix, answer.status)
        assert "\u202e" not in answer.get_data(as_text=True)
