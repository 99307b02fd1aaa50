"""Complaints that come by telephone, letter or visit, keyed in by staff under the rules of the web."""

from __future__ import annotations

from dataclasses import replace

from intake.cases.complaint import faults, tidied
from intake.cases.errors import BadInput, ComplaintRefused, IdempotencyConflict, NotPermitted
from intake.cases.model import Complaint, Receipt, Staff
from intake.cases.permissions import Right, may
from intake.cases.routing import Certificate
from intake.cases.sources import KEYED_IN, Source
from intake.services.context import Context
from intake.services.filing import submit, suggest
from intake.words import gettext as _


def preview(ctx: Context, staff: Staff, complaint: Complaint) -> Certificate:
    """Where it would go. Stores nothing. Raises NotPermitted or ComplaintRefused."""
    _must(staff)
    return suggest.preview(ctx, _placed(ctx, complaint))


def key_in(ctx: Context, staff: Staff, complaint: Complaint, source: str, page: str) -> Receipt:
    """File it for somebody. `page` is the secret of the page it was typed on: the same page sent again gives
    the same receipt.

    Raises NotPermitted, ComplaintRefused, or BadInput ("source"; or "" when the page was sent before with
    something else).
    """
    _must(staff)
    if source not in KEYED_IN:
        raise BadInput("source", _("请选择来电、来信或者来访。"))
    said = _placed(ctx, complaint)
    try:
        return submit.submit(
            ctx, said, Source(source), f"{staff.id}:{page}", submit.Beside(keyed_in_by=staff.id)
        )
    except IdempotencyConflict:
        again = _("这一页已经登记过一件，内容和现在的不同。要登记另一件，请重新打开登记页。")
        raise BadInput("", again) from None


def _placed(ctx: Context, complaint: Complaint) -> Complaint:
    """The complaint with the county that its address names. Raises ComplaintRefused: nobody can tell it."""
    said = tidied(complaint)
    if found := faults(said, ctx.registry):
        raise ComplaintRefused(found)
    if said.location.region:
        return said
    place = suggest.preview(ctx, said).place
    if place is None or not place.certain:
        raise ComplaintRefused({"region": _("没认出是哪个县（市、区），请在这里选一个。")})
    return replace(said, location=replace(said.location, region=place.region))


def _must(staff: Staff) -> None:
    if not may(staff, Right.KEY_IN):
        raise NotPermitted(_("您的账号不能代人登记。"))
