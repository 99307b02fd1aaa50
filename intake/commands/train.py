"""train: fit the router's trained stage on the content's own texts, and say how good it is."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from intake.cases.routing import NOT_ENVIRONMENTAL, Router, reader_for
from intake.cases.routing.rules import Rules
from intake.cases.routing.trained import FILE, TrainedModel
from intake.settings import Settings
from registry import Registry, load

if TYPE_CHECKING:
    from intake.training.texts import Sample
    from intake.training.trial import Trial

CUTS = (0.70, 0.75, 0.80, 0.85, 0.90)  # shown, so that whoever sets `cut` in rules.yaml sees its price
ENOUGH = 200  # examples; with fewer, what was measured says nothing


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("train", help="用清单和示例投诉训练转办模型，并报告效果")
    parser.add_argument("--dry-run", action="store_true", help="只报告，不换模型")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Train, report, and switch to the new model unless it is worse on the evaluation set."""
    from intake.training import texts

    registry = load(settings.content_dir)
    published, examples = texts.published(registry), texts.examples(registry, settings.content_dir)
    if len(examples) < ENOUGH:
        print(f"示例投诉只有 {len(examples)} 条，至少要 {ENOUGH} 条。", file=sys.stderr)
        return 1
    _note(f"清单文字 {len(published)} 条，示例投诉 {len(examples)} 条。")
    model = _trained(registry, published, examples)
    better = _compare(registry, settings, model)
    if arguments.dry_run or not better:
        print("没有换模型。")
        return 0 if better else 1
    model.save(FILE)
    print(f"已换成新模型：{len(model.vocabulary.columns)} 个特征，{FILE.stat().st_size // 1024} KB。")
    return 0


def _trained(registry: Registry, published: list[Sample], examples: list[Sample]) -> TrainedModel:
    """A model fitted on everything, its figures and its confidence taken from examples it had not seen."""
    from intake.training import fitting, trial

    rules = Rules.load()
    found = trial.cross_validate(registry, published, examples, rules, _fold)
    _print_departments(found, registry)
    measured = {"examples": len(examples), "top1": round(found.top1(), 4), "top3": round(found.top3(), 4)}
    print(f"没见过的示例：第一个就对 {found.top1():.1%}，前三个里有 {found.top3():.1%}")
    whole = fitting.fit(reader_for(registry, rules), [*published, *examples])
    sure = fitting.with_confidence(whole, [(each.features, each.right) for each in found.outcomes])
    for cut in CUTS:
        share, right = found.decided(sure.confidence, cut)
        print(f"把握 {cut:.2f} 起自动转办：{share:.1%}，其中 {right:.1%} 对")
    return replace(sure, measured=measured)


def _compare(registry: Registry, settings: Settings, model: TrainedModel) -> bool:
    """Whether the new model is at least as good on the evaluation set; prints both, and what flipped."""
    from intake.training.evaluation import evaluate, flips, load_evaluation, right_share

    rows, on = load_evaluation(settings.content_dir), registry.first_release_date
    after = evaluate(Router(registry, model=model), rows, on)
    if not FILE.exists():
        return True
    before = evaluate(Router(registry), rows, on)
    print(f"评估集 {len(rows)} 条：以前 {right_share(before):.1%}，现在 {right_share(after):.1%}")
    print("\n".join(flips(before, after)) or "没有一条变化。")
    return right_share(after) >= right_share(before)


def _fold(done: int, folds: int) -> None:
    _note(f"交叉检验 {done}/{folds} …")


def _print_departments(found: Trial, registry: Registry) -> None:
    for label, (count, right) in found.by_label().items():
        name = registry.departments[label].name if label else NOT_ENVIRONMENTAL
        print(f"{name:　<12}{right:>5} / {count}")


def _note(line: str) -> None:
    print(line, file=sys.stderr)
