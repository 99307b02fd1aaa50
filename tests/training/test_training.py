"""The trained stage: reproducible, up to date with its texts, and never fitted on what measures it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from samples import ROOT

from intake.cases.routing import reader_for
from intake.cases.routing.ranking import OTHER_BUSINESS
from intake.cases.routing.rules import Rules
from intake.cases.routing.trained import TrainedModel
from intake.training import texts, trial
from intake.training.apart import Apart
from intake.training.evaluation import load_evaluation
from intake.training.fitting import fit
from registry import ContentError, Registry
from registry.examples import load_examples


def test_the_same_texts_give_the_same_bytes(registry: Registry, tmp_path: Path) -> None:
    reader = reader_for(registry, Rules.load())
    some = texts.published(registry)[::8]
    files = [tmp_path / "a.npz", tmp_path / "b.npz"]
    for file in files:
        fit(reader, some).save(file)
    assert files[0].read_bytes() == files[1].read_bytes()
    message = reader.read("楼下饭店油烟直排，熏得开不了窗")
    assert TrainedModel.load(files[0]).log_chances(message) == pytest.approx(
        fit(reader, some).log_chances(message), abs=0.02
    )


FITTING = """
import sys
from pathlib import Path
from intake.cases.routing import reader_for
from intake.cases.routing.rules import Rules
from intake.training import texts
from intake.training.fitting import fit
from registry import load
registry = load(Path("content"))
fit(reader_for(registry, Rules.load()), texts.published(registry)[::8]).save(Path(sys.argv[1]))
"""


def test_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    """Sets are in another order in each process; sums in another order differ in their last digits."""
    for seed in ("1", "2"):
        fitting = [sys.executable, "-c", FITTING, str(tmp_path / f"{seed}.npz")]
        subprocess.run(fitting, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    assert (tmp_path / "1.npz").read_bytes() == (tmp_path / "2.npz").read_bytes()


def test_the_shipped_model_knows_every_department_that_leads(registry: Registry) -> None:
    leading = {item.department for item in registry.items.values()}
    assert set(TrainedModel.load().labels) == leading | {OTHER_BUSINESS}


def test_the_shipped_model_was_fitted_on_the_examples_that_are_there(registry: Registry) -> None:
    """Whoever edits an example runs `make train`."""
    measured = TrainedModel.load().measured
    assert measured["examples"] == len(load_examples(ROOT / "content", registry))


def test_no_text_of_the_evaluation_set_is_trained_on(registry: Registry) -> None:
    rows = load_evaluation(ROOT / "content")
    measuring = Apart(row["text"] for row in rows)
    assert [
        each.text for each in load_examples(ROOT / "content", registry) if measuring.holds(each.text)
    ] == []


def test_every_example_is_held_out_exactly_once() -> None:
    folds = trial._folds(103)
    assert sorted(place for fold in folds for place in fold) == list(range(103))


def test_examples_that_fit_nothing_are_named(registry: Registry, tmp_path: Path) -> None:
    folder = tmp_path / "examples"
    folder.mkdir()
    (folder / "wrong.yaml").write_text(
        "# 示例\n- item: XX-999\n  texts: [没有这个事项]\n"
        "- elsewhere: nothing\n  texts: [没有这一类]\n"
        "- item: CG-001\n  texts: [油烟大, 油烟大]\n",
        "utf-8",
    )
    with pytest.raises(ContentError) as caught:
        load_examples(tmp_path, registry)
    assert [(f.file, f.line, f.kind) for f in caught.value.faults] == [
        ("examples/wrong.yaml", 2, "unknown-item"),
        ("examples/wrong.yaml", 4, "unknown-elsewhere"),
        ("examples/wrong.yaml", 6, "duplicate-example"),
    ]


RUN = 14  # characters in a row that two people hardly write alike


def test_no_run_of_evaluation_text_stands_in_what_is_trained_on(registry: Registry) -> None:
    """A few words changed around a copied sentence would pass the test above."""
    rows = load_evaluation(ROOT / "content")
    trained = [*texts.published(registry), *texts.examples(registry, ROOT / "content")]
    known = {run for each in trained for run in runs(each.text)}
    assert known
    assert [row["text"] for row in rows if not known.isdisjoint(runs(row["text"]))] == []


def runs(text: str) -> set[str]:
    """Every stretch of that length, without signs."""
    plain = re.sub(r"\W+", "", text)
    return {plain[at : at + RUN] for at in range(len(plain) - RUN + 1)}
