"""What a system sends twice is filed once, and acknowledged again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import REPORT, V2, Desk311, desk_over
from werkzeug.test import TestResponse

from intake.services.context import Context


@pytest.fixture
def both_engines(ctx: Context) -> Desk311:
    """The endpoint over either database."""
    return desk_over(ctx)


def test_one_number_of_the_sender_is_one_case_here_and_in_the_other_interface(both_engines: Desk311) -> None:
    desk = both_engines
    first = desk.filed(**{"attribute[external_id]": "A-1"})
    assert desk.filed(**{"attribute[external_id]": "A-1"}) == first
    changed = {"attribute[external_id]": "A-1", "description": "另一件完全不同的事情。"}
    refused = desk.post("requests.json", service_code="ST-001", address_string="金水区", **changed)
    assert refused.status_code == 400
    assert desk.post(
        "requests.json", service_code="ST-001", address_string="金水区", api_key=desk.other_key, **changed
    ).get_json()[0]["service_request_id"] not in (first, None)
    client = desk.app.test_client()
    header = {"X-Api-Key": desk.key, "Idempotency-Key": "order-0001"}
    sent = {"service_code": "ST-001", "address_string": "金水区", "description": "一件完全不同的事情。"}
    numbers = {
        client.post(f"{V2}/requests.json", data=sent, headers=header).get_json()[0]["service_request_id"]
        for _n in "12"
    }
    assert len(numbers) == 1


@pytest.mark.parametrize("by", ["header", "number"])
def test_what_was_acknowledged_is_so_again_when_its_service_is_gone(both_engines: Desk311, by: str) -> None:
    """A sender that got no answer tries again; meanwhile every list may have ended."""
    desk = both_engines
    ended = replace(desk.ctx, registry=replace(desk.ctx.registry, releases=desk.ctx.registry.releases[:1]))
    later = desk_over(ended, desk.key)
    headers = {"Idempotency-Key": "order-0002"} if by == "header" else {}
    fields = {**REPORT, **({} if headers else {"attribute[external_id]": "B-2"}), "api_key": desk.key}

    def sent(to: Desk311, **changes: str) -> TestResponse:
        return to.app.test_client().post(f"{V2}/requests.json", data={**fields, **changes}, headers=headers)

    first = sent(desk)
    again = sent(later)
    assert (first.status_code, again.status_code, again.get_json()) == (200, 200, first.get_json()), (
        again.text
    )
    assert sent(later, description="另一件完全不同的事情。").status_code == 400
    fields |= {"attribute[external_id]": "B-3"}
    assert sent(later).status_code == 404
