"""The referrals of a case as a person may see them, and what that person can do with them now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from intake.cases.errors import BadTransition
from intake.cases.model import Case, Staff
from intake.cases.ownership import holder_name, organ_owner
from intake.cases.permissions import Right, may
from intake.cases.reach import holds, within_reach
from intake.cases.referral import OPEN, Referral, Stage
from intake.cases.states import Action, State, actions_in
from intake.services.casework.referral import known_to, ready_for
from intake.services.casework.step import find_case, standing
from intake.services.context import Context
from intake.store.referrals import referrals as store
from intake.store.staff import accounts
from registry import ReferralKind


@dataclass(frozen=True, slots=True)
class ReferralView:
    """One referral, its kind, who proposed it. `may_decide`: this person can approve or refuse it."""

    kind: ReferralKind
    referral: Referral
    proposer: str
    may_decide: bool
    may_advance: bool

    @property
    def has_letter(self) -> bool:
        """Whether its letter can be printed."""
        return self.referral.stage not in (Stage.PROPOSED, Stage.REFUSED)


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind that can be proposed now, and who usually receives it (a name, or empty)."""

    kind: ReferralKind
    to: str


@dataclass(frozen=True, slots=True)
class ReferralsOfCase:
    """What there is and what can be proposed. `may_take_back`: the case waits for another body."""

    referrals: tuple[ReferralView, ...]
    offers: tuple[Offer, ...]
    may_take_back: bool


def of_case(ctx: Context, staff: Staff, case_number: str) -> ReferralsOfCase:
    """The referrals of a case, but confidential ones only for those who may know of them."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        reaches = within_reach(staff, standing(ctx, connection, case))
        mine = reaches and holds(staff, Right.PROPOSE_REFERRAL, case.owner)
        kinds = ctx.registry.referral_kinds
        seen = [
            each for each in store.of_case(connection, case.id) if known_to(staff, kinds[each.proposal.kind])
        ]
        views = tuple(
            ReferralView(
                kind=kinds[each.proposal.kind],
                referral=each if reaches else _for_helpers(each),
                proposer=accounts.name_of(connection, each.proposed_by),
                may_decide=mine and _may_decide(staff, each),
                may_advance=mine and may(staff, Right.PROPOSE_REFERRAL),
            )
            for each in seen
        )
    offers = _offers(ctx, staff, case, seen) if mine and may(staff, Right.PROPOSE_REFERRAL) else ()
    return ReferralsOfCase(views, offers, mine and _may_take_back(staff, case))


def _for_helpers(referral: Referral) -> Referral:
    """Who only supports a case, or answered it, does not learn why an identity goes along."""
    return replace(referral, proposal=replace(referral.proposal, identity_reason=""))


def _may_decide(staff: Staff, referral: Referral) -> bool:
    return may(staff, Right.APPROVE_REFERRAL) and referral.proposed_by != staff.id


def _may_take_back(staff: Staff, case: Case) -> bool:
    action = Action.TAKE_BACK if staff.department else Action.TAKE_BACK_TO_OFFICE
    return case.state is State.REFERRED and action in actions_in(case.state) and may(staff, action)


def _offers(ctx: Context, staff: Staff, case: Case, seen: list[Referral]) -> tuple[Offer, ...]:
    running = {each.proposal.kind for each in seen if each.stage in OPEN}
    return tuple(
        Offer(kind, _usual(ctx, case, kind))
        for kind in ctx.registry.referral_kinds.values()
        if kind.id not in running and known_to(staff, kind) and _ready(case, kind)
    )


def _ready(case: Case, kind: ReferralKind) -> bool:
    try:
        ready_for(case, kind)
    except BadTransition:
        return False
    return True


def _usual(ctx: Context, case: Case, kind: ReferralKind) -> str:
    if not kind.department:
        return ""
    owner = organ_owner(ctx.registry, kind.department, case.owner.region, ctx.today())
    return holder_name(owner, ctx.registry, ctx.today())
