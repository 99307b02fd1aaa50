"""A special report as the text of its file: what `annual.reports` reads back, what a person would write."""

import re
from collections.abc import Iterator
from typing import Any, Final

from registry.annual.model import FIGURES, Copy, Redaction, Report, ReportedItem
from registry.dumping import dump, told
from registry.results.case_result import DisclosureReview

FEW: Final = "few"  # a figure from 1 to 4, or one that would give such a one away
CHAPTERS: Final = ("上年度生态环境保护职责履行情况", "牵头负责的生态环境保护具体事项办理情况")
_HEADING: Final = re.compile(r"^(\\*#)", re.MULTILINE)
_ESCAPED: Final = re.compile(r"^\\(\\*#)", re.MULTILINE)


def report_text(report: Report) -> str:
    """The whole file, the same for the same report."""
    return f"---\n{dump(_header(report))}---\n" + "\n".join(_body(report))


def escaped(text: str) -> str:
    """A text whose lines are no headings."""
    return _HEADING.sub(r"\\\1", text)


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    return _ESCAPED.sub(r"\1", text)


def disclosure_fields(review: DisclosureReview) -> dict[str, Any]:
    """The review before publication, as every record writes it."""
    return {
        "reviewed_by": review.reviewed_by,
        "reviewed_on": review.reviewed_on,
        "grounds": review.grounds,
    }


def _header(report: Report) -> dict[str, Any]:
    return {
        "region": report.region,
        "unit": report.unit,
        "year": report.year,
        "title": report.title,
        "issuers": list(report.issuers),
        "releases": list(report.releases),
        "formed_on": report.formed_on,
        "sent_on": report.sent_on,
        "copies": [_copy(each) for each in report.copies],
        "unanswered": dict(report.unanswered),
        "figures": [_figures(each) for each in report.items if each.figures],
        "redactions": [_redaction(each) for each in report.redactions],
        "disclosure": disclosure_fields(report.disclosure),
        "published_on": report.published_on,
        "demonstration": report.demonstration,
    }


def _copy(copy: Copy) -> dict[str, Any]:
    return told({"to": copy.to, "received_on": copy.received_on, "number": copy.number})


def _redaction(redaction: Redaction) -> dict[str, Any]:
    return {"place": redaction.place, "article": int(redaction.article), "reason": redaction.reason}


def _figures(item: ReportedItem) -> dict[str, Any]:
    """Nought is left out."""
    given = {name: item.figures[name] for name in FIGURES if item.figures[name] != 0}
    return {"item": item.item, **{name: FEW if count is None else count for name, count in given.items()}}


def _body(report: Report) -> Iterator[str]:
    yield f"# {CHAPTERS[0]}\n"
    yield f"{escaped(report.duties)}\n"
    yield f"# {CHAPTERS[1]}\n"
    for each in report.items:
        yield f"## {each.item} {each.matter}\n"
        yield f"{escaped(each.text)}\n"
