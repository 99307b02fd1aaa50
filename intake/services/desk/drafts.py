"""What staff have half written on a case: kept sealed until it is sent, for its writer only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from intake.cases.model import Staff
from intake.cases.permissions import Right
from intake.services.casework.step import find_case
from intake.services.context import Context
from intake.store.cases import cases
from intake.store.desk import desk_drafts as store

_LONGEST = 20_000  # characters of JSON: the longest answer several times over


@dataclass(frozen=True, slots=True)
class HalfWritten:
    """The fields of a form as they were left, and when."""

    fields: Mapping[str, str]
    at: datetime


def keep(ctx: Context, staff: Staff, case_number: str, form: str, fields: Mapping[str, str]) -> datetime:
    """Keep what was typed into a form (all empty: forget it); returns when. Raises NotFound, NotPermitted."""
    plain = json.dumps(dict(fields), ensure_ascii=False)
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        place = (staff.id, case.id, form)
        if not any(text.strip() for text in fields.values()) or len(plain) > _LONGEST:
            store.drop(connection, place)
        else:
            store.keep(connection, place, ctx.keys.fields.encrypt(plain.encode()), ctx.now())
    return ctx.now()


def of_case(ctx: Context, staff: Staff, case_number: str) -> dict[str, HalfWritten]:
    """This person's unsent texts on a case, by form. Raises NotFound, NotPermitted."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        kept = store.of_case(connection, staff.id, case.id)
    opened = ((form, ctx.keys.fields.decrypt(sealed), at) for form, (sealed, at) in kept.items())
    return {form: HalfWritten(json.loads(plain), at) for form, plain, at in opened}


def sent(ctx: Context, staff: Staff, case_number: str, form: str) -> None:
    """Forget what was sent; the case may have left this person's desk by it."""
    with ctx.database.writing() as connection:
        case = cases.by_number(connection, case_number)
        if case is not None:
            store.drop(connection, (staff.id, case.id, form))
