"""A hotline hands a case over, and later asks how it stands."""

from __future__ import annotations

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotFound
from intake.cases.events import Event, Recorded
from intake.cases.model import Complaint, Receipt
from intake.cases.privacy import PublicView
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.partners.keys import ApiKey
from intake.store import handovers
from intake.words import gettext as _

LONGEST_NUMBER = 64
_NO_NAMES = (".", "..")  # in an address every client takes them for folders


def hand_over(ctx: Context, caller: ApiKey, complaint: Complaint, external: str) -> Receipt:
    """File a case under the partner's own number. The same number and complaint again give the same receipt.

    Raises ComplaintRefused, BadInput("external_number"), or IdempotencyConflict when the number came before
    with another complaint.
    """
    number = external_number(external)

    def note(connection: Connection, case_id: int) -> tuple[Recorded, ...]:
        handovers.keep(connection, case_id, caller.partner.id, number, ctx.now())
        facts = {"partner": caller.partner.name, "key": caller.name}
        return (Recorded(Event.CASE_HANDED_OVER, ctx.now(), case_id, caller.staff.id, detail=facts),)

    # A space stands in no Idempotency-Key header: none can name what a number names.
    return submit.submit(ctx, complaint, caller.source, f"external {number}", submit.Beside(also=note))


def standing(ctx: Context, caller: ApiKey, external: str) -> PublicView:
    """What the holder of the receipt code would be shown of it. Raises NotFound."""
    with ctx.database.reading() as connection:
        known = external == tidy(external)[:LONGEST_NUMBER]  # anything else is not asked of the database
        case_id = handovers.case_of(connection, caller.partner.id, external) if known else None
    if case_id is None:
        raise NotFound(_("没有用这个编号转来的件。"))
    return track.by_id(ctx, case_id)


def external_number(text: str) -> str:
    """The other system's number of a case, tidied. Raises BadInput("external_number")."""
    number = tidy(text)
    if not 1 <= len(number) <= LONGEST_NUMBER or "\n" in number or number in _NO_NAMES:
        told = _("来源编号应为 1 至 {most} 个字，写在一行。").format(most=LONGEST_NUMBER)
        raise BadInput("external_number", told)
    return number
