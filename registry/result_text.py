"""A result as the text of its file: what `registry.results` reads back, and what a person would write."""

from datetime import date
from typing import Any, Final

import yaml

from registry.case_result import Result
from registry.model import Basis

HEADING: Final = "# 投诉办理结果，隐去身份后公布。\n"


class _Dumper(yaml.SafeDumper):
    """Texts as blocks, codes and months in quotes, lists indented below their key, nothing by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _words(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if text.endswith("\n") else '"' if text.replace("-", "").isdigit() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _words)


def result_text(result: Result) -> str:
    """The whole file, the same for the same result."""
    fields = {key: value for key, value in _fields(result).items() if value not in ("", "\n", [], None)}
    return HEADING + yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


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
