"""Reads the Markdown records: lead decisions, matters without a lead, pages."""

from pathlib import PurePosixPath
from typing import Final

from registry.draft import Draft
from registry.lists.items import LEAD_STATUSES, read_basis
from registry.model import LeadDecision, MatterWithoutLead
from registry.reading.records import Record
from registry.reading.texts import Text, read_text
from registry.site_info import Page

_DECISION: Final = (
    *("id", "region", "matter", "department", "document"),
    *("decided_on", "effective_from", "basis", "demonstration"),
)
_MATTER: Final = (
    *("id", "matter", "related", "possible_leads", "basis", "status", "decide_at", "demonstration"),
)


def read_prose(draft: Draft) -> None:
    """Read the three folders into the draft."""
    for file, text in _texts(draft, "lead_decisions", _DECISION):
        _check_file_name(text.header, "id", file)
        decision = _lead_decision(draft, text)
        if decision.id:
            draft.lead_decisions[decision.id] = decision
    for file, text in _texts(draft, "matters_without_lead", _MATTER):
        _check_file_name(text.header, "id", file)
        matter = _matter_without_lead(draft, text)
        if matter.id:
            draft.matters_without_lead[matter.id] = matter
    for file, text in _texts(draft, "pages", ("title", "slug", "summary")):
        _check_file_name(text.header, "slug", file)
        page = _page(text)
        draft.pages[page.slug] = page
    for file, text in _texts(draft, "english_pages", ("title", "slug", "summary")):
        _check_file_name(text.header, "slug", file)
        english = _english_page(text)
        draft.english_pages[english.slug] = english


def _texts(draft: Draft, folder: str, required: tuple[str, ...]) -> list[tuple[str, Text]]:
    files = draft.notes.files(folder, f"{folder}/*.md")
    read = [(file, read_text(draft.notes, file, required)) for file in files]
    return [(file, text) for file, text in read if text is not None]


def _check_file_name(header: Record, key: str, file: str) -> None:
    written, stem = header.text(key), PurePosixPath(file).stem
    if written and written != stem:
        header.fault(key, "path-mismatch", f"“{key}”写的是“{written}”，文件名却是“{stem}”，两处应一致")


def _lead_decision(draft: Draft, text: Text) -> LeadDecision:
    header = text.header
    effective_from = header.day("effective_from")
    decision = LeadDecision(
        id=header.slug("id", "decision"),
        region=header.reference("region", "region"),
        matter=header.reference("matter", "item"),
        department=header.reference("department", "department"),
        document=header.text("document"),
        decided_on=header.day("decided_on"),
        effective_from=effective_from,
        basis=read_basis(draft, header, effective_from),
        demonstration=header.flag("demonstration"),
        body_markdown=text.body,
    )
    if decision.effective_from < decision.decided_on:
        header.fault("effective_from", "decision-order", "施行日期早于决定日期")
    return decision


def _matter_without_lead(draft: Draft, text: Text) -> MatterWithoutLead:
    header = text.header
    return MatterWithoutLead(
        id=header.slug("id", "matter"),
        matter=header.text("matter"),
        related=header.references("related", "item"),
        possible_leads=header.references("possible_leads", "department"),
        basis=read_basis(draft, header, None),
        status=header.choice("status", LEAD_STATUSES),
        decide_at=header.choice("decide_at", ("province", "local")),
        demonstration=header.flag("demonstration"),
        body_markdown=text.body,
    )


def _page(text: Text) -> Page:
    header = text.header
    return Page(
        slug=header.slug("slug", "page"),
        title=header.text("title"),
        summary=header.text("summary"),
        body_markdown=text.body,
    )


def _english_page(text: Text) -> Page:
    """The same page in English; `slug` names the Chinese one."""
    header = text.header
    return Page(
        slug=header.reference("slug", "page"),
        title=header.text("title"),
        summary=header.text("summary"),
        body_markdown=text.body,
    )
