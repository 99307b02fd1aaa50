"""Several people edit one list: nobody overwrites anybody, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest
from samples import HENAN, People

from intake.cases.errors import BadInput, BadTransition, NotFound, StaleCase
from intake.cases.model import Role, Staff
from intake.lists.draft import ListRow
from intake.lists.model import DraftRow
from intake.services.context import Context
from intake.services.lists import drafting, rows, showing
from intake.services.lists.rows import RowConflict, SavedRow


class Editing:
    """A draft of the province's water department with its first rows, and two people at it."""

    def __init__(self, ctx: Context, people: People) -> None:
        self.ctx = ctx
        self.one, self.two = people.clerk("water", HENAN), people.clerk("water", HENAN, 2)
        self.head = people.organ_role(Role.DEPARTMENT_HEAD, "water", HENAN)
        self.id = drafting.new(ctx, self.one, "water", from_release=True)

    def rows(self) -> tuple[ListRow, ...]:
        """The rows as kept."""
        return showing.one(self.ctx, self.one, self.id).rows

    def save(self, who: Staff, seen: ListRow, **cells: str) -> ListRow:
        """Type into a row that was seen, and save it."""
        saved = SavedRow(seen.version, replace(seen.row, **cells))
        return rows.save_row(self.ctx, who, self.id, saved)

    def matters(self) -> list[str]:
        """What the rows are about, in their order."""
        return [each.row.matter for each in self.rows()]


@pytest.fixture
def editing(ctx: Context, people: People) -> Editing:
    """Two people at one draft."""
    return Editing(ctx, people)


def test_the_later_of_two_sees_both_texts(editing: Editing) -> None:
    seen = editing.rows()[0]
    editing.save(editing.one, seen, matter="甲的写法")
    with pytest.raises(RowConflict) as conflict:
        editing.save(editing.two, seen, matter="乙的写法")
    assert conflict.value.mine and conflict.value.mine.matter == "乙的写法"
    theirs = conflict.value.theirs
    assert (theirs.row.matter, theirs.writer) == ("甲的写法", editing.one.name)
    editing.save(editing.two, replace(seen, version=theirs.version), matter="乙的写法")
    assert editing.matters()[0] == "乙的写法"


def test_two_rows_and_one_text_typed_twice_are_no_conflict(editing: Editing) -> None:
    first, second = editing.rows()[:2]
    editing.save(editing.one, first, matter="甲")
    editing.save(editing.two, second, matter="乙")
    assert editing.save(editing.two, first, matter="甲").version == 2  # both typed the same
    assert editing.matters()[:2] == ["甲", "乙"]


def test_saving_what_is_kept_already_changes_nothing(editing: Editing) -> None:
    before = showing.one(editing.ctx, editing.one, editing.id)
    editing.save(editing.two, before.rows[0])
    after = showing.one(editing.ctx, editing.one, editing.id)
    assert (after.draft.version, after.rows, len(after.steps)) == (before.draft.version, before.rows, 1)


def test_an_edit_against_a_removal(editing: Editing) -> None:
    seen = editing.rows()[0]
    rows.remove_row(editing.ctx, editing.one, editing.id, seen.row.key, seen.version)
    with pytest.raises(RowConflict, match="删除") as conflict:
        editing.save(editing.two, seen, matter="乙的写法")
    assert conflict.value.theirs.removed and conflict.value.mine
    kept = rows.add_row(editing.ctx, editing.two, editing.id, conflict.value.mine)
    assert editing.matters()[-1] == "乙的写法" and kept.row.key != seen.row.key


def test_a_removal_against_an_edit(editing: Editing) -> None:
    seen = editing.rows()[0]
    editing.save(editing.one, seen, matter="甲的写法")
    with pytest.raises(RowConflict) as conflict:
        rows.remove_row(editing.ctx, editing.two, editing.id, seen.row.key, seen.version)
    assert conflict.value.mine is None and conflict.value.theirs.row.matter == "甲的写法"
    assert editing.matters()[0] == "甲的写法"


def test_what_was_removed_comes_back(editing: Editing) -> None:
    seen = editing.rows()[0]
    for _twice in range(2):
        rows.remove_row(editing.ctx, editing.one, editing.id, seen.row.key, seen.version)
    assert [each.row for each in showing.one(editing.ctx, editing.one, editing.id).removed] == [seen.row]
    rows.restore_row(editing.ctx, editing.two, editing.id, seen.row.key)
    assert editing.rows()[-1].row == seen.row


