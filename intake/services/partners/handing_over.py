"""A hotline hands a case over, and later asks how it stands."""

from __future__ import annotations

from dataclasses import replace

from intake.cases import receipt
from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotFound
from intake.cases.model import Complaint, Receipt
from intake.cases.privacy import PublicView
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import carry, submit
from intake.services.filing.making import HandedOver
from intake.services.partners.keys import ApiKey
from intake.store.partners import handovers
from intake.words import gettext as _

LONGEST_NUMBER = 64
_NO_NAMES = (".", "..")  # in an address every client takes them for folders


def hand_over(
    ctx: Context,
    caller: ApiKey,
    complaint: Complaint,
    external: str,
    beside: submit.Beside = submit.NOTHING_BESIDE,
) -> Receipt:
    """File a case under the partner's own number. The same number and complaint again give the same receipt.
    `beside`: whether it may wait in a crowd, and what the partner sent.

    Raises ComplaintRefused, BadInput("external_number"), or IdempotencyConflict when the number came before
    with another complaint.
    """
    number = external_number(external)
    by = HandedOver(caller.partner.id, number, caller.partner.name, caller.name, caller.staff.id)
    whole = replace(beside, handed_over=by)
    return submit.submit(ctx, complaint, caller.source, _key(number), whole)


def again(ctx: Context, caller: ApiKey, external: str, said: bytes) -> Receipt | None:
    """The receipt of what was handed over under this number before; see `submit.again`."""
    return submit.again(ctx, caller.source, _key(external_number(external)), said)


def standing(ctx: Context, caller: ApiKey, external: str) -> PublicView:
    """What the holder of the receipt code would be shown of it. Raises NotFound."""
    known = external == tidy(external)[:LONGEST_NUMBER]  # anything else is not asked of the database
    if known:
        carry_on(ctx, caller, external)
    with ctx.database.reading() as connection:
        case_id = handovers.case_of(connection, caller.partner.id, external) if known else None
    if case_id is None:
        raise NotFound(_("没有用这个编号转来的件。"))
    return track.by_id(ctx, case_id)


def carry_on(ctx: Context, caller: ApiKey, external: str) -> None:
    """Make the case of what was handed over under this number, if it waits. Raises StillWaiting."""
    code = receipt.make(ctx.keys.receipt, submit.seed(caller.source, _key(external)))
    carry.at_once(ctx, receipt.keyed_hash(ctx.keys.receipt, code))


def _key(number: str) -> str:
    """A space stands in no Idempotency-Key header: none can name what a number names."""
    return f"external {number}"


def external_number(text: str) -> str:
    """The other system's number of a case, tidied. Raises BadInput("external_number")."""
    number = tidy(text)
    if not 1 <= len(number) <= LONGEST_NUMBER or "\n" in number or number in _NO_NAMES:
        told = _("来源编号应为 1 至 {most} 个字，写在一行。").format(most=LONGEST_NUMBER)
        raise BadInput("external_number", told)
    return number
