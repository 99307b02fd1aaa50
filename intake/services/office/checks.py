"""What the checker finds in the lists and duties of an office's region, and whom a policy document names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from intake.cases.errors import BadInput, NotPermitted
from intake.cases.model import Staff
from intake.cases.ownership import regions_below
from intake.cases.permissions import Right, may
from intake.services.context import Context
from intake.services.desk import sheets
from intake.services.desk.sheets import Form, Line
from intake.words import gettext as _
from intake.words import mark
from registry import Task
from registry.coverage.coverage import findings
from registry.coverage.finding import Finding, located
from registry.policies.policy_tasks import tasks_of

LARGEST = 1_000_000  # bytes of a document that is looked through
_HEADS = (
    *(mark("种类"), mark("地区"), mark("部门"), mark("对象"), mark("问题")),
    *(mark("怎么办"), mark("文件"), mark("行"), mark("网页")),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of one region and those above it. `regions` are those that may be asked for: the office's
    own and, below it, every one with a list of its own."""

    region: str
    regions: tuple[str, ...]
    found: tuple[Finding, ...]


def checked(ctx: Context, staff: Staff, region: str = "") -> Checked:
    """What is to be done about the lists that hold in a region, the office's own by default.

    Raises NotPermitted, and BadInput("region") for a region that is not the office's.
    """
    if not may(staff, Right.SUPERVISE):
        raise NotPermitted(_("您的账号没有这项权限。"))
    offered = _offered(ctx, staff)
    chosen = region or staff.region
    if chosen not in offered:
        raise BadInput("region", _("这个地区不归您所在的办公室。"))
    today = max(ctx.today(), ctx.registry.routed_from)
    found = located(ctx.settings.content_dir, findings(ctx.registry, chosen, today))
    return Checked(chosen, offered, tuple(found))


def export(ctx: Context, staff: Staff, region: str, form: Form) -> BinaryIO:
    """The findings as a file; whoever sends it closes it. Raises as `checked`."""
    found = checked(ctx, staff, region).found
    return sheets.written([[_(head) for head in _HEADS], *_lines(ctx, found)], form, _("清单检查"))


def tasks_in(ctx: Context, staff: Staff, document: bytes) -> tuple[Task, ...]:
    """The tasks of a document, a plain text in UTF-8 or GB 18030. Nothing of it is kept.

    Raises NotPermitted, and BadInput("document") for what is empty, too large or no text.
    """
    if not may(staff, Right.SUPERVISE):
        raise NotPermitted(_("您的账号没有这项权限。"))
    if not document.strip():
        raise BadInput("document", _("请选一份文件，或者把文字贴进来。"))
    if len(document) > LARGEST:
        raise BadInput("document", _("文件太大，最多 1 MB。"))
    return tasks_of(_decoded(document), ctx.registry.departments)


def _offered(ctx: Context, staff: Staff) -> tuple[str, ...]:
    own = {release.region for release in ctx.registry.releases} | set(ctx.registry.duties)
    below = (code for code in regions_below(ctx.registry, staff.region) if code in own)
    return tuple(dict.fromkeys((staff.region, *below)))


def _lines(ctx: Context, found: tuple[Finding, ...]) -> Iterator[Line]:
    regions, departments = ctx.registry.regions, ctx.registry.departments
    for each in found:
        place = regions[each.region].name if each.region else ""
        department = departments[each.department].name if each.department else ""
        url = f"{ctx.settings.base_url}{each.url}"
        told = [_(each.kind_words), place, department, each.subject, each.message, each.advice]
        yield [*told, each.file, str(each.line), url]


def _decoded(document: bytes) -> str:
    """Word files and the like hold bytes that no text has."""
    if b"\0" not in document:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return document.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise BadInput("document", _("这不是纯文字的文件。Word 文件请另存为 .txt，或者把文字贴进来。"))
