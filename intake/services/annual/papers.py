"""A special report as an official paper: in full for its recipients, the public edition for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from intake.annual.model import DUTIES
from intake.cases.model import Staff
from intake.letters import fonts, paper_docx, paper_pdf
from intake.letters.paper import Block, Kind, Paper
from intake.services.annual import showing
from intake.services.annual.publishing import title_of
from intake.services.annual.showing import ReportView
from intake.services.casework.letters import NoType
from intake.services.context import Context
from intake.words import gettext as _
from registry import Registry, Report
from registry.annual.figures_told import in_words

DOCX, PDF = "docx", "pdf"
KINDS: Final = (DOCX, PDF)
_CHAPTERS: Final = ("一、上年度生态环境保护职责履行情况", "二、牵头负责的生态环境保护具体事项办理情况")


def full_file(ctx: Context, staff: Staff, number: str, kind: str) -> tuple[bytes, str]:
    """The full edition as a file of that kind, and its title. Raises NotFound, NotPermitted, NoType."""
    paper = full(ctx, showing.one(ctx, staff, number))
    return rendered(ctx, paper, kind), paper.title


def rendered(ctx: Context, paper: Paper, kind: str) -> bytes:
    """The file; the same paper gives the same bytes. Raises NoType."""
    if kind == DOCX:
        return paper_docx.render(paper)
    try:
        return paper_pdf.render(paper, fonts.find(ctx.settings.letter_font))
    except fonts.FontMissing as missing:
        raise NoType(str(missing)) from None


def full(ctx: Context, view: ReportView) -> Paper:
    """As it goes to the recipients (policy, article 12): every part, with all figures."""
    return Paper(
        title=title_of(ctx, view.owed),
        recipients=view.owed.recipients,
        blocks=tuple(_full_blocks(view)),
        issuers=view.owed.issuers,
        on=view.report.formed_on,
        copies=view.owed.copies,
        notice=ctx.registry.site.demonstration_notice,
    )


def public(registry: Registry, report: Report) -> Paper:
    """As everybody reads it: what was left out, and by which article, at its end."""
    return Paper(
        title=report.title,
        recipients=(),
        blocks=tuple(_public_blocks(report)),
        issuers=report.issuers,
        on=report.formed_on,
        notice=registry.site.demonstration_notice if report.demonstration else "",
    )


def _full_blocks(view: ReportView) -> Iterator[Block]:
    yield Block(Kind.CHAPTER, _CHAPTERS[0])
    yield from _text(view.report.part(DUTIES).text or _("还没有写。"))
    yield Block(Kind.CHAPTER, _CHAPTERS[1])
    for item in view.led.items:
        part = view.report.part(item.id)
        yield Block(Kind.SECTION, f"{item.id} {item.matter}")
        why = _("没有内容的原因：{reason}").format(reason=part.reason) if part.reason else _("还没有写。")
        yield from _text(part.text or why)
        yield from _figures(in_words(view.figures.get(item.id, {})))


def _public_blocks(report: Report) -> Iterator[Block]:
    yield Block(Kind.CHAPTER, _CHAPTERS[0])
    yield from _text(report.duties)
    yield Block(Kind.CHAPTER, _CHAPTERS[1])
    for item in report.items:
        yield Block(Kind.SECTION, f"{item.item} {item.matter}")
        yield from _text(item.text)
        yield from _figures(in_words(item.figures))
    if report.unanswered:
        yield Block(Kind.SECTION, _("没有内容可报告的事项"))
        yield from (Block(Kind.TEXT, f"{item}：{reason}") for item, reason in report.unanswered.items())
    if report.redactions:
        yield Block(Kind.SECTION, _("没有公开的内容"))
        for each in report.redactions:
            law = _("政府信息公开条例第{article}条").format(article=each.article)
            yield Block(Kind.TEXT, f"{each.place}：{law}，{each.reason}")


def _text(text: str) -> Iterator[Block]:
    return (Block(Kind.TEXT, line) for line in text.split("\n") if line.strip())


def _figures(words: str) -> Iterator[Block]:
    if words:
        yield Block(Kind.REMARK, _("投诉办理：{figures}").format(figures=words))
