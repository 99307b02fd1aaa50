"""Rows of a draft: saved, added, removed, moved. Two editors never overwrite each other, and nothing is lost.

A row is saved only from the version its editor saw; else RowConflict gives both texts. A removed row stays
and can be put back. All raise NotFound, NotPermitted, StaleCase, BadInput or BadTransition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, CaseworkError, NotFound
from intake.cases.model import Staff
from intake.lists.draft import NO_NOTE, ListDraft, ListRow, Note
from intake.lists.fields import row_of
from intake.lists.model import HEADINGS, DraftRow
from intake.lists.states import ListAction
from intake.services.context import Context
from intake.services.lists.chain import Act, acting
from intake.services.lists.drafting import new_key
from intake.store.lists import list_drafts as drafts
from intake.store.lists import list_rows as store
from intake.words import gettext as _
from registry import Item

MOST_ROWS: Final = 1000
CELL_LENGTH: Final = 5000


class RowConflict(CaseworkError):
    """Somebody else changed or removed the row since it was shown. `mine` is what was typed (None: it was to
    be removed), `theirs` what is kept now."""

    def __init__(self, mine: DraftRow | None, theirs: ListRow) -> None:
        said = _("已经有人删除了这一行。") if theirs.removed else _("刚才有人改过这一行。")
        super().__init__(said + _("两边的内容都在下面，请核对后再保存。"))
        self.mine = mine
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class SavedRow:
    """What is typed into a row, and the version of it that was on the screen."""

    version: int
    row: DraftRow


def save_row(ctx: Context, staff: Staff, draft_id: int, saved: SavedRow) -> ListRow:
    """Keep what was typed into one row; returns it as kept. Raises RowConflict."""
    row = _tidied(saved.row)
    with _editing(ctx, staff, draft_id) as edit:
        known = edit.row(row.key)
        if known.row == row and not known.removed:
            return known  # nothing new, or both typed the same
        if known.removed or known.version != saved.version:
            raise RowConflict(row, known)
        store.save(edit.act.connection, draft_id, row, edit.by)
        edit.changed = True
    return replace(known, row=row, version=known.version + 1)


def add_row(ctx: Context, staff: Staff, draft_id: int, row: DraftRow, after: str = "") -> ListRow:
    """Add a row, behind the one of that key or at the end; its own key is made anew."""
    added = _tidied(replace(row, key=new_key()))
    with _editing(ctx, staff, draft_id) as edit:
        edit.add([added])
        if after:
            keys = edit.keys()
            keys.remove(added.key)
            keys.insert(_index(keys, after) + 1, added.key)
            store.place(edit.act.connection, draft_id, keys)
        return edit.row(added.key)


def remove_row(ctx: Context, staff: Staff, draft_id: int, key: str, version: int) -> None:
    """Take a row out of the list. Raises RowConflict when it was changed meanwhile."""
    with _editing(ctx, staff, draft_id) as edit:
        known = edit.row(key)
        if known.removed:
            return
        if known.version != version:
            raise RowConflict(None, known)
        store.remove(edit.act.connection, draft_id, [key], edit.by)
        edit.changed = True


def restore_row(ctx: Context, staff: Staff, draft_id: int, key: str) -> ListRow:
    """Put a removed row back, at the end."""
    with _editing(ctx, staff, draft_id) as edit:
        if edit.row(key).removed:
            store.put_back(edit.act.connection, draft_id, key, edit.by)
            edit.changed = True
        return edit.row(key)


def move_row(ctx: Context, staff: Staff, draft_id: int, key: str, place: int) -> None:
    """Move a row to a place, counted from 1; beyond the ends is the end."""
    with _editing(ctx, staff, draft_id) as edit:
        keys = edit.keys()
        keys.pop(_index(keys, key))
        keys.insert(max(place, 1) - 1, key)
        store.place(edit.act.connection, draft_id, keys)
        edit.changed = True


def adopt_items(ctx: Context, staff: Staff, draft_id: int, item_ids: Sequence[str]) -> int:
    """Add items of the lists above as rows; returns how many. What the draft has already is left as it is."""
    with _editing(ctx, staff, draft_id) as edit:
        draft = edit.act.draft
        had = {each.row.item for each in store.of_draft(edit.act.connection, draft_id)}
        offered = {item.id: item for item in inherited(ctx, draft.region, draft.department)}
        wanted = [each for each in dict.fromkeys(item_ids) if each in offered and each not in had]
        edit.add([row_of(offered[each], ctx.registry, new_key()) for each in wanted])
    return len(wanted)


def add_rows(ctx: Context, staff: Staff, draft_id: int, version: int, rows: Sequence[DraftRow]) -> int:
    """Add several rows at the end; returns the draft's new version. Raises StaleCase."""
    with _editing(ctx, staff, draft_id, version) as edit:
        edit.add([_tidied(replace(row, key=new_key())) for row in rows])
    return version + edit.changed


