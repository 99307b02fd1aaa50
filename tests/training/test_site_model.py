"""A site's own model: switched on only when better, verified, rolled back, never fed what measures it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from samples import ROOT, settings_in

from intake.cases.masking import marked, masked
from intake.cases.routing import reader_for
from intake.cases.routing.rules import Rules
from intake.cases.routing.site_model import ACTIVE, MODEL, SiteModels
from intake.cases.routing.trained import TrainedModel
from intake.commands import train
from intake.services.context import model_folder, router_for
from intake.settings import Settings, SettingsError
from intake.training import texts
from intake.training.apart import Apart
from intake.training.evaluation import load_evaluation
from intake.training.fitting import fit
from intake.training.making import Made
from intake.training.site import FIGURES, REPORT, Bench, compare, conclude
from intake.training.texts import Sample
from intake.training.trial import Outcome, Trial
from registry import Registry

ROWS = load_evaluation(ROOT / "content")
ANY_TRIAL = Trial((Outcome(Sample("工地扬尘", "housing"), ("housing",), (0.5, 0.5)),))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


@pytest.fixture(scope="module")
def mistaught(registry: Registry) -> TrainedModel:
    """A model that was told that everything is a matter of forestry, of customs or of nobody."""
    some = texts.published(registry)[::6]
    wrong = [replace(each, label=("forestry", "customs", "")[place % 3]) for place, each in enumerate(some)]
    model = fit(reader_for(registry, Rules.load()), wrong)
    return replace(model, confidence=TrainedModel.load().confidence)


def _tried(registry: Registry, folder: Path, in_use: TrainedModel, new: TrainedModel) -> bool:
    bench, made = Bench(registry, ROWS[::2], in_use), Made(new, ANY_TRIAL)
    found = compare(bench, made, [])
    conclude(SiteModels(folder), "new", made, found, bench)
    return found.better


def test_a_worse_model_is_refused_and_its_report_says_so(
    registry: Registry, settings: Settings, mistaught: TrainedModel
) -> None:
    folder = model_folder(settings)
    assert not _tried(registry, folder, TrainedModel.load(), mistaught)
    assert SiteModels(folder).active() is None
    assert "新模型没有更好" in (folder / "new" / REPORT).read_text("utf-8")
    figures = json.loads((folder / "new" / FIGURES).read_text("utf-8"))
    assert figures["evaluation"]["after"]["right"] < figures["evaluation"]["before"]["right"]
    assert figures["flips"]


def test_the_same_model_again_is_not_better(registry: Registry, settings: Settings) -> None:
    shipped = TrainedModel.load()
    assert not _tried(registry, model_folder(settings), shipped, shipped)


def test_a_better_model_is_used_until_it_is_rolled_back(
    registry: Registry, settings: Settings, mistaught: TrainedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, said = model_folder(settings), "说不清的一件事，和树有点关系"
    models, day = SiteModels(folder), registry.routed_from
    models.keep("old", mistaught)
    models.switch_on("old")
    before = router_for(settings, registry).rank(said, on=day)
    assert _tried(registry, folder, mistaught, TrainedModel.load())
    assert models.active() == "new"
    assert router_for(settings, registry).rank(said, on=day) != before
    way_back = _arguments("--rollback")
    assert train.work(settings, way_back) == 0
    assert router_for(settings, registry).rank(said, on=day) == before
    assert train.work(settings, way_back) == 0
    assert models.active() is None
    assert train.work(settings, way_back) == 1


def _changed(folder: Path) -> None:
    file = folder / "one" / MODEL
    file.write_bytes(file.read_bytes()[:-1] + b"x")


def _gone(folder: Path) -> None:
    (folder / "one" / MODEL).unlink()


def _of_another_format(folder: Path) -> None:
    held = json.loads((folder / ACTIVE).read_text("utf-8"))
    (folder / ACTIVE).write_text(json.dumps({**held, "format": 99}), "utf-8")


@pytest.mark.parametrize("spoil", [_changed, _gone, _of_another_format])
def test_a_model_that_is_not_what_was_switched_on_stops_the_start(
    registry: Registry, settings: Settings, spoil: Callable[[Path], None]
) -> None:
    folder = model_folder(settings)
    SiteModels(folder).keep("one", TrainedModel.load())
    SiteModels(folder).switch_on("one")
    spoil(folder)
    with pytest.raises(SettingsError, match="model"):
        router_for(settings, registry)


def test_a_complaint_that_measures_the_model_does_not_teach_it(registry: Registry) -> None:
    """Somebody files the texts of the evaluation set, with a few words around them and names taken out."""
    measuring = Apart(row["text"] for row in ROWS)
    # what everybody says (太吵了) is kept apart only as a whole
    filed = [row["text"] + "，我叫张建国，电话13800001111" * (len(row["text"]) > 6) for row in ROWS]
    told = [(masked(marked(text)), "housing") for text in filed]
    other = ("学校后墙外的空地上有人夜里卸煤，早上窗台一层黑", "urban-management")
    assert texts.corrections([*told, other], registry, measuring) == [Sample(*other)]


def test_a_department_that_leads_nothing_any_more_is_not_learnt(registry: Registry) -> None:
    assert texts.corrections([("有人夜里卸煤", "no-such-department")], registry, Apart([])) == []


def _arguments(*given: str) -> train.argparse.Namespace:
    parser = train.argparse.ArgumentParser()
    train.add(parser.add_subparsers())
    return parser.parse_args(["train", *given])
