"""train: fit the router's trained stage on the content's own texts, and say how good it is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from intake.cases.routing import NOT_ENVIRONMENTAL, reader_for
from intake.cases.routing.rules import Rules
from intake.cases.routing.trained import FILE, TrainedModel
from intake.settings import Settings
from registry import Registry, load

if TYPE_CHECKING:
    from intake.training.trial import Trial

ENOUGH = 200  # examples; with fewer, what was measured says nothing


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("train", help="用清单和示例投诉训练转办模型，并报告效果")
    parser.add_argument("--dry-run", action="store_true", help="只报告，不换模型")
    parser.add_argument("--accept-worse", action="store_true", help="效果变差也换")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Train, report, and switch to the new model unless it is worse."""
    registry = load(settings.content_dir)
    model = trained(registry, settings.content_dir)
    before = TrainedModel.load().measured if FILE.exists() else {}
    print(f"以前：{_figures(before)}\n现在：{_figures(model.measured)}")
    if arguments.dry_run:
        return 0
    if model.measured["top1"] < before.get("top1", 0.0) and not arguments.accept_worse:
        print("新模型没有以前的好，没有换。", file=sys.stderr)
        return 1
    model.save(FILE)
    print(f"已换成新模型：{len(model.vocabulary.columns)} 个特征，{FILE.stat().st_size // 1024} KB。")
    return 0


def trained(registry: Registry, content: Path) -> TrainedModel:
    """A model fitted on everything, its figures and its confidence taken from examples it had not seen."""
    from intake.training import fitting, texts, trial

    rules = Rules.load()
    published, examples = texts.published(registry), texts.examples(registry, content)
    if len(examples) < ENOUGH:
        raise SystemExit(f"示例投诉只有 {len(examples)} 条，至少要 {ENOUGH} 条。")
    print(f"清单文字 {len(published)} 条，示例投诉 {len(examples)} 条。", file=sys.stderr)
    found = trial.cross_validate(registry, published, examples, rules, _fold)
    _print_departments(found, registry)
    measured = {"examples": len(examples), "top1": round(found.top1(), 4), "top3": round(found.top3(), 4)}
    whole = fitting.fit(reader_for(registry, rules), [*published, *examples])
    sure = fitting.with_confidence(whole, [(each.features, each.right) for each in found.outcomes])
    return replace(sure, measured=measured)


def _fold(done: int, folds: int) -> None:
    print(f"交叉检验 {done}/{folds} …", file=sys.stderr)


def _print_departments(found: Trial, registry: Registry) -> None:
    for label, (count, right) in found.by_label().items():
        name = registry.departments[label].name if label else NOT_ENVIRONMENTAL
        print(f"{name:　<12}{right:>5} / {count}")


def _figures(measured: Mapping[str, float]) -> str:
    if not measured:
        return "没有"
    shares = f"第一个就对 {measured['top1']:.1%}，前三个里有 {measured['top3']:.1%}"
    return f"{shares}（{measured['examples']:.0f} 条）"