def replace_rows(ctx: Context, staff: Staff, draft_id: int, version: int, rows: Sequence[DraftRow]) -> int:
    """Put these rows in the place of all; returns the draft's new version. Raises StaleCase.

    A row whose key the draft has is changed, or left as it is; the others are new, and what is not given any
    more is kept as removed.
    """
    with _editing(ctx, staff, draft_id, version) as edit:
        edit.replace(rows)
    return version + 1


def import_rows(ctx: Context, staff: Staff, seen: ListDraft, rows: Sequence[DraftRow], note: Note) -> int:
    """The same upon the draft that was seen, with a note in its history that says where they come from."""
    with _editing(ctx, staff, seen.id, seen.version) as edit:
        edit.note = note
        edit.replace(rows)
    return seen.version + 1


def inherited(ctx: Context, region: str, department: str) -> Iterator[Item]:
    """The department's items in the lists above a region, the nearest list's first, each matter once."""
    seen = set()
    for above in ctx.registry.lineage(region)[1:]:
        release = ctx.registry.release_in_force(above.code, department, ctx.today())
        for item in release.items if release else ():
            if item.id not in seen:
                seen.add(item.id)
                yield item


@dataclass
class _Edit:
    """A change to rows in a transaction that holds the draft; `by`: who writes and when."""

    act: Act
    by: Mapping[str, Any]
    changed: bool = False
    note: Note = NO_NOTE

    def row(self, key: str) -> ListRow:
        """The row of that key, removed or not. Raises NotFound."""
        found = store.one(self.act.connection, self.act.draft.id, key)
        if found is None:
            raise NotFound(_("没有这一行。"))
        return found

    def keys(self) -> list[str]:
        """The rows' keys in their order."""
        return [each.row.key for each in store.of_draft(self.act.connection, self.act.draft.id)]

    def add(self, rows: Sequence[DraftRow]) -> None:
        """Add rows at the end. Raises BadInput when they are too many."""
        if len(self.keys()) + len(rows) > MOST_ROWS:
            raise BadInput("rows", _("一份清单最多 {count} 项。").format(count=MOST_ROWS))
        store.add(self.act.connection, self.act.draft.id, rows, self.by)
        self.changed = self.changed or bool(rows)

    def replace(self, rows: Sequence[DraftRow]) -> None:
        """Put these rows in the place of all."""
        connection, draft_id = self.act.connection, self.act.draft.id
        known = {each.row.key: each.row for each in store.of_draft(connection, draft_id)}
        given = [_tidied(row if row.key in known else replace(row, key=new_key())) for row in rows]
        store.remove(connection, draft_id, known.keys() - {row.key for row in given}, self.by)
        for row in given:
            if row.key in known and known[row.key] != row:
                store.save(connection, draft_id, row, self.by)
        self.add([row for row in given if row.key not in known])
        store.place(connection, draft_id, [row.key for row in given])
        self.changed = True

    def finish(self) -> None:
        """Count the change, record it, and note that this person edits: once a round, with a note always."""
        act = self.act
        if self.note == NO_NOTE and drafts.edited_in_round(act.connection, act.draft, act.staff.id):
            act.record(drafts.change(act.connection, act.draft, {}))
        else:
            act.take(note=self.note)


@contextmanager
def _editing(ctx: Context, staff: Staff, draft_id: int, version: int | None = None) -> Iterator[_Edit]:
    """The transaction of a change to rows; with `version`, only from the draft that was seen."""
    with acting(ctx, staff, draft_id, version, ListAction.EDIT) as act:
        edit = _Edit(act, {"written_by": staff.id, "written_at": ctx.now()})
        yield edit
        if edit.changed:
            edit.finish()


def _index(keys: Sequence[str], key: str) -> int:
    if key not in keys:
        raise NotFound(_("没有这一行。"))
    return keys.index(key)


def _tidied(row: DraftRow) -> DraftRow:
    """The row as it is kept. Raises BadInput for a cell that is too long."""
    kept = {name: tidy(getattr(row, name)) for name in HEADINGS}
    for name, said in kept.items():
        if len(said) > CELL_LENGTH:
            raise BadInput(name, _("最多 {count} 个字。").format(count=CELL_LENGTH))
    return DraftRow(row.key, **kept)
