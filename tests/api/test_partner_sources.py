"""Whose a case is that a system filed: its partner's, by whichever key and whichever interface."""

from __future__ import annotations

from contract import ContractClient
from flask.testing import FlaskClient
from other_system import Make, System
from werkzeug.test import TestResponse

from intake.cases.partner import OF_HOTLINE
from intake.services.context import Context
from intake.services.partners import keys
from intake.services.partners.keys import Wanted

BODY = {"text": "工厂烟囱夜里冒黑烟，刺鼻难闻。", "region": "410105", "address": "花园路 100 号"}


def test_a_case_is_its_partners_by_whichever_key(ctx: Context, client: ContractClient, system: Make) -> None:
    ours = system("")
    second = keys.issue(ctx, None, ours.partner, Wanted("第二把", OF_HOTLINE, 30))
    also_ours = System(client, ours.partner, second.secret, second.key_id)
    other = system("")
    assert also_ours.key_id == other.partner.id, "a key has the number of the other partner"

    def file(caller: System) -> str:
        answer = caller.call("POST", "/complaints", BODY, Idempotency_Key="external:1001")
        assert answer.status_code == 201, answer.text
        number: str = answer.get_json()["case_number"]
        return number

    number = file(also_ours)
    assert file(ours) == number, "idempotency is the partner's"
    assert file(other) != number
    assert [_open311(each, number).status_code for each in (ours, also_ours, other)] == [200, 200, 404]
    assert [_update(each, number).status_code for each in (ours, also_ours, other)] == [200, 200, 404]


def test_no_idempotency_key_meets_a_number_of_the_partners(system: Make) -> None:
    ours = system("")
    filed = ours.call("POST", "/complaints", BODY, Idempotency_Key="external:1001")
    handed = ours.call("POST", "/handovers", {**BODY, "external_number": "1001"})
    assert (filed.status_code, handed.status_code) == (201, 201), handed.text
    assert filed.get_json()["case_number"] != handed.get_json()["case_number"]
    spaced = ours.call("POST", "/complaints", BODY, Idempotency_Key="external 1001")
    assert spaced.status_code == 422


def _open311(caller: System, number: str) -> TestResponse:
    return _plain(caller).get(f"/open311/v2/requests/{number}.json", query_string={"api_key": caller.key})


def _update(caller: System, number: str) -> TestResponse:
    said = {"api_key": caller.key, "service_request_id": number, "description": "夜里又来了。"}
    return _plain(caller).post("/open311/v2/servicerequestupdates.json", data=said)


def _plain(caller: System) -> FlaskClient:
    return FlaskClient(caller.client.application, TestResponse)
