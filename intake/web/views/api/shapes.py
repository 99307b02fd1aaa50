"""What the API says of a record: the schemas of `openapi.yaml`, one function each."""

from typing import Any

from markupsafe import Markup

from intake.cases.model import Receipt
from intake.cases.privacy import PublicView
from intake.cases.receipt import spaced
from intake.cases.routing import RULES, Certificate
from intake.services.search.facets import Option
from intake.services.search.search_public import Found, FoundPage
from intake.web.words import iso_time
from intake.words import gettext as _
from registry import Responsibility

Json = dict[str, Any]


def receipt(filed: Receipt) -> Json:
    """Schema Receipt."""
    return {
        "receipt_code": spaced(filed.code),
        "case_number": filed.case_number,
        "filed_at": iso_time(filed.filed_at),
        "certificate": certificate(filed.certificate) if filed.certificate else None,
    }


def certificate(made: Certificate) -> Json:
    """Schema Certificate."""
    whole = made.to_json()
    same = ("environmental", "decided", "region", "organ", "department", "department_id", "item", "matter")
    lists = ("supporting", "legal_basis", "matched")
    return {
        **{name: whole[name] for name in (*same, "release", "rule", "elsewhere", "note")},
        **{name: list(whole[name]) for name in lists},
        "rule_text": _(RULES[made.rule]),
        "confidence": round(made.confidence, 4),
        "alternatives": [
            {
                "department": other.department,
                "item": other.item,
                "score": round(other.score, 4),
                "why_not": other.why_not,
            }
            for other in made.alternatives
        ],
    }


def progress(view: PublicView) -> Json:
    """Schema Progress."""
    return {
        "case_number": view.case_number,
        "filed_at": iso_time(view.filed_at),
        "state": view.state.value,
        "state_name": view.state_words,
        "next": view.next_words,
        "organ": view.holder,
        "answer": view.answer,
        "certificate": certificate(view.certificate),
        "events": [
            {"at": iso_time(line.at), "text": line.words, "detail": line.detail} for line in view.timeline
        ],
    }


def responsibility(found: Responsibility, base_url: str) -> Json:
    """Schema Responsibility."""
    organ = found.organ
    return {
        "matter": found.matter,
        "name": found.item.matter,
        "region": found.region.code,
        "date": found.on.isoformat(),
        "organ": organ.name,
        "department": found.lead.name,
        "department_id": found.lead.id,
        "item": found.item.id,
        "release": found.release.key,
        "supporting": [each.name for each in found.supporting],
        "legal_basis": [basis.citation for basis in found.item.basis],
        "inherited_from": found.inherited_from.code if found.inherited_from else None,
        "rule": found.rule,
        "performed_by": organ.performed_by.name if organ.performed_by else None,
        "demonstration": found.release.demonstration,
        "url": f"{base_url}/items/{found.item.id}/",
    }


def search_page(query: str, found: FoundPage, base_url: str) -> Json:
    """Schema SearchResults."""
    return {
        "query": query,
        "total": found.total,
        "at_least": found.at_least,
        "sort": found.sort.value,
        "next": found.after or None,
        "corrected": found.corrected,
        "not_understood": list(found.asked.not_understood),
        "facets": {each.field: [_option(one) for one in each.options] for each in found.facets},
        "built_at": iso_time(found.built_at),
        "behind": found.behind,
        "results": [_result(each, base_url) for each in found.items],
    }


def _option(option: Option) -> Json:
    return {"value": option.code, "name": option.words, "count": option.count}


def _result(found: Found, base_url: str) -> Json:
    hit = found.hit
    return {
        "id": hit.id,
        "kind": hit.kind,
        "title": hit.title,
        "url": base_url + hit.url,
        "summary": Markup(hit.snippet_html).striptags(),  # noqa: S704 - made plain, not trusted
        "score": round(hit.score, 4),
        "matched": list(hit.matched),
        "organ": found.organ,
        "published_on": found.day.isoformat() if found.day else None,
        "states": list(found.states),
    }
