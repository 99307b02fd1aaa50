"""Holds answers to the specification: XML by its schema, JSON as the Spark convention makes it of the XML."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from werkzeug.test import TestResponse

SCHEMA = Path(__file__).with_name("georeport_v2.xsd")
ARRAYS = {
    *("services", "attributes", "values", "service_requests", "service_request_updates", "errors"),
    *("endpoints", "formats", "legal_basis"),
}


@cache
def schema() -> etree.XMLSchema:
    """The specification's names, order and values."""
    return etree.XMLSchema(etree.parse(SCHEMA))


def conforms(answer: TestResponse) -> etree._Element:
    """The parsed XML of an answer, once it is as the specification has it."""
    assert answer.content_type == "text/xml; charset=utf-8"
    assert answer.data.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    root = etree.fromstring(answer.data)
    assert schema().validate(root), (answer.text[:300], schema().error_log)
    return root


def spark(node: etree._Element) -> Any:
    """The XML as JSON by the Spark convention, every value a text."""
    if node.tag in ARRAYS:
        return [spark(child) for child in node]
    if len(node):
        return {child.tag: spark(child) for child in node}
    return node.text


def as_texts(value: Any) -> Any:
    """JSON with every value as the text that XML holds."""
    if isinstance(value, dict):
        return {name: as_texts(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_texts(each) for each in value]
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)


def both_say_the_same(xml: TestResponse, other: TestResponse) -> Any:
    """The JSON, once it is what the convention makes of the XML."""
    assert other.content_type == "application/json; charset=utf-8"
    assert xml.status_code == other.status_code
    assert as_texts(other.get_json()) == spark(conforms(xml))
    return other.get_json()
