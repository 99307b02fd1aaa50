"""Records as the documents of the specification, fields in its order, and its known extensions."""

from __future__ import annotations

from datetime import datetime

from intake.cases.routing import RULES
from intake.services.open311.catalogue import ATTRIBUTES, Attribute, Service
from intake.services.open311.records import Cited, ServiceRequest, Update
from intake.web.views.open311.documents import Many, Node
from intake.web.words import iso_time
from intake.words import gettext as _


def service(each: Service) -> Node:
    """Of GET services. Each asks what the complaint form asks besides, so `metadata` is always true."""
    return {
        "service_code": each.code,
        "service_name": each.name,
        "description": each.description,
        "metadata": True,
        "type": "realtime",
        "keywords": ", ".join(each.keywords),
        "group": each.group,
    }


def definition(each: Service) -> Node:
    """Of GET services/{code}."""
    attributes = [_attribute(one, place) for place, one in enumerate(ATTRIBUTES, start=1)]
    return {"service_code": each.code, "attributes": Many("attribute", attributes)}


def _attribute(each: Attribute, place: int) -> Node:
    values = [{"key": key, "name": _(words)} for key, words in each.values.items()]
    return {
        "variable": True,
        "code": each.code,
        "datatype": each.datatype,
        "required": False,
        "datatype_description": _(each.hint),
        "order": place,
        "description": _(each.description),
        **({"values": Many("value", values)} if values else {}),
    }


def service_request(each: ServiceRequest, base_url: str, *, extended: bool) -> Node:
    """Of GET requests. A position is never told, nor an address finer than the county."""
    plain: dict[str, Node] = {
        "service_request_id": each.id,
        "status": each.status,
        "status_notes": each.status_notes,
        "service_name": each.service_name,
        "service_code": each.service_code,
        "description": each.description,
        "agency_responsible": each.agency,
        "service_notice": each.notice,
        "requested_datetime": iso_time(each.requested_at),
        "updated_datetime": iso_time(each.updated_at),
        "expected_datetime": _time(each.expected_at),
        "address": each.place,
        "address_id": each.region,
        "zipcode": "",
        "lat": "",
        "long": "",
        "media_url": base_url + each.media if each.media else "",
    }
    return {**plain, "extended_attributes": _extended(each, base_url)} if extended else plain


def _extended(each: ServiceRequest, base_url: str) -> Node:
    url = f"{base_url}/results/{each.result}/" if each.result else ""
    return {"state": each.state, "result_url": url, "certificate": certificate(each.cited, base_url)}


def certificate(cited: Cited, base_url: str) -> Node:
    """Why that organ: the item, the release that holds it, and what that rests on."""
    return {
        "item": cited.item,
        "matter": cited.matter,
        "release": cited.release,
        "department": cited.department,
        "organ": cited.organ,
        "decided": cited.decided,
        "rule": cited.rule,
        "rule_text": _(RULES[cited.rule]) if cited.rule else "",
        "legal_basis": Many("citation", cited.legal_basis),
        "url": f"{base_url}/items/{cited.item}/" if cited.item else "",
    }


def update(each: Update) -> Node:
    """Of GET servicerequestupdates, as FixMyStreet reads it."""
    return {
        "update_id": each.id,
        "service_request_id": each.request_id,
        "status": each.status,
        "updated_datetime": iso_time(each.updated_at),
        "description": each.description,
        "media_url": "",
    }


def _time(at: datetime | None) -> str:
    return iso_time(at) if at else ""
