"""Reviewed reports and plans declared public become files of the content: whole or not at all."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

import structlog

from intake.annual import figures
from intake.annual.edition import place_words
from intake.annual.model import DUTIES, DraftPlan, DraftReport
from intake.cases.events import Event, Recorded
from intake.cases.model import Owner
from intake.cases.ownership import holder_name
from intake.services.annual.plan_showing import marks
from intake.services.annual.standing import number_of
from intake.services.context import Context
from intake.services.publication.files import put
from intake.services.publication.marks import note_unbuilt
from intake.services.publication.view import faults_with
from intake.store.annual import annual_plans, annual_reports
from intake.store.records import events
from intake.words import gettext as _
from registry import (
    ContentError,
    Copy,
    DisclosureReview,
    Fault,
    Obligation,
    Plan,
    Redaction,
    Report,
    ReportedItem,
    led_items,
    obligation,
    report_text,
)

log = structlog.get_logger()


class PapersRefused(ContentError):
    """Reports or plans have faults of their own; whatever else was due is written."""

    @property
    def files(self) -> frozenset[str]:
        """The files that they would have been."""
        return frozenset(fault.file for fault in self.faults)


def write_due(ctx: Context, leaving: Container[str] = ()) -> int:
    """Write every report and plan that is due for it, but not into the files of `leaving`; returns how many.

    Each stands as a file before the database says so: after a crash it is written once more, the same. Raises
    PapersRefused with the faults of those that have any, once all others are written; OSError.
    """
    sound, faults = _sound(ctx, [each for each in _due(ctx) if each.file not in leaving])
    for write in sound:
        write.place(ctx)
    if faults:
        raise PapersRefused(faults)
    return len(sound)


@dataclass(frozen=True, slots=True)
class _Write:
    """A file to put into the content, and the row that says whether it is there."""

    owed: Obligation
    row: DraftReport | DraftPlan
    file: str
    text: str

    def place(self, ctx: Context) -> None:
        """Put the file in place and note it."""
        note_unbuilt(ctx)
        put(ctx.settings.content_dir / self.file, self.text.encode())
        self._note(ctx)
        log.info("annual paper written", file=self.file)

    def _note(self, ctx: Context) -> None:
        number = number_of(self.owed.unit, self.owed.year)
        facts = {"organ": self.owed.name, "paper": number}
        with ctx.database.writing() as connection:
            if isinstance(self.row, DraftReport):
                noted = annual_reports.set_written(connection, self.row, ctx.now())
                event = Event.ANNUAL_REPORT_WRITTEN
            else:
                noted = annual_plans.set_written(connection, self.row, ctx.now())
                event = Event.ANNUAL_PLAN_WRITTEN
            if noted:
                events.record(connection, Recorded(event, ctx.now(), None, None, detail=facts))


def _sound(ctx: Context, writes: list[_Write]) -> tuple[list[_Write], list[Fault]]:
    """Those that the content can hold together, and the own faults of the others.

    All are checked at once, for the whole content is read each time; again only without those at fault,
    which may have hidden faults of others.
    """
    refused: list[Fault] = []
    while writes:
        files = {write.file: write.text.encode() for write in writes}
        own = [fault for fault in faults_with(ctx.settings.content_dir, files) if fault.file in files]
        if not own:
            break
        refused += own
        at_fault = {fault.file for fault in own}
        writes = [write for write in writes if write.file not in at_fault]
    return writes, refused


def _due(ctx: Context) -> Iterator[_Write]:
    with ctx.database.reading() as connection:
        reports, plans = annual_reports.unwritten(connection), annual_plans.unwritten(connection)
    for report in reports:
        if owed := obligation(ctx.registry, report.unit, report.year):
            made = report_of(ctx, owed, report)
            yield _Write(owed, report, f"reports/{made.key}.md", report_text(made))
    for plan in plans:
        if (owed := obligation(ctx.registry, plan.unit, plan.year)) and plan.declared_text:
            yield _Write(owed, plan, f"plans/{owed.key}.yaml", plan.declared_text)


def report_of(ctx: Context, owed: Obligation, report: DraftReport) -> Report:
    """The public edition as the content holds it: small counts hidden, recipients with their receipts."""
    led = led_items(ctx.registry, owed.unit, owed.year)
    told = [item for item in led.items if report.part(item.id).shown]
    counted = figures.public(report.figures or {})
    published = report.published_on or ctx.today()
    return Report(
        region=owed.unit.region,
        unit=owed.unit.department,
        year=owed.year,
        title=title_of(ctx, owed),
        issuers=owed.issuers,
        releases=tuple(release.key for release in led.releases),
        formed_on=report.formed_on or published,
        sent_on=report.sent_on or published,
        copies=tuple(_copy(report, to) for to in owed.everybody),
        unanswered={
            item.id: report.part(item.id).reason for item in led.items if report.part(item.id).reason
        },
        redactions=tuple(
            Redaction(place_words(each.part), each.redaction.article, each.redaction.reason)
            for each in report.redactions
        ),
        disclosure=_reviewed(ctx, owed, published, report.grounds),
        published_on=published,
        demonstration=bool(ctx.registry.site.demonstration_notice),
        duties=report.part(DUTIES).shown,
        items=tuple(
            ReportedItem(item.id, item.matter, report.part(item.id).shown, counted.get(item.id, {}))
            for item in told
        ),
    )


def _copy(report: DraftReport, to: str) -> Copy:
    came = next((each for each in report.receipts if each.to == to), None)
    return Copy(to, came.received_on, came.number) if came else Copy(to, None, "")


def plan_of(ctx: Context, owed: Obligation, plan: DraftPlan) -> Plan:
    """A plan as the content holds it, with the progress of now."""
    published = plan.published_on or ctx.today()
    return Plan(
        region=owed.unit.region,
        unit=owed.unit.department,
        year=owed.year,
        title=_("{name}{year}年度生态环境保护工作计划").format(name=owed.name, year=owed.year),
        goals=plan.goals,
        tasks=tuple(each.task for each in plan.tasks),
        number=plan.number,
        filed_on=plan.filed_on or published,
        marks=marks(ctx, plan),
        disclosure=_reviewed(ctx, owed, published, plan.grounds),
        published_on=published,
        demonstration=bool(ctx.registry.site.demonstration_notice),
    )


def title_of(ctx: Context, owed: Obligation) -> str:
    """What a special report is called."""
    region = ctx.registry.region(owed.unit.region).name
    name = region if owed.unit.is_government else owed.name
    return _("{name}{year}年度生态环境保护专题报告").format(name=name, year=owed.year)


def _reviewed(ctx: Context, owed: Obligation, on: date, grounds: str) -> DisclosureReview:
    worker = owed.performed_by
    department = None if worker.is_government else worker.department
    return DisclosureReview(holder_name(Owner(worker.region, department), ctx.registry, on), on, grounds)
