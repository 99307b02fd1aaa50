"""The two steps of an import over the real database: read and sealed, then taken over or forgotten."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hostile import MADE as HOSTILE
from making import sheet, xlsx
from samples import ROOT, Clock, People
from ugly import MADE

from intake.cases.errors import BadInput, NotFound, NotPermitted, StaleCase
from intake.cases.model import Role, Staff
from intake.cli import main
from intake.lists.draft import Note
from intake.lists.matching import Choices
from intake.lists.model import DraftRow
from intake.services.context import Context
from intake.services.filing.tidy import tidy
from intake.services.lists import drafting, importing, rows, showing
from intake.services.lists.importing import Confirmation, Preview
from intake.services.lists.rows import SavedRow
from intake.store import migrate

NAME, TABLE = MADE["two_heading_rows"]()


@pytest.fixture
def clerk(people: People) -> Staff:
    """Who drafts."""
    return people.clerk()


@pytest.fixture
def draft(ctx: Context, clerk: Staff) -> int:
    """A list with one row that the table has too and one that it lacks."""
    made = drafting.new(ctx, clerk, "ecology", from_release=False)
    rows.add_rows(
        ctx,
        clerk,
        made,
        1,
        [
            DraftRow("", "ST-001", "工业废气超标或无证排放", words="冒黑烟", contact="旧电话"),
            DraftRow("", matter="危险废物台账"),
        ],
    )
    return made


def kept(ctx: Context, clerk: Staff, draft: int) -> list[DraftRow]:
    return [each.row for each in showing.one(ctx, clerk, draft).rows]


def test_more_than_a_list_holds_is_refused_before_it_is_compared(
    ctx: Context, clerk: Staff, draft: int
) -> None:
    many = "\n".join(["序号,具体事项", *(f"{n},第{n}件事" for n in range(1, rows.MOST_ROWS + 2))]).encode()
    with pytest.raises(BadInput, match="最多 1000 项"):
        importing.look(ctx, clerk, draft, many, "清单.csv")
    half = [["具体事项"], *([f"第{n}件事"] for n in range(2600))]
    with pytest.raises(BadInput, match="超过 5000 行"):  # of all sheets together
        importing.receive(ctx, clerk, draft, xlsx(("一", half), ("二", half)), "清单.xlsx")


def received(ctx: Context, clerk: Staff, draft: int) -> tuple[str, Preview]:
    token = importing.receive(ctx, clerk, draft, TABLE, NAME)
    return token, importing.preview(ctx, clerk, draft, token)


def test_what_is_chosen_is_taken_over_and_nothing_else(ctx: Context, clerk: Staff, draft: int) -> None:
    before = kept(ctx, clerk, draft)
    token, seen = received(ctx, clerk, draft)
    assert kept(ctx, clerk, draft) == before
    assert [row.matter for row in seen.matching.missing] == ["危险废物台账"]
    choices = Choices(take={1, 2}, typed={(2, "topics"): "扬尘和渣土"}, remove={before[1].key})
    done = importing.confirm(ctx, clerk, draft, token, Confirmation(seen.digest, choices))
    assert (done.added, done.changed, done.removed, done.left) == (1, 1, 1, 0)
    first, second = kept(ctx, clerk, draft)
    assert (first.key, first.item, first.words) == (before[0].key, "ST-001", "冒黑烟")
    assert (first.contact, first.basis) == ("0371-6666 6666", "《生态环境法典》第217条")
    assert (second.matter, second.topics, second.item) == ("夜间施工扬尘", "扬尘和渣土", "")
    step = showing.one(ctx, clerk, draft).steps[-1]
    assert (step.note.attachment, "新增 1 项，修改 1 项，删去 1 项" in step.note.comment) == (NAME, True)
    with pytest.raises(NotFound):
        importing.preview(ctx, clerk, draft, token)


def test_what_somebody_wrote_meanwhile_is_not_lost(
    ctx: Context, clerk: Staff, people: People, draft: int
) -> None:
    token, seen = received(ctx, clerk, draft)
    second = people.clerk(number=2)
    row = showing.one(ctx, second, draft).rows[0]
    rows.save_row(ctx, second, draft, SavedRow(row.version, DraftRow(row.row.key, matter="别的")))
    before = kept(ctx, clerk, draft)
    for attempt in (
        lambda: importing.confirm(ctx, clerk, draft, token, Confirmation(seen.digest, Choices(take={1, 2}))),
        lambda: importing.take_over(ctx, clerk, seen, Choices(take={1, 2})),
    ):
        with pytest.raises(StaleCase):
            attempt()
    assert kept(ctx, clerk, draft) == before


def test_a_received_table_is_sealed_private_and_forgotten(
    ctx: Context, clerk: Staff, people: People, draft: int, clock: Clock
) -> None:
    token, seen = received(ctx, clerk, draft)
    files = [path for path in (ctx.settings.files_dir / "imports").rglob("*") if path.is_file()]
    assert [path.name for path in files] == [token]
    assert "工业".encode() not in files[0].read_bytes()
    for stranger, refusal in ((people.clerk(number=2), NotFound), (people.clerk("water"), NotFound)):
        with pytest.raises(refusal):
            importing.preview(ctx, stranger, draft, token)
    with pytest.raises(NotFound):
        importing.preview(ctx, clerk, draft, "../../keys/fields.key")
    clock.forward(hours=25)
    with pytest.raises(NotFound):
        importing.confirm(ctx, clerk, draft, token, Confirmation(seen.digest, Choices(take={1})))
    old = clock.at.timestamp() - 25 * 3600
    os.utime(files[0], (old, old))
    tidy(ctx)
    assert not files[0].exists()


def test_nothing_is_kept_of_what_is_refused(ctx: Context, clerk: Staff, draft: int) -> None:
    for name in ("macros_in_disguise", "path_out_of_the_folder", "nothing"):
        _reason, file, make = HOSTILE[name]
        with pytest.raises(BadInput):
            importing.receive(ctx, clerk, draft, make(), file)
    with pytest.raises(BadInput, match="没有读到事项"):
        importing.look(ctx, clerk, draft, sheet([["姓名", "电话"], ["张", "1"]]), "a.xlsx")
    assert not list((ctx.settings.files_dir / "imports").rglob("*.*"))


def test_a_list_under_review_is_not_imported_into(ctx: Context, people: People, clerk: Staff) -> None:
    """Nor is it offered to: what reviewers read does not change under them."""
    head = people.organ_role(Role.DEPARTMENT_HEAD)
    draft = drafting.new(ctx, head, "ecology", from_release=False)
    drafting.withdraw(ctx, head, draft, 1, Note("不做了"))
    with pytest.raises(NotPermitted):
        importing.receive(ctx, clerk, draft, TABLE, NAME)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # each command loads the whole content
def test_by_command(ctx: Context, clerk: Staff, draft: int, tmp_path: Path, capsys, monkeypatch) -> None:
    """Dry runs change nothing; what is exported is read back without a change."""
    monkeypatch.setenv("DATA_DIR", str(ctx.settings.data_dir))
    monkeypatch.setenv("DATABASE_URL", ctx.settings.database_url)
    monkeypatch.setenv("CONTENT_DIR", str(ROOT / "content"))
    migrate.up(ctx.database)
    file = tmp_path / NAME
    file.write_bytes(TABLE)
    command = ["lists", "import", str(draft), str(file), "--as", clerk.login]
    before = kept(ctx, clerk, draft)

    assert main([*command, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["fate"] for row in told["rows"]] == ["changed", "added"]
    assert told["unread"][0]["heading"] == "备注"
    assert kept(ctx, clerk, draft) == before

    assert main([*command, "--take", "guessed"]) == 0
    assert "新增 1 项，修改 1 项" in capsys.readouterr().out
    back = tmp_path / "回来.docx"
    assert main(["lists", "export", str(draft), str(back), "--as", clerk.login]) == 0
    assert main(["lists", "import", str(draft), str(back), "--as", clerk.login]) == 1
    assert "没有选中任何会改动清单的内容" in capsys.readouterr().err
