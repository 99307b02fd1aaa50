"""Requests made from the API's description against the real server: `make fuzz-api` (REQUESTS=20000 SEED=1).

Half of them keep to the description, half break it; in turn by a hotline's key, an organ's key, an OAuth2
token and without any. The report (JSON) holds every kind of failure once, and the server's memory and file
handles before, during and after. Exit status 1 when anything failed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import schemathesis
from browser.product import Product
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from intake.cases.partner import OF_HOTLINE, OF_ORGAN
from intake.services.context import Context, open_context
from intake.services.partners import keys, managing
from intake.services.partners.keys import Wanted
from intake.services.partners.managing import NewPartner
from intake.settings import from_environment
from intake.web.openapi import document

ROOT = Path(__file__).resolve().parents[1]
JINSHUI = "410105"
_AT_A_TIME = 40  # examples of one operation before its neighbours have their turn
_MEASURES = 10
_CASES = 12
_COMPLAINT = {"text": "金水区花园路的工厂夜里冒黑烟。", "region": JINSHUI, "item": "ST-001"}
_CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@dataclass
class Caller:
    """Sends requests, and counts what comes back."""

    url: str
    headers: list[dict[str, str]]
    numbers: list[str]
    chance: random.Random
    session: requests.Session = field(default_factory=requests.Session)
    sent: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)

    def call(self, case: Case, mode: GenerationMode) -> None:
        """Send one; a failure is kept, not raised, so that nothing is sent again to make it smaller."""
        if mode is GenerationMode.POSITIVE:
            self._point_at_something(case)
        headers = self.headers[self.sent % len(self.headers)]
        self.sent += 1
        try:
            answer = case.call(base_url=f"{self.url}/api/v1", session=self.session, headers=headers)
        except requests.RequestException as fault:
            if not _cannot_be_sent(fault):
                self._fail(case, type(fault).__name__, str(fault))
            return
        self.statuses[str(answer.status_code)] += 1
        try:
            case.validate_response(answer, checks=list(_CHECKS))
        except FailureGroup as group:
            for each in group.exceptions:
                self._fail(case, type(each).__name__, f"{answer.status_code} {each}")

    def _point_at_something(self, case: Case) -> None:
        """Of the cases there are, at a version they may have: most made-up numbers lead nowhere."""
        if "number" in (case.path_parameters or {}) and self.chance.random() < 0.8:
            case.path_parameters["number"] = self.chance.choice(self.numbers)
            if isinstance(case.body, dict) and "version" in case.body:
                case.body["version"] = self.chance.randint(1, 6)

    def _fail(self, case: Case, kind: str, said: str) -> None:
        self.failures.setdefault(f"{case.method} {case.path}: {kind}", said[:600])


def run(
    folder: Path, most: int, number: int, told: Callable[[int], None] = lambda _sent: None
) -> dict[str, Any]:
    """Send that many requests, made with that seed, to a server over `folder`; returns the report."""
    with _server(folder) as (product, callers):
        caller = Caller(product.url, *callers, random.Random(number))
        process = _process_of(product)
        _warm_up(caller)
        measures = [_measure(process)]
        began = time.monotonic()
        for _round in _rounds(caller, most, number):
            if caller.sent >= most * len(measures) / _MEASURES:
                measures.append(_measure(process))
                told(caller.sent)
        seconds = time.monotonic() - began
        time.sleep(2)
        measures.append(_measure(process))
    log = product.log.read_text(encoding="utf-8", errors="replace")
    return {
        "requests": caller.sent,
        "seed": number,
        "seconds": round(seconds, 1),
        "statuses": dict(sorted(caller.statuses.items())),
        "server_errors": sum(count for status, count in caller.statuses.items() if status >= "500"),
        "unhandled": len(re.findall(r"unforeseen|Traceback", log)),
        "failures": caller.failures,
        "rss_mib_and_handles": measures,
    }


def _rounds(caller: Caller, most: int, number: int) -> Iterator[None]:
    """Some examples of every operation and mode, again and again."""
    load_all_checks()
    schema = schemathesis.openapi.from_dict(document())
    operations = [each.ok() for each in schema.get_all_operations()]
    fewest = max(1, min(_AT_A_TIME, most // (2 * len(operations))))
    for turn in range(sys.maxsize):
        for operation in operations:
            for mode in GenerationMode:
                if caller.sent >= most:
                    return
                _examples(caller, operation, mode, (number * 1_000_003 + turn, fewest))
                yield


def _examples(caller: Caller, operation: Any, mode: GenerationMode, how: tuple[int, int]) -> None:
    number, count = how

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Case) -> None:
        caller.call(case, mode)

    try:
        send()
    except Exception as fault:
        if type(fault).__name__ not in ("Unsatisfiable", "SkipTest", "Skipped"):  # nothing there to break
            raise


def _cannot_be_sent(fault: Exception) -> bool:
    """Whether the client itself refused to send what was made up (a header with a line break)."""
    return isinstance(fault, requests.exceptions.InvalidHeader | requests.exceptions.InvalidURL)


@contextmanager
def _server(folder: Path) -> Iterator[tuple[Product, tuple[list[dict[str, str]], list[str]]]]:
    """The real server, with partners and cases in it."""
    (folder / "output").mkdir(parents=True, exist_ok=True)
    given = {"LIMIT_FACTOR": "1000", "RESULTS_BY_HAND": "1"}
    product = Product(folder / "data", folder / "output", **given).start()
    try:
        made = from_environment({"DATA_DIR": str(folder / "data"), "CONTENT_DIR": str(ROOT / "content")})
        with closing(open_context(made)) as ctx:
            headers = _headers(ctx, product.url)
        yield product, (headers, _cases(product.url, headers[0]))
    finally:
        product.stop()


def _headers(ctx: Context, url: str) -> list[dict[str, str]]:
    hotline = managing.add(ctx, None, NewPartner("热线", JINSHUI))
    organ = managing.add(ctx, None, NewPartner("局里的系统", JINSHUI, "ecology"))
    filing = keys.issue(ctx, None, hotline, Wanted("甲", OF_HOTLINE - {"hooks"}, 2))
    working = keys.issue(ctx, None, organ, Wanted("乙", OF_ORGAN, 2))
    client = keys.issue(ctx, None, organ, Wanted("丙", OF_ORGAN, 2, client=True))
    form = {"grant_type": "client_credentials"}
    token = requests.post(
        f"{url}/api/v1/token", form, auth=(client.client_id or "", client.secret), timeout=30
    )
    return [
        {"Authorization": f"Bearer {filing.secret}"},
        {"X-API-Key": working.secret},
        {"Authorization": f"Bearer {token.json()['access_token']}"},
        {},
    ]


def _cases(url: str, headers: dict[str, str]) -> list[str]:
    answers = [
        requests.post(
            f"{url}/api/v1/handovers",
            json={**_COMPLAINT, "external_number": f"F-{number}"},
            headers=headers,
            timeout=30,
        )
        for number in range(_CASES)
    ]
    return [each.json()["case_number"] for each in answers]


def _warm_up(caller: Caller) -> None:
    """What a server takes once, for its first answers, is no growth."""
    for path in ("/", "/openapi.json", "/search?q=噪声", "/who?matter=ST-001&region=410105", "/results"):
        for headers in caller.headers:
            caller.session.get(f"{caller.url}/api/v1{path}", headers=headers, timeout=60)


def _process_of(product: Product) -> Path:
    return Path("/proc") / str(product.pid)


def _measure(process: Path) -> tuple[float, int]:
    """Resident memory in MiB, and open file handles."""
    status = (process / "status").read_text()
    kibibytes = int(re.search(r"VmRSS:\s+(\d+)", status)[1])  # type: ignore[index]  # every process has it
    return round(kibibytes / 1024, 1), len(list((process / "fd").iterdir()))


def main() -> int:
    """Run it and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path)
    given_ = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = run(Path(folder), given_.requests, given_.seed, lambda sent: print(sent, flush=True))
    text = json.dumps(report, ensure_ascii=False, indent=2)
    print(text)
    if given_.report:
        given_.report.write_text(text + "\n", encoding="utf-8")
    return 1 if report["failures"] or report["server_errors"] or report["unhandled"] else 0


if __name__ == "__main__":
    sys.exit(main())
