"""Second factors of staff: a sealed secret, the last step used, recovery codes as hashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from intake.store.staff.second_factor_table import recovery_codes, second_factors


@dataclass(frozen=True, slots=True)
class Factor:
    """`confirmed` once a code of it was shown."""

    sealed: bytes
    confirmed: bool


def of(connection: Connection, user_id: int) -> Factor | None:
    """The factor of an account, confirmed or begun."""
    mine = select(second_factors).where(second_factors.c.user_id == user_id)
    row = connection.execute(mine).one_or_none()
    return Factor(row.sealed, row.confirmed_at is not None) if row else None


def is_confirmed(connection: Connection, user_id: int) -> bool:
    """Whether signing in takes a second step."""
    factor = of(connection, user_id)
    return factor is not None and factor.confirmed


def begin(connection: Connection, user_id: int, sealed: bytes) -> None:
    """Keep a secret that is not confirmed yet, in place of another such. Raises IntegrityError when one is
    confirmed."""
    forget_begun(connection, user_id)
    connection.execute(insert(second_factors).values(user_id=user_id, sealed=sealed, last_step=0))


def forget_begun(connection: Connection, user_id: int) -> None:
    """Throw a secret away that was never confirmed."""
    begun = (second_factors.c.user_id == user_id, second_factors.c.confirmed_at.is_(None))
    connection.execute(delete(second_factors).where(*begun))


def use_step(connection: Connection, user_id: int, step: int) -> bool:
    """Use up a time step; False when it or a later one was used before."""
    unused = (second_factors.c.user_id == user_id, second_factors.c.last_step < step)
    return connection.execute(update(second_factors).where(*unused).values(last_step=step)).rowcount == 1


def confirm(connection: Connection, user_id: int, now: datetime, code_hashes: Sequence[str]) -> None:
    """From now on the factor counts, with these recovery codes."""
    mine = second_factors.c.user_id == user_id
    connection.execute(update(second_factors).where(mine).values(confirmed_at=now))
    connection.execute(delete(recovery_codes).where(recovery_codes.c.user_id == user_id))
    codes = [{"code_hash": code_hash, "user_id": user_id} for code_hash in code_hashes]
    connection.execute(insert(recovery_codes), codes)


def use_recovery_code(connection: Connection, user_id: int, code_hash: str) -> bool:
    """Use up a recovery code; False when it is not one."""
    one = (recovery_codes.c.user_id == user_id, recovery_codes.c.code_hash == code_hash)
    return connection.execute(delete(recovery_codes).where(*one)).rowcount == 1


def remove(connection: Connection, user_id: int) -> bool:
    """Take the factor away; False when there is none."""
    connection.execute(delete(recovery_codes).where(recovery_codes.c.user_id == user_id))
    gone = connection.execute(delete(second_factors).where(second_factors.c.user_id == user_id))
    return gone.rowcount == 1
