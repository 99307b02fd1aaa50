"""A department's table becomes rows of a draft in two steps: read and looked at, then taken over.

Nothing of a file reaches the draft before somebody confirmed it. All raise NotFound, NotPermitted, StaleCase,
BadInput or BadTransition.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from intake.cases.errors import BadInput, NotPermitted, StaleCase
from intake.cases.model import Staff
from intake.lists.draft import Note
from intake.lists.matching import Choices, Fate, Matching, apply, match
from intake.lists.reading import Proposal, Target, read_tables
from intake.services.context import Context
from intake.services.lists import pending, showing
from intake.services.lists.pending import Pending
from intake.services.lists.rows import MOST_ROWS, import_rows
from intake.services.lists.showing import ListView
from intake.tables.grid import Opened
from intake.tables.limits import MOST_BYTES
from intake.tables.opening import open_tables
from intake.tables.refusals import TableRefused
from intake.words import gettext as _

MOST_FILE_BYTES: Final = MOST_BYTES
NAME_LENGTH: Final = 80


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a table would do to a list. `digest` names exactly this, for the confirmation."""

    view: ListView
    file: str
    proposal: Proposal
    matching: Matching

    @property
    def digest(self) -> str:
        """The same for the same proposal upon the same list."""
        return hashlib.sha256(repr((self.view.draft.version, self.matching)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The choices, and the digest of the preview that they were made upon."""

    digest: str
    choices: Choices


@dataclass(frozen=True, slots=True)
class Imported:
    """What was done; `left`: rows of the table that were not taken."""

    version: int
    added: int
    changed: int
    removed: int
    left: int


def receive(ctx: Context, staff: Staff, draft_id: int, content: bytes, name: str) -> str:
    """Read an uploaded file and keep what it says; returns the token to ask for the preview.

    Raises BadInput("file") with why it cannot be read.
    """
    _editable(ctx, staff, draft_id)
    opened = _opened(content, name)
    return pending.keep(ctx, staff.id, draft_id, Pending(name[-NAME_LENGTH:], opened))


def preview(ctx: Context, staff: Staff, draft_id: int, token: str) -> Preview:
    """What a received table would do."""
    view = _editable(ctx, staff, draft_id)
    return _preview(ctx, view, pending.find(ctx, staff.id, draft_id, token))


def look(ctx: Context, staff: Staff, draft_id: int, content: bytes, name: str) -> Preview:
    """The same at once, for a file at hand; nothing is kept."""
    return _preview(ctx, _editable(ctx, staff, draft_id), Pending(name, _opened(content, name)))


def confirm(ctx: Context, staff: Staff, draft_id: int, token: str, said: Confirmation) -> Imported:
    """Take over what was chosen of a received table, in one transaction with its record."""
    seen = preview(ctx, staff, draft_id, token)
    if seen.digest != said.digest:
        raise StaleCase(_("清单或者目录刚才有变动，请按下面最新的情况再核对一遍。"))
    done = take_over(ctx, staff, seen, said.choices)
    pending.drop(ctx, token)
    return done


def take_over(ctx: Context, staff: Staff, seen: Preview, choices: Choices) -> Imported:
    """Take over what was chosen of what was seen. Raises BadInput when nothing is chosen."""
    existing = [each.row for each in seen.view.rows]
    rows = apply(seen.matching, choices, existing)
    if list(rows) == existing:
        raise BadInput("take", _("没有选中任何会改动清单的内容。"))
    taken = [each for each in seen.matching.rows if each.row.number in choices.take]
    added = sum(each.existing is None or each.row.number in choices.as_new for each in taken)
    known = {row.key: row for row in existing}
    changed = sum(row.key in known and known[row.key] != row for row in rows)
    removed = len(existing) - sum(row.key in known for row in rows)
    left = sum(each.fate is not Fate.UNCHANGED for each in seen.matching.rows if each not in taken)
    said = _("从表格导入：新增 {added} 项，修改 {changed} 项，删去 {removed} 项，表里有 {left} 项没有导入。")
    note = Note(said.format(added=added, changed=changed, removed=removed, left=left), attachment=seen.file)
    version = import_rows(ctx, staff, seen.view.draft, rows, note)
    return Imported(version, added, changed, removed, left)


def forget(ctx: Context, staff: Staff, draft_id: int, token: str) -> None:
    """Drop a received table."""
    pending.find(ctx, staff.id, draft_id, token)
    pending.drop(ctx, token)


def _editable(ctx: Context, staff: Staff, draft_id: int) -> ListView:
    view = showing.one(ctx, staff, draft_id)
    if not view.may_edit:
        raise NotPermitted(_("这份清单现在不能由您修改。"))
    return view


def _opened(content: bytes, name: str) -> Opened:
    try:
        return open_tables(content, name)
    except TableRefused as refused:
        raise BadInput("file", refused.message) from refused


def _preview(ctx: Context, view: ListView, found: Pending) -> Preview:
    target = Target(ctx.registry, view.draft.region, view.draft.department, ctx.today())
    proposal = read_tables(found.opened, target)
    if not proposal.rows:
        raise BadInput("file", _("表格里没有读到事项。要有一栏叫“具体事项”或“事项名称”。"))
    if len(proposal.rows) > MOST_ROWS:  # it could not be taken over, and comparing would take minutes
        raise BadInput("file", _("一份清单最多 {count} 项。").format(count=MOST_ROWS))
    return Preview(view, found.name, proposal, match(proposal.rows, [each.row for each in view.rows]))
