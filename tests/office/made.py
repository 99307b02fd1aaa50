"""A small set of cases made by hand, for the figures of the coordinating office."""

from __future__ import annotations

from dataclasses import dataclass, field

from samples import JINSHUI, ZHENGZHOU, Clock, People, complaint

from intake.cases.model import Closing, Location, Receipt, Verdict
from intake.cases.objections import Grounds, Reason
from intake.services.casework import handle, objections
from intake.services.casework.handle import Answer
from intake.services.citizens import citizen
from intake.services.context import Context
from intake.services.filing import submit

LUOYANG, JIANXI = "410300", "410305"
VAGUE = "想说一件事，请你们看看。"
ACCUSING = "举报金水区生态环境局不作为，收了钱不管工厂。"


@dataclass
class Made:
    """Files cases and takes them where a figure counts them; `numbers` by name."""

    ctx: Context
    people: People
    clock: Clock
    numbers: dict[str, str] = field(default_factory=dict)

    def file(self, name: str, region: str = JINSHUI, **changes: object) -> Receipt:
        """One complaint; `name` is what the test calls it."""
        place = Location(region=region, address="花园路")
        receipt = submit.submit(self.ctx, complaint(**{"location": place, **changes}), "test")  # type: ignore[arg-type]  # names of fields
        self.numbers[name] = receipt.case_number
        return receipt

    def accepted(self, name: str) -> Receipt:
        """Accepted by the ecology clerk of Jinshui."""
        receipt = self.file(name)
        handle.accept(self.ctx, self.people.clerk(), receipt.case_number, 1)
        return receipt

    def closed(self, name: str, stars: int | None = None) -> Receipt:
        """Accepted, answered, closed, and rated if it says how."""
        receipt, clerk = self.accepted(name), self.people.clerk()
        handle.answer(self.ctx, clerk, receipt.case_number, 2, Answer("已查处。", Verdict.TRUE))
        if stars:
            citizen.rate(self.ctx, receipt.code, stars)
        handle.close(self.ctx, clerk, receipt.case_number, 3, Closing.DONE)
        return receipt

    def everything(self) -> Made:
        """One of each figure: ten open in Jinshui's line of sight, five closed and rated, one in Luoyang."""
        clerk = self.people.clerk()
        self.file("new")
        self.accepted("handled")
        self.file("objected")
        grounds = Grounds(Reason.OTHER_DEPARTMENT, "清单", "不归我们")
        objections.object_to(self.ctx, clerk, self.numbers["objected"], 1, grounds)
        self.file("undecided", item=None, text=VAGUE)
        receipt = self.file("withdrawn")
        citizen.withdraw(self.ctx, receipt.code)
        for number, stars in enumerate((5, 4, 5, 3, 1)):
            self.closed(f"closed{number}", stars)
        self.closed("resumed")
        handle.resume(self.ctx, clerk, self.numbers["resumed"], 4, "又有新情况")
        receipt = self.closed("reviewed")
        citizen.ask_review(self.ctx, receipt.code, "没有解决")
        self.file("accusing", item=None, text=ACCUSING)
        self.file("far", JIANXI)
        return self


__all__ = ["ACCUSING", "JIANXI", "JINSHUI", "LUOYANG", "ZHENGZHOU", "Made"]
