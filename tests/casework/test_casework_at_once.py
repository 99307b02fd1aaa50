"""Several people act on one case at the same moment: each is done or refused in words, nothing is done twice,
and nobody waits for each other in a ring."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from samples import People, complaint

from intake.cases.errors import CaseworkError
from intake.cases.model import Receipt, Role
from intake.services.casework import handle, merge
from intake.services.casework.handle import Answer
from intake.services.casework.merge import Into
from intake.services.citizens import citizen
from intake.services.context import Context
from intake.services.desk import drafts, saved
from intake.services.filing import submit
from intake.services.office import reports


def at_once(*acts: Callable[[], object]) -> int:
    """Do them side by side; how many were done. What is refused otherwise than in words is raised."""

    def done(act: Callable[[], object]) -> bool:
        try:
            act()
        except CaseworkError:
            return False
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return sum(pool.map(done, acts))


def answered(ctx: Context, people: People) -> Receipt:
    receipt, clerk = submit.submit(ctx, complaint(), "test"), people.clerk()
    version = handle.accept(ctx, clerk, receipt.case_number, 1)
    handle.answer(ctx, clerk, receipt.case_number, version, Answer("已查处。"))
    return receipt


def test_two_presses_of_one_button(ctx: Context, people: People) -> None:
    clerk, receipt = people.clerk(), answered(ctx, people)
    number, routed = receipt.case_number, submit.submit(ctx, complaint(), "test")
    for _time in range(4):
        assert at_once(*[lambda: citizen.rate(ctx, receipt.code, 4)] * 3) == 3
        assert at_once(*[lambda: citizen.ask_person(ctx, routed.code)] * 3) == 3
        assert at_once(*[lambda: drafts.keep(ctx, clerk, number, "answer-", {"text": "写了一半"})] * 3) == 3
        assert at_once(*[lambda: saved.save(ctx, clerk, "今天", {"queue": "today"}, shared=False)] * 3) == 3


def test_a_major_matter_is_reported_once(ctx: Context, people: People) -> None:
    number = answered(ctx, people).case_number
    head, office = people.organ_role(Role.DEPARTMENT_HEAD), people.coordinator("410105")
    flags = [lambda who=who: reports.flag_major(ctx, who, number, "影响重大") for who in (head, office)]
    assert at_once(*flags) == 1


@pytest.mark.parametrize("_time", range(4))
def test_a_cluster_that_falls_apart(ctx: Context, people: People, _time: int) -> None:
    clerk = people.clerk()
    lead, member, other = (submit.submit(ctx, complaint(), "test") for _n in range(3))
    for each in (member, other):
        merge.merge(ctx, clerk, each.case_number, 1, Into(lead.case_number, "同一件事"))
    done = at_once(
        lambda: citizen.withdraw(ctx, lead.code),
        lambda: merge.unmerge(ctx, clerk, member.case_number, 2, "不是一件事"),
        lambda: citizen.withdraw(ctx, other.code),
        lambda: handle.accept(ctx, clerk, lead.case_number, 1),
    )
    assert done >= 1
