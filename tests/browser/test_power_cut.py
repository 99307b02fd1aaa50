"""The server is killed again and again while complaints come in: no receipt that was shown may be lost."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import requests
from product import Product
from senders import Receipts, send_by_api, send_by_form

from intake.cases.model import Role, Staff
from intake.services.citizens import track
from intake.services.context import open_context
from intake.services.desk import inbox
from intake.services.desk.inbox import Queue
from intake.settings import from_environment

CUTS = 3  # `make faults` kills a thousand times
OFFICE = Staff(0, "office", "office", Role.COORDINATOR, "410000", None)


def test_every_receipt_shown_before_a_power_cut_can_be_queried_after_it(output: Path, tmp_path: Path) -> None:
    product = Product(tmp_path / "data", output, DEMO="0").start()
    try:
        receipts = _file_through_power_cuts(product)
        _asked_over_http(product, receipts)
    finally:
        product.kill()
    _asked_in_the_database(tmp_path / "data", receipts)


def _file_through_power_cuts(product: Product) -> Receipts:
    receipts, stop = Receipts(), threading.Event()
    key = product.command("apikey", "add", "停电测试")
    with ThreadPoolExecutor(4) as people:
        filing = [
            people.submit(send_by_api, product.url, key, f"system-{n}", receipts, stop) for n in range(3)
        ]
        filing.append(people.submit(send_by_form, product.url, receipts, stop))
        try:
            for _cut in range(CUTS):
                time.sleep(random.uniform(0.3, 2.5))
                product.kill()
                product.start()
            time.sleep(2)
        finally:
            stop.set()
        for each in filing:
            each.result()
    print(f"{len(receipts.codes)} receipts, {receipts.of_forms} of them from the form")
    assert receipts.of_forms and len(receipts.codes) > 3 * CUTS
    return receipts


def _asked_over_http(product: Product, receipts: Receipts) -> None:
    for number, code in random.sample(sorted(receipts.codes.items()), 3 * CUTS):
        headers = {"X-Receipt-Code": code}
        told = requests.get(f"{product.url}/api/v1/complaints/lookup", headers=headers, timeout=10)
        assert told.json()["case_number"] == number


def _asked_in_the_database(data: Path, receipts: Receipts) -> None:
    """All of them, and no case twice: one that was sent again under its key is the same case."""
    with closing(open_context(from_environment({"DATA_DIR": str(data)}))) as ctx:
        views = {number: track.by_code(ctx, code) for number, code in receipts.codes.items()}
        held = inbox.counts(ctx, OFFICE)[Queue.ALL]
    assert [n for n, view in views.items() if view is None or view.case_number != n] == []
    assert len(receipts.codes) <= held <= len(receipts.codes) + 4, "a case without a receipt, or one twice"