def test_rows_are_added_moved_and_taken_over(editing: Editing, people: People) -> None:
    ctx, names = editing.ctx, editing.matters()
    first = editing.rows()[0].row.key
    added = rows.add_row(ctx, editing.one, editing.id, DraftRow("", matter="新"), after=first)
    assert editing.matters() == [names[0], "新", *names[1:]]
    rows.move_row(ctx, editing.two, editing.id, added.row.key, 99)
    assert editing.matters() == [*names, "新"]
    rows.move_row(ctx, editing.two, editing.id, added.row.key, 1)
    assert editing.matters() == ["新", *names]
    city = people.clerk("water", "410300")
    local = drafting.new(ctx, city, "water", from_release=False)
    assert rows.adopt_items(ctx, city, local, ["SL-002", "SL-001", "SL-002", "XX-001"]) == 2
    assert [each.row.item for each in showing.one(ctx, city, local).rows] == ["SL-002", "SL-001"]
    assert rows.adopt_items(ctx, city, local, ["SL-001"]) == 0


def test_all_rows_are_replaced_at_once_and_only_from_what_was_seen(editing: Editing) -> None:
    ctx, before = editing.ctx, editing.rows()
    version = showing.one(ctx, editing.one, editing.id).draft.version
    given = [DraftRow("", matter="新"), replace(before[2].row, matter="改了"), before[0].row]
    after = rows.replace_rows(ctx, editing.one, editing.id, version, given)
    assert editing.matters() == ["新", "改了", before[0].row.matter]
    assert [each.version for each in editing.rows()] == [1, 2, 1]
    assert len(showing.one(ctx, editing.one, editing.id).removed) == len(before) - 2
    with pytest.raises(StaleCase):
        rows.add_rows(ctx, editing.two, editing.id, version, given)
    assert rows.add_rows(ctx, editing.two, editing.id, after, given[:1]) == after + 1
    assert showing.one(ctx, editing.one, editing.id).draft.version == after + 1


def test_what_is_too_much_is_refused(editing: Editing) -> None:
    seen = editing.rows()[0]
    with pytest.raises(BadInput):
        editing.save(editing.one, seen, words="长" * (rows.CELL_LENGTH + 1))
    many = [DraftRow("", matter=str(each)) for each in range(rows.MOST_ROWS)]
    with pytest.raises(BadInput):
        rows.add_rows(editing.ctx, editing.one, editing.id, 1, many)
    with pytest.raises(NotFound):
        rows.move_row(editing.ctx, editing.one, editing.id, "no such", 1)


def test_nothing_is_typed_into_what_was_submitted(editing: Editing) -> None:
    seen = editing.rows()[0]
    drafting.submit(editing.ctx, editing.head, editing.id, 1)
    with pytest.raises(BadTransition):
        editing.save(editing.one, seen, matter="晚了")
    assert editing.rows()[0].row == seen.row


def test_at_the_same_moment_one_wins_and_the_others_are_told(editing: Editing) -> None:
    """Ten rounds of four savings side by side: of each, one is kept and three are conflicts."""
    key = editing.rows()[0].row.key
    for round_ in range(10):
        seen = next(each for each in editing.rows() if each.row.key == key)
        done = side_by_side(
            [partial(editing.save, editing.one, seen, matter=f"{round_}-{who}") for who in "甲乙丙丁"]
        )
        assert sorted(done) == [False, False, False, True]


def test_many_rows_at_the_same_moment_are_all_kept(editing: Editing) -> None:
    seen = editing.rows()[:6]
    saved = [partial(editing.save, editing.two, row, unit="处") for row in seen]
    new = DraftRow("", matter="加")
    added = [partial(rows.add_row, editing.ctx, editing.one, editing.id, new)] * 4
    assert all(side_by_side([*saved, *added]))
    assert sum(each.row.unit == "处" for each in editing.rows()) == 6
    assert editing.matters().count("加") == 4
    assert showing.one(editing.ctx, editing.one, editing.id).draft.version == 11


def side_by_side(acts: list[Callable[[], object]]) -> list[bool]:
    """Do them at once; which of them were done. What is refused otherwise than as a conflict is raised."""

    def done(act: Callable[[], object]) -> bool:
        try:
            act()
        except RowConflict:
            return False
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))
