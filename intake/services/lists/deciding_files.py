"""Lead decisions of the register (policy, article 6) as files, beside the list that carries them out."""

from __future__ import annotations

from sqlalchemy import Connection

from intake.cases.errors import BadTransition
from intake.cases.lead import LeadQuestion, Ruling
from intake.lists.publishing import PublicFile
from intake.services.context import Context
from intake.store.office import lead
from intake.words import gettext as _
from registry import Item, LeadDecision, Release
from registry.writing import decision_path, decision_text


def decision_files(ctx: Context, connection: Connection, release: Release) -> tuple[PublicFile, ...]:
    """A file for each decision that the list carries out and that is not published yet.

    Raises BadTransition: the register has no decision for it.
    """
    new = [
        each for each in release.items if each.decision and each.decision not in ctx.registry.lead_decisions
    ]
    register = lead.of_regions(connection, [release.region]) if new else []
    return tuple(_file(ctx, release, item, _question(release, item, register)) for item in new)


def _question(release: Release, item: Item, register: list[LeadQuestion]) -> LeadQuestion:
    """The entry whose decision names the list's department: by the list's own document, or the only one."""
    decided = [each for each in register if each.ruling and each.ruling.department == release.department]
    same = [each for each in decided if each.ruling and each.ruling.document == release.approval.document]
    found = same or decided
    if len({each.ruling for each in found}) != 1:
        raise BadTransition(
            _("“{item}”写着牵头决定 {decision}，登记簿里没有对应的决定，或者不止一件。").format(
                item=item.matter, decision=item.decision
            )
        )
    return found[0]


def _file(ctx: Context, release: Release, item: Item, question: LeadQuestion) -> PublicFile:
    ruling = question.ruling
    if ruling is None:
        raise ValueError("no ruling")
    decision = LeadDecision(
        id=item.decision,
        region=release.region,
        matter=item.id,
        department=release.department,
        document=ruling.document,
        decided_on=ruling.decided_on,
        effective_from=release.effective_from,
        basis=item.basis,
        demonstration=release.demonstration,
        body_markdown=_body(ctx, release, item, ruling),
    )
    return PublicFile(decision_path(item.decision), decision_text(decision))


def _body(ctx: Context, release: Release, item: Item, ruling: Ruling) -> str:
    """What was decided, in two sentences; who was consulted stands in the public register."""
    return _("在{region}，“{matter}”由**{department}**部门牵头。决定文件：{document}，{day}。").format(
        region=ctx.registry.regions[release.region].name,
        matter=item.matter,
        department=ctx.registry.departments[release.department].name,
        document=ruling.document,
        day=ruling.decided_on,
    )
