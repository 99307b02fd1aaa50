"""docs/api.md: its examples, run as they stand against the real server."""

from __future__ import annotations

import json
import os
import re
import subprocess
from contextlib import closing
from pathlib import Path

from browser.product import Product
from samples import JINSHUI, ROOT

from intake.cases.partner import OF_HOTLINE, OF_ORGAN
from intake.services.context import open_context
from intake.services.partners import keys, managing
from intake.services.partners.keys import Wanted
from intake.services.partners.managing import NewPartner
from intake.settings import from_environment

EXAMPLES = re.findall(
    r"```sh elsewhere=api\n(.*?)```", (ROOT / "docs/api.md").read_text(encoding="utf-8"), re.DOTALL
)


def test_the_examples_do_what_they_say(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (tmp_path / "output").mkdir()
    product = Product(data, tmp_path / "output", RESULTS_BY_HAND="1").start()
    try:
        given = {**os.environ, "SITE": product.url, **_secrets(data)}
        answers = [_run(each, given) for example in EXAMPLES for each in _commands(example)]
    finally:
        product.stop()
    assert len(answers) == 11
    assert answers[0]["token_type"] == "Bearer"
    assert answers[1]["case_number"] == given["NUMBER"]
    assert answers[8]["state"] == "closed"
    assert all("status" not in answer for answer in answers), "none is a problem"


def _commands(example: str) -> list[str]:
    return [each for each in example.replace("\\\n", " ").splitlines() if each.strip()]


def _run(command: str, given: dict[str, str]) -> dict[str, object]:
    done = subprocess.run(["bash", "-c", command], env=given, capture_output=True, text=True, check=True)
    answer: dict[str, object] = json.loads(done.stdout)
    if "case_number" in answer:
        given["NUMBER"] = str(answer["case_number"])
    return answer


def _secrets(data: Path) -> dict[str, str]:
    settings = from_environment({"DATA_DIR": str(data), "CONTENT_DIR": str(ROOT / "content")})
    with closing(open_context(settings)) as ctx:
        hotline = managing.add(ctx, None, NewPartner("热线", JINSHUI))
        organ = managing.add(ctx, None, NewPartner("局里的系统", JINSHUI, "ecology"))
        client = keys.issue(ctx, None, organ, Wanted("甲", OF_ORGAN, 30, client=True))
        return {
            "HOTLINE_KEY": keys.issue(ctx, None, hotline, Wanted("乙", OF_HOTLINE, 30)).secret,
            "ORGAN_KEY": keys.issue(ctx, None, organ, Wanted("丙", OF_ORGAN, 30)).secret,
            "CLIENT_ID": client.client_id or "",
            "CLIENT_SECRET": client.secret,
        }
