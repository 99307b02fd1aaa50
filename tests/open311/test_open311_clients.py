"""Real clients against a real server: PyPI's georeport and three, and FixMyStreet's sender as it sends."""

from __future__ import annotations

import importlib
import itertools
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import requests
import xmltodict
from conftest import REPORT, Desk311
from georeport import GeoReport

JINSHUI = "410105"


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`three` 0.8.0, the newest there is, is Python 2: it wants a name that itertools lost. Given that one
    name, its own code runs as it stands; its XML reading does not (`content.keys()[0]`), so JSON it is."""
    refused = subprocess.run(
        [sys.executable, "-c", "import three"], capture_output=True, text=True, check=False
    )
    assert "cannot import name 'ifilter' from 'itertools'" in refused.stderr
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    return importlib.import_module("three").Three


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads_services_definitions_and_requests(endpoint: str, form: str) -> None:
    client = GeoReport(endpoint, jurisdiction=JINSHUI, output_format=form)
    services = client.get_service_list()
    assert {each["service_code"] for each in services} >= {"ST-001", "CG-001", "other"}
    definition = client.get_service_definition("ST-001")
    assert definition["service_code"] == "ST-001"
    span = {"start_date": "2026-08-31T16:00:00Z", "end_date": "2026-11-25T00:00:00Z"}
    listed = client.get_service_requests(service_code="ST-001", status="closed", **span)
    one = listed if isinstance(listed, dict) else listed[0]
    assert client.get_service_request(one["service_request_id"])["status"] == "closed"


def test_three_goes_the_whole_way(endpoint: str, desk: Desk311, three: Any) -> None:
    client = three(endpoint, api_key=desk.key, jurisdiction=JINSHUI)
    assert client.discovery()["endpoints"][0]["type"] == "test"
    assert client.services("ST-001")["service_code"] == "ST-001"
    posted = client.post(
        "ST-001",
        address="花园路 100 号",
        name="Xiaoming Zhang",
        phone="555-5555",
        description="烟囱冒黑烟，刺鼻。",
    )
    number = posted[0]["service_request_id"]
    assert client.request(number, api_key=desk.key)[0]["address_id"] == JINSHUI
    listed = client.requests("ST-001", api_key=desk.key, start="11-01-2026", end="11-25-2026", count=1)
    assert [each["service_request_id"] for each in listed] == [number]
    code = posted[0]["service_notice"].split("查询码 ")[1][:24].replace(" ", "")
    assert client.token(code)[0]["service_request_id"] == number
    assert client.request(number)[0]["code"] == 404
    assert three(endpoint, api_key="wrong").post("ST-001", address="花园路")[0]["code"] == 403


# What FixMyStreet (perllib/Open311.pm) puts into a report and a comment outside the United Kingdom.
FMS_REPORT = {
    "jurisdiction_id": JINSHUI,
    "service_code": "ST-001",
    "description": "黑烟\n\n烟囱夜里冒黑烟，刺鼻难闻。\n\nhttp://fms.example/report/7\n",
    "first_name": "Xiaoming",
    "last_name": "Zhang",
    "email": "zhang@example.com",
    "lat": "34.783",
    "long": "113.665",
    "media_url": "http://fms.example/photo/7.0.full.jpeg",
    "deviceid": "fms",
    "attribute[external_id]": "7",
}
FMS_COMMENT = {
    "jurisdiction_id": JINSHUI,
    "updated_datetime": "2026-11-23T10:05:00+08:00",
    "status": "OPEN",
    "description": "又冒烟了，比昨天更重。",
    "last_name": "-",
    "first_name": "Xiaoming",
    "email": "zhang@example.com",
    "update_id": "71",
}


def sent(address: str, key: str, fields: dict[str, str]) -> Any:
    """POST as it does, and read the answer as XML::Simple does for it."""
    answer = requests.post(address, data={**fields, "api_key": key}, timeout=20)
    answer.raise_for_status()
    return xmltodict.parse(answer.content)


def test_fixmystreet_sends_reports_and_comments_and_fetches_updates(endpoint: str, desk: Desk311) -> None:
    report = {**FMS_REPORT, "attribute[external_id]": "fms-7"}
    request = sent(f"{endpoint}/requests.xml", desk.key, report)["service_requests"]["request"]
    again = sent(f"{endpoint}/requests.xml", desk.key, report)["service_requests"]["request"]
    assert again == request  # a report that it sends twice, for the answer was lost, is one
    number = request["service_request_id"]
    comment = {**FMS_COMMENT, "service_request_id": number}
    update = sent(f"{endpoint}/servicerequestupdates.xml", desk.key, comment)
    update_id = update["service_request_updates"]["request_update"]["update_id"]
    span = {"start_date": "2026-11-23T00:00:00Z", "end_date": "2026-11-23T03:00:00Z"}
    asked = {"jurisdiction_id": JINSHUI, "api_key": desk.key, **span}
    feed = requests.get(f"{endpoint}/servicerequestupdates.xml", params=asked, timeout=20)
    mine = [
        {child.tag: child.text for child in each}
        for each in ET.fromstring(feed.content)
        if each.findtext("service_request_id") == number
    ]
    assert [each["update_id"] for each in mine].count(update_id) == 1  # it knows its own comment again
    assert {each["status"] for each in mine} == {"open"}
    assert not any("又冒烟了" in (each["description"] or "") for each in mine)


def test_a_failure_is_told_as_fixmystreet_reads_it(endpoint: str, desk: Desk311) -> None:
    answer = requests.post(f"{endpoint}/requests.xml", data={**REPORT, "api_key": "x"}, timeout=20)
    errors = xmltodict.parse(answer.content)["errors"]["error"]
    assert (answer.status_code, errors["code"]) == (403, "403")
