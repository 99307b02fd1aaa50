"""Reads reports/<region>/<unit>/<year>.md and judges that each answers items of the lists it names."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from registry.annual.model import ARTICLES, FIGURES, GOVERNMENT, Copy, Redaction, Report, ReportedItem
from registry.annual.report_text import CHAPTERS, FEW, unescaped
from registry.draft import Draft
from registry.reading.notes import Notes, Spot
from registry.reading.records import Record
from registry.reading.texts import Text, read_text
from registry.results.public_text import check_public, public_text, read_disclosure

_KEYS: Final = (
    *("region", "unit", "year", "title", "issuers", "formed_on", "sent_on", "disclosure"),
    *("published_on", "demonstration"),
)
_OPTIONAL: Final = ("releases", "copies", "unanswered", "figures", "redactions")
_CHAPTER: Final = re.compile(r"# (.*)")
_BLOCK: Final = re.compile(r"## (\S+) ?(.*)")
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,8}")


FILES: Final = "reports/*/*/*.md"


class Part(NamedTuple):
    """A heading of the body with what stands below it; `line` counts from the first line of the body."""

    heading: str
    line: int
    text: str


def read_reports(draft: Draft) -> None:
    """Read every report into the draft."""
    if not (draft.notes.content / "reports").exists():
        return
    for file in draft.notes.files("reports", FILES):
        draft.take(read_report(draft.notes.content, file))


def read_report(content: Path, file: str) -> Draft:
    """One report by itself, with what it refers to still to be settled."""
    draft = Draft(Notes(content))
    text = read_text(draft.notes, file, _KEYS, _OPTIONAL)
    if text is not None:
        report = _report(draft, text, file)
        draft.reports[report.key] = report
        draft.report_spots[report.key] = text.header.spot()
    return draft


def check_reports(draft: Draft) -> None:
    """Note the reports that answer what their lists do not hold, or that come before their own steps."""
    for report in draft.reports.values():
        spot = draft.report_spots[report.key]
        held: set[str] = set()
        for key in report.releases:
            if release := draft.releases.get(key):
                held |= {claim.id for claim in release.claims}
            elif key not in draft.unread_releases:
                draft.notes.fault(spot, "unknown-release", f"没有清单“{key}”")
        for item in (*report.answered, *report.unanswered):
            if item not in held and not draft.unread_releases & set(report.releases):
                draft.notes.fault(spot, "item-not-in-release", f"所列清单里没有事项“{item}”")
        if not report.formed_on <= report.sent_on or report.published_on < report.formed_on:
            draft.notes.fault(spot, "report-order", "日期顺序不对：先成文，再报送，成文以后才公布")


def read_unit(record: Record) -> str:
    """A department's id, or GOVERNMENT."""
    written = record.text("unit")
    return written if written == GOVERNMENT else record.reference("unit", "department")


def read_year(record: Record, file: str) -> int:
    """The year, after comparing what is written with the path: <folder>/<region>/<unit>/<year>."""
    path, year = PurePosixPath(file), record.count("year")
    for key, in_path in (("region", path.parts[1]), ("unit", path.parts[2]), ("year", path.stem)):
        written = record.text(key)
        if written and written != in_path:
            record.fault(
                key, "path-mismatch", f"“{key}”写的是“{written}”，文件路径却是“{in_path}”，两处应一致"
            )
    return year


def _report(draft: Draft, text: Text, file: str) -> Report:
    header = text.header
    duties, blocks = _chapters(draft, text, file)
    figures = dict(_figures(part) for part in header.records("figures", ("item",), FIGURES))
    return Report(
        region=header.reference("region", "region"),
        unit=read_unit(header),
        year=read_year(header, file),
        title=public_text(header, "title"),
        issuers=header.texts("issuers"),
        releases=header.texts("releases"),
        formed_on=header.day("formed_on"),
        sent_on=header.day("sent_on"),
        copies=tuple(
            Copy(part.text("to"), part.day_or_none("received_on"), part.text("number"))
            for part in header.records("copies", ("to",), ("received_on", "number"))
        ),
        unanswered=_unanswered(header),
        redactions=tuple(
            _redaction(part) for part in header.records("redactions", ("place", "article", "reason"))
        ),
        disclosure=read_disclosure(header),
        published_on=header.day("published_on"),
        demonstration=header.flag("demonstration"),
        duties=duties,
        items=tuple(ReportedItem(item, matter, told, figures.get(item, {})) for item, matter, told in blocks),
    )


def _redaction(record: Record) -> Redaction:
    return Redaction(
        public_text(record, "place"), record.choice("article", ARTICLES), public_text(record, "reason")
    )


def _unanswered(header: Record) -> dict[str, str]:
    reasons = header.mapping("unanswered")
    for item, reason in reasons.items():
        header.notes.refer("item", item, header.spot("unanswered"))
        check_public(header.notes, header.spot("unanswered"), item, reason)
    return reasons


def _figures(record: Record) -> tuple[str, dict[str, int | None]]:
    """What is not written is nought."""
    found: dict[str, int | None] = dict.fromkeys(FIGURES, 0)
    for name in FIGURES:
        written = record.text(name) if record.has(name) else ""
        if written == FEW:
            found[name] = None
        elif _NUMBER.fullmatch(written):
            found[name] = int(written)
        elif written:
            record.fault(name, "bad-number", f"“{name}”的值“{written}”应是 0 以上的整数，或 {FEW}（不足5件）")
    return record.reference("item", "item"), found


def _chapters(draft: Draft, text: Text, file: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The first chapter's text, and item, matter and text of each block of the second."""
    start = _body_line(draft, text, file)
    first, blocks, headings = "", [], []
    for part in _parts(text.body):
        spot = Spot(file, start + part.line)
        check_public(draft.notes, spot, part.heading, part.text)
        if chapter := _CHAPTER.fullmatch(part.heading):
            headings.append(chapter[1])
            first = part.text if len(headings) == 1 else first
        elif block := _BLOCK.fullmatch(part.heading):
            draft.notes.refer("item", block[1], spot)
            blocks.append((block[1], block[2], part.text))
    if tuple(headings) != CHAPTERS:
        message = f"正文应有两章，标题依次是：{'；'.join(f'# {name}' for name in CHAPTERS)}"
        draft.notes.fault(Spot(file, start), "report-chapters", message)
    return first, blocks


def _body_line(draft: Draft, text: Text, file: str) -> int:
    """The line of the file on which the body starts."""
    whole = (draft.notes.content / file).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    return whole[: whole.rfind(text.body)].count("\n") + 1


def _parts(body: str) -> Iterator[Part]:
    """The body cut at its headings; text before the first has none."""
    heading, line, lines = "", 0, list[str]()
    for number, each in enumerate(body.split("\n")):
        if each.startswith(("# ", "## ")):
            if heading or any(lines):
                yield Part(heading, line, unescaped("\n".join(lines).strip()))
            heading, line, lines = each, number, []
        else:
            lines.append(each)
    yield Part(heading, line, unescaped("\n".join(lines).strip()))
