"""A list on its way to the public, over a small content of its own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from disclosure.building.record import Record
from samples import HENAN, ROOT, People

from intake.cases.model import Role, Staff
from intake.cases.routing import Certificate
from intake.lists.draft import Attribute, Clause, ListDraft
from intake.lists.model import DraftRow
from intake.lists.publishing import ListPublication, PublicFile, Step
from intake.services.context import Context
from intake.services.lists import deciding, drafting, publishing, reviewing, rows, showing
from intake.services.lists.chain import find
from intake.services.lists.rows import SavedRow
from intake.store.cases import cases
from intake.store.lists import list_drafts, list_publications

LIST, FIRST = "market", "reform"  # one that has a release in force, one that never had any
TODAY, NEXT_YEAR = date(2026, 11, 23), date(2027, 1, 1)
NEW_WORD = "半夜摆摊放喇叭"
CHAIN = """\
- id: province
  levels: [province]
  drafted_by: 省直有关职能部门
  lead_reviewer: ecology
  decided_by: "{kind}委、{kind}政府"
  title: "{organ}生态环境保护具体事项清单"
"""
NEW_MATTER = DraftRow(
    key="",
    item="FG-001",
    matter="煤场露天堆煤扬尘",
    topics="废气和空气",
    handled_at="县级",
    description="煤场不盖不围，大风天煤灰飞到窗台上。",
    basis="《生态环境法典》第217条",
    words="煤灰飞到窗台",
    lead_status="法律法规规定",
)


def small_content(folder: Path) -> Path:
    """The site tests' content as of its lists in force, with what drafting needs."""
    content = Path(shutil.copytree(ROOT / "tests/site/content", folder))
    for name in ("statutes.csv", "clocks.yaml"):
        shutil.copy(ROOT / "content" / name, content / name)
    for later in ("ecology/2027-01-01.yaml", "market/2027-02-01.yaml"):
        (content / "lists" / HENAN / later).unlink()
    (content / "list_chain.yaml").write_text(CHAIN, encoding="utf-8")
    return content


def record_moved(kept: Path, was: Path, now: Path) -> None:
    """What the generator remembers in `kept` of the site at `was` is of its copy at `now`."""
    shutil.move(Record(was, kept)._path, Record(now, kept)._path)


@dataclass
class House:
    """The people of the province who draft, review, decide and publish."""

    ctx: Context
    people: People
    new_word: str = NEW_WORD

    @property
    def content(self) -> Path:
        """The content of its own."""
        return self.ctx.settings.content_dir

    def clerk(self, department: str = LIST) -> Staff:
        """Who drafts."""
        return self.people.clerk(department, HENAN)

    def head(self, department: str = LIST) -> Staff:
        """Who submits and publishes."""
        return self.people.organ_role(Role.DEPARTMENT_HEAD, department, HENAN)

    def decided(self, department: str = LIST, decision: str = "") -> int:
        """A list that was drafted, reviewed, decided and reviewed for disclosure; returns the draft."""
        ctx, lead, office = self.ctx.renewed(), self.head("ecology"), self.people.coordinator(HENAN)
        draft = drafting.new(ctx, self.clerk(department), department, from_release=department != FIRST)
        self._write(draft, department, decision)
        version = drafting.submit(ctx, self.head(department), draft, self.version(draft))
        version = reviewing.open_review(ctx, lead, draft, version, ("township",))
        reviewing.opine(ctx, self.head("township"), draft, reviewing.Said(reviewing.Verdict.AGREE))
        version = reviewing.agree(ctx, lead, draft, self.version(draft))
        version = drafting.send(ctx, self.head(department), draft, version)
        ruled = deciding.Ruled("省委、省政府", "豫办〔2026〕90号", TODAY)
        version = deciding.decide(ctx, office, draft, version, ruled)
        second = self.people.organ_role(Role.UNIT_HEAD, department, HENAN)
        reviewed = deciding.Reviewed(Attribute.ACTIVE, Clause.NONE, "不涉及第十四至十六条")
        deciding.review_disclosure(ctx, second, draft, version, reviewed)
        return draft

    def asked(self, department: str = LIST, effective_from: date = TODAY, decision: str = "") -> int:
        """Such a list, asked to be published; returns the draft."""
        draft = self.decided(department, decision)
        head, version = self.head(department), self.version(draft)
        publishing.begin(self.ctx.renewed(), head, draft, version, effective_from)
        return draft

    def version(self, draft: int) -> int:
        """The draft's version now."""
        return self.draft(draft).version

    def draft(self, draft: int) -> ListDraft:
        """The draft as the database has it."""
        with self.ctx.database.reading() as connection:
            return find(list_drafts.by_id(connection, draft))

    def certificate(self, case_number: str) -> Certificate:
        """By what a case was routed."""
        with self.ctx.database.reading() as connection:
            found = cases.by_number(connection, case_number)
        assert found is not None
        return found.certificate

    def rewrite(self, made: ListPublication, file: PublicFile) -> None:
        """As if another file had been asked to be published."""
        with self.ctx.database.writing() as connection:
            list_publications.note(connection, made, {"files": [[file.path, file.text]]})

    def note_checked(self, made: ListPublication) -> None:
        """As if it had been checked, and no more."""
        with self.ctx.database.writing() as connection:
            list_publications.move(connection, made, Step.CHECKED, self.ctx.now())

    def _write(self, draft: int, department: str, decision: str) -> None:
        clerk = self.clerk(department)
        if department == FIRST:
            rows.add_row(self.ctx.renewed(), clerk, draft, replace(NEW_MATTER, decision=decision))
            return
        [first, *_] = showing.one(self.ctx.renewed(), clerk, draft).rows
        said = {
            "words": f"{first.row.words}\n{self.new_word}",
            "description": f"卖散煤；{self.new_word}也归这里。",
        }
        row = replace(first.row, **said)
        rows.save_row(self.ctx.renewed(), clerk, draft, SavedRow(first.version, row))
