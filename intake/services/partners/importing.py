"""A hotline's table becomes cases: read, looked at, confirmed, then filed row by row by a worker.

Nothing is filed before somebody confirmed it. The rows wait sealed; a worker that is killed goes on where it
was, as each row is filed under the hotline's own number. All raise NotFound, NotPermitted or BadInput.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Final

import structlog
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from intake.cases.errors import BadInput, CaseworkError, NotFound, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.model import Complaint, Contact, Location, Staff
from intake.cases.partner import Partner, Scope
from intake.cases.permissions import Right, may
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.filing.carry import StillWaiting
from intake.services.lists import pending
from intake.services.lists.pending import Pending
from intake.services.partners import keys, sheet
from intake.services.partners.handing_over import carry_on, hand_over
from intake.services.partners.keys import ApiKey
from intake.services.partners.sheet import Column, Sheet
from intake.store.partners import handover_imports as store
from intake.store.partners import handovers
from intake.store.partners import partners as partner_store
from intake.store.partners.handover_imports import RowResult, StoredImport
from intake.store.records import events
from intake.tables.limits import MOST_BYTES
from intake.tables.opening import open_tables
from intake.tables.refusals import TableRefused
from intake.words import gettext as _

log = structlog.get_logger()

MOST_FILE_BYTES: Final = MOST_BYTES
PAGE: Final = 100
_LATEST: Final = 20
_BY_TABLE: Final = "表格导入"  # the name on the record where a key's would stand
FILED, KNOWN, REFUSED = "filed", "known", "refused"


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing would do. `known`: the rows' numbers that were handed over before, and their cases."""

    partner: Partner
    file: str
    sheet: Sheet
    known: Mapping[str, str]

    @property
    def to_file(self) -> int:
        """How many rows would become cases."""
        return sum(each.sound and each.number not in self.known for each in self.sheet.rows)


@dataclass(frozen=True, slots=True)
class Progress:
    """An import, how its rows ended so far, and some of the results."""

    found: StoredImport
    counts: Mapping[str, int]
    results: tuple[RowResult, ...]


def hotline(ctx: Context, staff: Staff, partner_id: int) -> Partner:
    """A hotline whose tables somebody may import."""
    if not may(staff, Right.IMPORT_CASES):
        raise NotPermitted(_("您的账号没有这项权限。"))
    found = keys.managed(ctx, staff, partner_id)
    if found.organ or found.closed_at:
        raise NotFound(_("没有这个热线，或者已经停用。"))
    return found


def receive(ctx: Context, staff: Staff, partner_id: int, content: bytes, name: str) -> str:
    """Read an uploaded table and keep what it says for a day; returns the token to ask for the preview."""
    partner = hotline(ctx, staff, partner_id)
    try:
        opened = open_tables(content, name)
    except TableRefused as refused:
        raise BadInput("file", refused.message) from None
    sheet.read(opened, ctx.registry)
    return pending.keep(ctx, staff.id, _place(partner), Pending(name[-80:], opened))


def preview(
    ctx: Context,
    staff: Staff,
    partner_id: int,
    token: str,
    chosen: Mapping[Column, int | None] | None = None,
) -> Preview:
    """What a received table would do, its columns as chosen or as their headings say."""
    partner = hotline(ctx, staff, partner_id)
    kept = pending.find(ctx, staff.id, _place(partner), token)
    read = sheet.read(kept.opened, ctx.registry, chosen)
    with ctx.database.reading() as connection:
        numbers = [each.number for each in read.rows if each.number]
        known = handovers.known_of(connection, partner.id, numbers)
    return Preview(partner, kept.name, read, known)


def confirm(
    ctx: Context, staff: Staff, partner_id: int, token: str, chosen: Mapping[Column, int | None]
) -> int:
    """Hand the sound rows to the worker; returns the number of the import. Raises BadInput("file") without
    any."""
    seen = preview(ctx, staff, partner_id, token, chosen)
    rows = [
        {"place": each.place, "number": each.number, "complaint": asdict(each.complaint)}
        for each in seen.sheet.rows
        if each.sound
    ]
    if not rows:
        raise BadInput("file", _("没有可以导入的行，请看下面的说明。"))
    sealed = ctx.keys.fields.encrypt(zlib.compress(json.dumps(rows).encode()))
    with ctx.database.writing() as connection:
        new = store.NewImport(seen.partner.id, staff.id, seen.file, len(rows), sealed)
        made = store.add(connection, new, ctx.now())
        facts = {"partner": seen.partner.name, "import": str(made), "rows": str(len(rows))}
        line = Recorded(Event.HANDOVER_IMPORTED, ctx.now(), staff_id=staff.id, detail=facts)
        events.record(connection, line)
    pending.drop(ctx, token)
    return made


