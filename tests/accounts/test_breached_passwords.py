"""Passwords that were leaked elsewhere are found in the operator's file, and refused."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from samples import JINSHUI

from intake.cases.errors import BadInput
from intake.cases.model import Role
from intake.services.context import Context
from intake.services.staff import accounts
from intake.services.staff.accounts import NewUser
from intake.services.staff.breached import is_in


def leaked(path: Path, passwords: list[str], end: str = "\n") -> Path:
    """The file as its downloader writes it."""
    hashes = sorted(
        hashlib.sha1(each.encode(), usedforsecurity=False).hexdigest().upper() for each in passwords
    )
    counts = [7 ** (place % 9) for place in range(len(hashes))]  # so that lines are of different lengths
    path.write_bytes("".join(f"{each}:{n}{end}" for each, n in zip(hashes, counts, strict=True)).encode())
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("count", [0, 1, 2, 200])
def test_each_of_the_file_is_found_and_no_other(tmp_path: Path, count: int, end: str) -> None:
    inside = [f"泄露的密码-{n}" for n in range(count)]
    file = leaked(tmp_path / "leaked.txt", inside, end)
    assert all(is_in(file, each) for each in inside)
    assert not any(is_in(file, f"没有泄露-{n}") for n in range(200))


def test_a_leaked_password_is_refused(ctx: Context, tmp_path: Path) -> None:
    strong = "correct-雨伞-battery-山顶-staple"
    file = leaked(tmp_path / "leaked.txt", [strong, "123456"])
    told = replace(ctx, settings=replace(ctx.settings, breached_passwords=str(file)))
    one_time = accounts.add_user(ctx, NewUser("wang", "王", Role.CLERK, JINSHUI, "ecology"))
    staff = accounts.staff_of_login(ctx, "wang")
    with pytest.raises(BadInput, match="泄露"):
        accounts.change_password(told, staff, one_time, strong, "a")
    accounts.change_password(ctx, staff, one_time, strong, "a")
