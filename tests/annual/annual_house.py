"""The ecology organ of Zhengzhou and its office, who write, sign, send and publish the report for 2025."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samples import ZHENGZHOU, People

from intake.annual.model import DUTIES, Receipt
from intake.cases.model import Role, Staff
from intake.services.annual import editing, plans, reports, showing
from intake.services.annual.editing import Written
from intake.services.annual.showing import ReportView
from intake.services.context import Context
from registry import PlanTask

NUMBER = "410100-ecology-2025"


@dataclass
class House:
    """The people, and the report taken as far as a test wants it."""

    ctx: Context
    people: People

    @property
    def clerk(self) -> Staff:
        """Who writes."""
        return self.people.clerk("ecology", ZHENGZHOU)

    @property
    def head(self) -> Staff:
        """Who signs and reviews."""
        return self.people.organ_role(Role.DEPARTMENT_HEAD, "ecology", ZHENGZHOU)

    @property
    def office(self) -> Staff:
        """The coordinating office beside them."""
        return self.people.coordinator(ZHENGZHOU)

    @property
    def view(self) -> ReportView:
        """The report as it is now."""
        return showing.one(self.ctx, self.clerk, NUMBER)

    @property
    def version(self) -> int:
        """Its version."""
        return self.view.report.version

    def write(self, part: str, text: str = "写好了。", reason: str = "") -> None:
        """The clerk writes a part over what is there."""
        version = self.view.report.part(part).version
        editing.save_part(self.ctx, self.clerk, NUMBER, Written(part, version, text, reason))

    def written(self) -> None:
        """Every part written."""
        for part in (DUTIES, *(item.id for item in self.view.led.items)):
            self.write(part)

    def signed(self) -> None:
        """Signed off by the head."""
        self.written()
        reports.submit(self.ctx, self.clerk, NUMBER, self.version)
        reports.sign(self.ctx, self.head, NUMBER, self.version)

    def sent(self) -> None:
        """Sent, with the first recipient's receipt."""
        self.signed()
        reports.send(self.ctx, self.clerk, NUMBER, self.version, self.ctx.today())
        to = self.view.owed.recipients[0]
        reports.receive(self.ctx, self.office, NUMBER, Receipt(to, self.ctx.today(), "收文7号"))

    def published(self) -> None:
        """Its public edition reviewed."""
        self.sent()
        reports.propose(self.ctx, self.clerk, NUMBER, self.version)
        reports.publish(self.ctx, self.head, NUMBER, self.version, "依法公开")

    def plan_declared(self) -> None:
        """The plan of the year filed, and declared public."""
        plans.save_goals(self.ctx, self.clerk, NUMBER, 0, "全年目标")
        plans.add_task(self.ctx, self.clerk, NUMBER, 2, PlanTask("检查", "", (), None, "", ""))
        plans.submit(self.ctx, self.clerk, NUMBER, 3)
        plans.file(self.ctx, self.office, NUMBER, 4, ("备1号", self.ctx.today()))
        plans.declare_public(self.ctx, self.head, NUMBER, 5, "不涉密")

    def day(self, day: date) -> None:
        """Move the clock to 10 o'clock of a day."""
        self.ctx.now.at = self.ctx.now.at.replace(year=day.year, month=day.month, day=day.day)  # type: ignore[attr-defined]  # the tests' clock
