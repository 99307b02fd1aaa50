"""The case behind a receipt code. The code is the authority; there is no account."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from intake.cases import receipt
from intake.cases.errors import NotFound
from intake.cases.model import Case
from intake.services.context import Context
from intake.services.filing import carry
from intake.store.cases import cases, merges
from intake.store.cases.merges import Merge
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Held:
    """A case and, where it goes along with another, that one: progress and answer are the lead's."""

    case: Case
    lead: Case | None
    merge: Merge | None

    @property
    def shown(self) -> Case:
        """The case whose progress the complainant is told."""
        return self.lead or self.case


def reached(ctx: Context, code: str) -> str:
    """The keyed hash of a code as typed, by which a case is looked up: how long that takes tells nothing of
    stored codes. If its filing waits, its case is made first.

    Raises MistypedCode, or StillWaiting: it was filed, and its case cannot be made just now.
    """
    code_hash = receipt.keyed_hash(ctx.keys.receipt, receipt.parse(code))
    carry.at_once(ctx, code_hash)
    return code_hash


def find(connection: Connection, code_hash: str) -> Held | None:
    """The case of a code that is `reached`; None when no case has it."""
    case = cases.by_code_hash(connection, code_hash)
    return held_of(connection, case) if case else None


def held_of(connection: Connection, case: Case) -> Held:
    """The case with the one it goes along with, for whoever may act for its complainant."""
    merge = merges.of_case(connection, case.id)
    return Held(case, cases.by_id(connection, merge.lead_id) if merge else None, merge)


@contextmanager
def acting(ctx: Context, code: str) -> Iterator[tuple[Connection, Held]]:
    """The transaction of what the holder of a code does. Raises MistypedCode, NotFound or StillWaiting."""
    code_hash = reached(ctx, code)
    with ctx.database.writing() as connection:
        held = find(connection, code_hash)
        if held is None:
            raise NotFound(_("没有这件投诉，请核对查询码。"))
        merges.hold(connection, held.case.id)
        yield connection, held
