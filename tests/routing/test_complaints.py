"""Hand-written complaints must reach a department that a dispatcher could defend."""

from datetime import date
from typing import Any

import pytest
from samples import ROOT

from intake.cases.routing import Certificate, Router
from intake.training.evaluation import load_evaluation

ON = date(2026, 11, 23)
COMPLAINTS = load_evaluation(ROOT / "content")
PLAIN = [row for row in COMPLAINTS if not row.get("hard")]


def _route(router: Router, row: dict[str, Any]) -> Certificate:
    return router.route(row["text"], title=row.get("title", ""), region=row.get("region"), on=ON)


def test_the_table_is_wide_enough() -> None:
    assert len(PLAIN) >= 60
    assert len({row["expect"][0] for row in PLAIN}) >= 20


@pytest.mark.parametrize("row", PLAIN, ids=lambda row: row["text"][:18])
def test_reaches_the_right_department(router: Router, row: dict[str, Any]) -> None:
    certificate = _route(router, row)
    assert certificate.department in row["expect"], certificate.matched
    assert certificate.environmental is (certificate.department != "非环境事项")
    if "item" in row:
        assert certificate.item == row["item"]
    if "in" in row:
        assert certificate.region == row["in"]
    if certificate.environmental:
        assert certificate.organ
        assert certificate.release
        assert certificate.legal_basis


def test_wrong_decisions_are_rare_even_on_hard_ones(router: Router) -> None:
    """What the router decides alone must nearly always be right; what it cannot tell, it must leave open."""
    decided = [(_route(router, row), row) for row in COMPLAINTS]
    decided = [(certificate, row) for certificate, row in decided if certificate.decided]
    wrong = [row["text"] for certificate, row in decided if certificate.department not in row["expect"]]
    assert len(decided) >= 0.6 * len(COMPLAINTS)
    assert len(wrong) <= 0.05 * len(decided), wrong


@pytest.mark.parametrize(
    "text", ["太吵了", "环境太差了没人管", "灰太大", "有人乱来，不知道是谁", "求求你们管管吧"]
)
def test_too_little_to_go_by_is_left_to_a_person(router: Router, text: str) -> None:
    assert not router.route(text, region="410105", on=ON).decided
