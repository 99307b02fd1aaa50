"""Both sides of the lists' boundaries: what looks like a matter but goes elsewhere must go there."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from samples import ROOT

from intake.cases.routing import Router
from intake.training.apart import Apart
from registry import Registry
from registry.examples import load_examples

ON = date(2026, 11, 23)
TABLE = yaml.safe_load(Path(__file__).with_name("boundaries.yaml").read_text("utf-8"))
SAID = [(text, expect) for row in TABLE for side in ("here", "there") for text, expect in row[side].items()]


def test_nearly_all_sides_are_told_apart(router: Router) -> None:
    wrong = [text for text, expect in SAID if router.route(text, on=ON).department not in expect]
    assert len(SAID) >= 60
    assert len(wrong) <= 0.05 * len(SAID), wrong


def test_the_lists_draw_these_boundaries(registry: Registry) -> None:
    """Whoever takes a boundary out of a list takes its row out here."""
    drawn = {item.id for item in registry.items.values() if any(each.looks_like for each in item.boundaries)}
    assert {row["of"] for row in TABLE} <= drawn


def test_no_model_was_fitted_on_them(registry: Registry) -> None:
    measuring = Apart(text for text, _ in SAID)
    taught = load_examples(ROOT / "content", registry)
    assert [each.text for each in taught if measuring.holds(each.text)] == []


@pytest.mark.parametrize(
    ("text", "lost", "why"),
    [("河道里漂着成片的垃圾袋，河滩上也倒了不少垃圾", "CG-004", "河道内垃圾")],
)
def test_the_runner_up_lost_by_its_own_boundary(router: Router, text: str, lost: str, why: str) -> None:
    told = {each.item: each.why_not for each in router.route(text, on=ON).alternatives}
    assert why in told[lost]
