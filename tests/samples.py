"""What tests of several rooms write by hand once: a clock, staff, a complaint, settings of one folder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from intake.cases.model import Complaint, Contact, Location, Role, Staff
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.staff import accounts
from intake.settings import Settings, from_environment

ROOT = Path(__file__).resolve().parents[1]
JINSHUI, ZHENGZHOU, HENAN = "410105", "410100", "410000"


@dataclass
class Clock:
    """The time of the tests: stands still unless moved."""

    at: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        """Move on, in timedelta's words: minutes=5."""
        self.at += timedelta(**by)


@dataclass
class People:
    """Staff made on demand, one of a kind."""

    ctx: Context
    _made: dict[tuple[str, str, str | None, int], Staff] = field(default_factory=dict)

    def clerk(self, department: str = "ecology", region: str = JINSHUI, number: int = 1) -> Staff:
        """A clerk of an organ; another `number` is a colleague."""
        return self._person(Role.CLERK, region, department, number)

    def coordinator(self, region: str = ZHENGZHOU, number: int = 1) -> Staff:
        """Somebody of a region's coordinating office; another `number` is a colleague."""
        return self._person(Role.COORDINATOR, region, None, number)

    def organ_role(
        self, role: Role, department: str = "ecology", region: str = JINSHUI, number: int = 1
    ) -> Staff:
        """Somebody of an organ in another role: its head, a reviewer."""
        return self._person(role, region, department, number)

    def auditor(self) -> Staff:
        """Somebody who checks the record."""
        return self._person(Role.AUDITOR, HENAN, None, 1)

    def administrator(self, region: str = HENAN) -> Staff:
        """Somebody who keeps accounts, and the keys of other systems."""
        return self._person(Role.ADMINISTRATOR, region, None, 1)

    def _person(self, role: Role, region: str, department: str | None, number: int) -> Staff:
        key = (role.value, region, department, number)
        if key not in self._made:
            login = "-".join(filter(None, (role.value, region, department, str(number))))
            new = accounts.NewUser(login, f"姓名{len(self._made)}", role, region, department)
            accounts.add_user(self.ctx, new)
            self._made[key] = accounts.staff_of_login(self.ctx, login)
        return self._made[key]


def settings_in(folder: Path) -> Settings:
    """Settings with everything under one folder, the real content, and a light proof of work."""
    given = {"DATA_DIR": str(folder), "CONTENT_DIR": str(ROOT / "content"), "POW_COST": "1"}
    return from_environment(given)


def complaint(text: str = "工厂烟囱夜里冒黑烟，刺鼻难闻。", **changes: object) -> Complaint:
    """A complaint of Jinshui about industrial smoke, with a contact."""
    plain = Complaint(
        text=text,
        location=Location(region=JINSHUI, address="花园路"),
        item="ST-001",
        contact=Contact("张小明", "13800001111", "zhang@example.com"),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # field names are the caller's


def filed(ctx: Context, **changes: object) -> str:
    """File such a complaint; returns its case number."""
    return submit.submit(ctx, complaint(**changes), "test").case_number  # type: ignore[arg-type]  # as above
