"""Photos and papers sent after filing: all are taken, or none, so that nobody wonders which were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import Connection

from intake.cases.errors import EvidenceRefused
from intake.cases.model import Evidence
from intake.services.context import Context
from intake.services.filing import evidence, shelf
from intake.services.filing.evidence import Cleaned
from intake.store.filing import drafts
from intake.words import gettext as _

_TIMES = 5  # as many files in all as the complaint itself could have, times this


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came; `name` is only for saying which one was refused."""

    name: str
    stream: BinaryIO


@contextmanager
def shelved(ctx: Context, uploads: Sequence[Upload]) -> Iterator[list[tuple[str, Cleaned]]]:
    """The uploads cleaned and on the disk; taken off again when the block fails. Raises EvidenceRefused."""
    if len(uploads) > ctx.settings.limits.files:
        raise EvidenceRefused(_("一次最多 {count} 个文件。").format(count=ctx.settings.limits.files))
    cleaned = [_clean(ctx, upload) for upload in uploads]
    names: list[str] = []
    try:
        for each in cleaned:
            names.append(shelf.put(ctx, each.content))
        yield list(zip(names, cleaned, strict=True))
    except BaseException:
        shelf.drop(ctx, names)
        raise


def attach(
    ctx: Context, connection: Connection, case_id: int, shelved_files: Sequence[tuple[str, Cleaned]]
) -> None:
    """Tie the files to a case, in its transaction. Raises EvidenceRefused when it has too many."""
    held, most = len(drafts.evidence_of_case(connection, case_id)), _TIMES * ctx.settings.limits.files
    if shelved_files and held + len(shelved_files) > most:
        raise EvidenceRefused(_("这件投诉的材料最多 {count} 个。").format(count=most))
    for number, (name, each) in enumerate(shelved_files, held + 1):
        file = Evidence(name, each.kind, each.name(number), each.mime, len(each.content))
        drafts.attach(connection, case_id, file, each.sha256, ctx.now())


def _clean(ctx: Context, upload: Upload) -> Cleaned:
    try:
        return evidence.clean(upload.stream, ctx.settings.limits)
    except EvidenceRefused as refused:
        told = _("{name}：{reason}").format(name=upload.name, reason=refused.message)
        raise EvidenceRefused(told) from None
