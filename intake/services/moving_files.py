"""The files of an installation that moves: put where they are missing, and read back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from sqlalchemy import select

from intake.cases.errors import CaseworkError
from intake.services.context import Context
from intake.store.files.files import EvidenceFiles
from intake.store.office.supervision_tables import paper_files
from intake.store.tables import evidence
from intake.words import gettext as _

Progress = Callable[[str, int, int], None]  # what is being done, how far it is, how far it will go


def move_files(ctx: Context, files: EvidenceFiles, progress: Progress) -> tuple[int, tuple[str, ...]]:
    """Every file that is referred to, put where it is missing and read back; also those damaged before."""
    wanted = dict(referred_to(ctx))
    there = set(files.names_before(float("inf")))
    damaged = []
    for number, (name, sha256) in enumerate(wanted.items(), 1):
        if name not in there or _hash(files, name) != sha256:
            content = _intact(ctx.files, name, sha256)
            if content is None:
                damaged.append(name)
                continue
            files.put(name, content)
            if _hash(files, name) != sha256:
                raise CaseworkError(_("文件 {name} 存好以后与原来不同。").format(name=name))
        progress("文件", number, len(wanted))
    return len(wanted) - len(damaged), tuple(damaged)


def referred_to(ctx: Context) -> Iterator[tuple[str, str]]:
    """Name and sum of every file that a case or a paper has."""
    with ctx.database.reading() as connection:
        for table in (evidence, paper_files):
            for row in connection.execute(select(table.c.id, table.c.sha256)):
                yield row.id, row.sha256


def _intact(files: EvidenceFiles, name: str, sha256: str) -> bytes | None:
    try:
        with files.open(name) as file:
            content = file.read()
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _hash(files: EvidenceFiles, name: str) -> str:
    with files.open(name) as file:
        return hashlib.sha256(file.read()).hexdigest()
