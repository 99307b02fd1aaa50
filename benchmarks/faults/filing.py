"""Systems that go on filing while everything around them falls: what was not answered is sent again."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import requests

from benchmarks.intake_load import complaint

PATIENCE = 20  # seconds for an answer
REFUSED = (429, 503)  # come again later


@dataclass
class Acknowledged:
    """Every receipt that was shown: (number of the complaint as sent) → (case number, receipt code)."""

    receipts: dict[int, tuple[str, str]] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)  # answers that nobody should see
    unanswered: int = 0


@dataclass
class Filer:
    """Files one complaint after another until told to stop, each under one Idempotency-Key until answered."""

    base: str
    key: str
    first: int  # its complaints have numbers from here on
    kept: Acknowledged
    stop: threading.Event

    def start(self) -> threading.Thread:
        """File from now on."""
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        return thread

    def _run(self) -> None:
        session, number = requests.Session(), self.first
        while not self.stop.is_set():
            try:
                answer = session.post(
                    f"{self.base}/api/v1/complaints",
                    json=complaint(number),
                    headers={"X-Api-Key": self.key, "Idempotency-Key": f"fault-{number:09d}"},
                    timeout=PATIENCE,
                )
            except requests.RequestException:
                self.kept.unanswered += 1
                time.sleep(0.05)
                continue
            if answer.status_code == 201:
                told = answer.json()
                self.kept.receipts[number] = told["case_number"], told["receipt_code"]
                number += 1
            else:
                self._odd(answer)

    def _odd(self, answer: requests.Response) -> None:
        if answer.status_code not in REFUSED:
            self.kept.odd.append(f"{answer.status_code} {answer.text[:200]}")
        time.sleep(0.2)
