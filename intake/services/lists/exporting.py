"""A list as the form that departments fill in, for Excel or Word; what comes back is imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.cases.model import Staff
from intake.lists.printing import form_of
from intake.services.context import Context
from intake.services.lists import showing
from intake.tables.form import Form
from intake.tables.to_docx import to_docx
from intake.tables.to_xlsx import to_xlsx


class Kind(StrEnum):
    """What kind of file."""

    XLSX = "xlsx"
    DOCX = "docx"


_WRITERS: Mapping[Kind, Callable[[Form], bytes]] = {Kind.XLSX: to_xlsx, Kind.DOCX: to_docx}


@dataclass(frozen=True, slots=True)
class ListFile:
    """The file and what to call it."""

    name: str
    content: bytes


def export(ctx: Context, staff: Staff, draft_id: int, kind: Kind) -> ListFile:
    """The list as it stands, for whoever may read it. Raises NotFound or NotPermitted."""
    view = showing.one(ctx, staff, draft_id)
    draft = view.draft
    rows = [each.row for each in view.rows]
    form = form_of(draft.title, draft.department, rows, ctx.registry, ctx.today())
    return ListFile(f"{draft.title}.{kind}", _WRITERS[kind](form))
