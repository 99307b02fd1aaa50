"""Referrals of cases to other bodies."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from intake.cases.referral import FROM, Outcome, Proposal, Referral, Stage
from intake.store.referrals.referral_table import referrals


def propose(connection: Connection, case_id: int, proposal: Proposal, staff_id: int, now: datetime) -> int:
    """Keep a new proposal; returns its id."""
    values = {
        "case_id": case_id,
        "kind": proposal.kind,
        "to_body": proposal.to,
        "grounds": proposal.grounds,
        "enclosures": list(proposal.enclosures),
        "identity_reason": proposal.identity_reason,
        "stage": Stage.PROPOSED,
        "letter": "",
        "proposed_at": now,
        "proposed_by": staff_id,
        "decision": "",
        "receipt": "",
        "document": "",
    }
    return connection.execute(insert(referrals).values(**values).returning(referrals.c.id)).scalar_one()


def advance(connection: Connection, referral_id: int, stage: Stage, values: dict[str, Any]) -> bool:
    """Bring a referral to a stage if it stands before it; False when it does not, or not any more."""
    result = connection.execute(
        update(referrals)
        .where(referrals.c.id == referral_id, referrals.c.stage.in_(sorted(FROM[stage])))
        .values(stage=stage, **values)
    )
    return result.rowcount == 1


def of_case(connection: Connection, case_id: int) -> list[Referral]:
    """The referrals of a case, oldest first."""
    rows = connection.execute(
        select(referrals).where(referrals.c.case_id == case_id).order_by(referrals.c.id)
    )
    return [_referral(row) for row in rows]


def _referral(row: Row[*tuple[Any, ...]]) -> Referral:
    return Referral(
        id=row.id,
        case_id=row.case_id,
        proposal=Proposal(row.kind, row.to_body, row.grounds, tuple(row.enclosures), row.identity_reason),
        stage=Stage(row.stage),
        proposed_at=row.proposed_at,
        proposed_by=row.proposed_by,
        letter=row.letter,
        decided_at=row.decided_at,
        decision=row.decision,
        sent_at=row.sent_at,
        received_on=row.received_on,
        receipt=row.receipt,
        outcome=Outcome(row.outcome) if row.outcome else None,
        outcome_on=row.outcome_on,
        document=row.document,
    )
