"""The tables of units, deputies and leave, and of where in its organ a case lies."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
)

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class UnitColumns(TypedColumns):
    """A unit (科室) of an organ."""

    id: Named[int] = Column(Integer, primary_key=True)
    region: Named[str] = Column(String(12))
    department: Named[str] = Column(String(64))
    name: Named[str] = Column(String(64))


class UnitMemberColumns(TypedColumns):
    """Who sits in a unit; somebody without a row sits in none."""

    user_id: Named[int] = Column(ForeignKey("users.id"), primary_key=True, autoincrement=False)
    unit_id: Named[int] = Column(ForeignKey("units.id"), index=True)


class DeputyColumns(TypedColumns):
    """Who stands in for somebody on leave (A/B角)."""

    user_id: Named[int] = Column(ForeignKey("users.id"), primary_key=True, autoincrement=False)
    deputy_id: Named[int] = Column(ForeignKey("users.id"), index=True)


class LeaveColumns(TypedColumns):
    """A leave, from its first day to its last, both included."""

    id: Named[int] = Column(Integer, primary_key=True)
    user_id: Named[int] = Column(ForeignKey("users.id"))
    first: Named[date] = Column(Date)
    last: Named[date] = Column(Date)


class CaseDeskColumns(TypedColumns):
    """Where in its organ a case lies: its unit, if it was given to one, and since when it lies there or came
    to the organ. A case without a row lies in no unit since it was filed."""

    case_id: Named[int] = Column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    unit_id: Named[int | None] = Column(ForeignKey("units.id"), index=True)
    since: Named[datetime] = Column(UtcDateTime())


units = Table("units", metadata, UnitColumns, UniqueConstraint("region", "department", "name"))
unit_members = Table("unit_members", metadata, UnitMemberColumns)
deputies = Table("deputies", metadata, DeputyColumns)
leaves = Table("leaves", metadata, LeaveColumns, Index(None, "user_id", "last"))
case_desks = Table("case_desks", metadata, CaseDeskColumns)
