"""Another system that calls the API, every answer held to the published description."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contract import ContractClient
from werkzeug.test import TestResponse

from intake.cases.partner import Partner


@dataclass
class System:
    """Another system: sends its key, and every answer is held to the published description."""

    client: ContractClient
    partner: Partner
    key: str
    key_id: int

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """Call an address of the API; `If_Match` is If-Match."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {} if body is None else {"json": body}
        return self.client.open(
            f"/api/v1{path}", method=method, headers={"Authorization": f"Bearer {self.key}", **named}, **sent
        )


Make = Callable[..., System]
