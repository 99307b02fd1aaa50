"""What was read from an uploaded table and waits for a word: sealed, for a day, never the file itself."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography.fernet import InvalidToken

from intake.cases.errors import BadInput, NotFound
from intake.services.context import Context
from intake.store.files.files import EvidenceFiles
from intake.tables.grid import Opened
from intake.tables.transport import as_json, opened_from
from intake.words import gettext as _

KEPT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pending:
    """The tables of one file, for one draft; `name` is what its sender called it."""

    name: str
    opened: Opened


def keep(ctx: Context, owner: int, draft_id: int, pending: Pending) -> str:
    """Keep it; returns the name it is asked for by. Raises BadInput("file") when the disk is nearly full."""
    told = {"draft": draft_id, "staff": owner, "at": ctx.now().isoformat(), "name": pending.name}
    packed = zlib.compress(json.dumps({**told, "opened": as_json(pending.opened)}).encode())
    sealed = ctx.keys.fields.encrypt(packed)
    files = _files(ctx)
    with suppress(OSError):
        if files.room() - len(sealed) >= ctx.settings.limits.keep_free:
            return files.write(sealed)
    raise BadInput("file", _("系统暂时存不下这个文件，请稍后再试。"))


def find(ctx: Context, owner: int, draft_id: int, token: str) -> Pending:
    """What this account kept for this draft within the last day. Raises NotFound."""
    try:
        with _files(ctx).open(token) as file:
            packed = ctx.keys.fields.decrypt(file.read())
    except (ValueError, OSError, InvalidToken):
        raise _gone() from None
    told = json.loads(zlib.decompress(packed))
    mine = (told["draft"], told["staff"]) == (draft_id, owner)
    if not mine or ctx.now() - datetime.fromisoformat(told["at"]) > KEPT:
        raise _gone()
    return Pending(told["name"], opened_from(told["opened"]))


def drop(ctx: Context, token: str) -> None:
    """Delete it, if it is there."""
    with suppress(ValueError):
        _files(ctx).remove(token)


def drop_old(ctx: Context) -> None:
    """Delete what nobody came back for."""
    files = _files(ctx)
    for name in list(files.names_before((ctx.now() - KEPT).timestamp())):
        files.remove(name)


def _files(ctx: Context) -> EvidenceFiles:
    return ctx.files.area("imports")


def _gone() -> NotFound:
    return NotFound(_("这次导入已经完成、取消或者过期，请重新上传表格。"))
