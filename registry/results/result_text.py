"""A result as the text of its file: what `registry.results` reads back, and what a person would write."""

from datetime import date
from typing import Any, Final

from registry.dumping import dump
from registry.model import Basis
from registry.results.case_result import Result

HEADING: Final = "# 投诉办理结果，隐去身份后公布。\n"


def result_text(result: Result) -> str:
    """The whole file, the same for the same result."""
    return HEADING + dump(_fields(result))


def _fields(result: Result) -> dict[str, Any]:
    gone = result.withdrawn
    return {
        "id": result.id,
        "title": result.title,
        "region": result.region,
        "department": result.department,
        "item": result.item,
        "release": result.release,
        "topics": list(result.topics),
        "reported": result.reported,
        "concluded": result.concluded,
        "verdict": result.verdict,
        "closing": result.closing,
        "complaint": result.complaint.strip() + "\n",
        "outcome": result.outcome.strip() + "\n",
        "basis": [_basis(basis) for basis in result.basis],
        "images": [{"file": image.file, "alt": image.alt} for image in result.images],
        "disclosure": {
            "reviewed_by": result.disclosure.reviewed_by,
            "reviewed_on": result.disclosure.reviewed_on,
            "grounds": result.disclosure.grounds,
        },
        "published_on": result.published_on,
        "demonstration": result.demonstration,
        "withdrawn": {"day": gone.day, "reason": gone.reason} if gone else None,
    }


def _basis(basis: Basis) -> dict[str, str | list[str] | date]:
    written: dict[str, str | list[str] | date | None] = {
        "statute": basis.statute,
        "articles": list(basis.articles),
        "valid_from": basis.valid_from,
        "valid_to": basis.valid_to,
    }
    return {key: value for key, value in written.items() if value}