def progress(ctx: Context, staff: Staff, import_id: int, page: int = 1) -> Progress:
    """How far an import is, with one page (from 1) of its rows' results."""
    if not may(staff, Right.IMPORT_CASES):
        raise NotPermitted(_("您的账号没有这项权限。"))
    with ctx.database.reading() as connection:
        found = store.one(connection, import_id)
        if found is None:
            raise NotFound(_("没有这次导入。"))
        hotline_of = found.partner_id
        counted = store.counts(connection, import_id)
        results = tuple(store.results(connection, import_id, PAGE, (page - 1) * PAGE))
    keys.managed(ctx, staff, hotline_of)
    return Progress(found, counted, results)


def latest(ctx: Context, staff: Staff, partners: list[Partner]) -> list[StoredImport]:
    """The latest imports of hotlines that somebody manages."""
    if not may(staff, Right.IMPORT_CASES):
        raise NotPermitted(_("您的账号没有这项权限。"))
    with ctx.database.reading() as connection:
        return store.of_partners(connection, [each.id for each in partners], _LATEST)


def work_off(ctx: Context, stopped: Callable[[], bool] = lambda: False) -> None:
    """File the rows of confirmed tables, one transaction a row, until none waits or it is `stopped`."""
    while not stopped():
        with ctx.database.reading() as connection:
            waiting = store.waiting(connection)
            found = store.one(connection, waiting) if waiting else None
        if found is None:
            return
        _file_all(ctx, found, stopped)


def _file_all(ctx: Context, found: StoredImport, stopped: Callable[[], bool]) -> None:
    with ctx.database.reading() as connection:
        done = store.done(connection, found.id)
        partner = partner_store.partner(connection, found.partner_id)
        if partner is None or found.sealed is None:
            raise LookupError(found.id)
        account = partner_store.account(connection, partner, _BY_TABLE)
    caller = ApiKey(0, _BY_TABLE, partner, frozenset({Scope.FILE}), account)
    rows = json.loads(zlib.decompress(ctx.keys.fields.decrypt(found.sealed)))
    for position, row in enumerate(rows):
        if stopped():
            return
        if position not in done:
            _file_one(ctx, caller, found.id, (position, row["place"], row["number"]), row["complaint"])
    with ctx.database.writing() as connection:
        store.finish(connection, found.id, ctx.now())
    log.info("table of a hotline imported", id=found.id, rows=len(rows))


def _file_one(
    ctx: Context, caller: ApiKey, import_id: int, where: tuple[int, str, str], said: Mapping[str, object]
) -> None:
    position, place, number = where
    known = _known(ctx, caller, number)
    outcome, message = (KNOWN, "") if known else _handed_over(ctx, caller, import_id, number, said)
    with suppress(IntegrityError), ctx.database.writing() as connection:
        case_id = handovers.case_of(connection, caller.partner.id, number)
        store.settle(
            connection, import_id, RowResult(position, place, number, outcome, None, message), case_id
        )


def _known(ctx: Context, caller: ApiKey, number: str) -> bool:
    """Whether there is a case of this number; one that waits becomes it now."""
    with suppress(StillWaiting):
        carry_on(ctx, caller, number)
    with ctx.database.reading() as connection:
        return handovers.case_of(connection, caller.partner.id, number) is not None


def _handed_over(
    ctx: Context, caller: ApiKey, import_id: int, number: str, said: Mapping[str, object]
) -> tuple[str, str]:
    """The row's outcome and why. Only a fault of the database is tried again later, unless it is the row's
    own (DataError): any other would come again with every try, and hold up everybody's rows."""
    try:
        _refuse_closed(ctx, caller.partner.id)
        hand_over(ctx, caller, _complaint(said), number, submit.Beside(at_once=True))
    except CaseworkError as refused:
        return REFUSED, refused.message
    except Exception as fault:
        if isinstance(fault, SQLAlchemyError) and not isinstance(fault, DataError):
            raise
        log.exception("row of a hotline's table failed", id=import_id)
        return REFUSED, _("系统没能处理这一行，请联系运行单位。")
    return FILED, ""


def _refuse_closed(ctx: Context, partner_id: int) -> None:
    with ctx.database.reading() as connection:
        partner = partner_store.partner(connection, partner_id)
    if partner is None or partner.closed_at:
        raise NotPermitted(_("这个热线已停用，没有转入。"))


def _complaint(said: Mapping[str, object]) -> Complaint:
    values = dict(said)
    place, contact = values.pop("location"), values.pop("contact")
    return Complaint(
        location=Location(**place),  # type: ignore[arg-type]  # what `asdict` made of one
        contact=Contact(**contact) if contact else None,  # type: ignore[arg-type]  # as above
        **values,  # type: ignore[arg-type]  # as above
    )


def _place(partner: Partner) -> int:
    """Where what was read waits: beside the drafts of lists, below nought."""
    return -partner.id
