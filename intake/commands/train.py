"""train: fit the router's trained stage, say how good it is, and switch it on only when it is better."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from intake.cases.routing.site_model import SiteModels, UnusableModel
from intake.cases.routing.trained import FILE, TrainedModel
from intake.services.casework import learning
from intake.services.context import model_folder, open_context
from intake.settings import Settings, SettingsError
from registry import Registry, load, progress

if TYPE_CHECKING:
    from intake.training.making import Made
    from intake.training.texts import Sample

ENOUGH = 200  # examples; with fewer, what was measured says nothing


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("train", help="用清单、示例投诉和本地更正训练转办模型，并报告效果")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--dry-run", action="store_true", help="只报告，不换模型")
    way.add_argument("--rollback", action="store_true", help="退回上一个模型")
    parser.add_argument(
        "--shipped", action="store_true", help="训练随产品发布的模型，不用本地更正（开发者用）"
    )
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Train this installation's model, or the shipped one; or go back to the model before."""
    if arguments.rollback:
        return _roll_back(SiteModels(model_folder(settings)))
    if arguments.shipped:
        return _shipped(settings, dry=arguments.dry_run)
    return _site(settings, dry=arguments.dry_run)


def _site(settings: Settings, *, dry: bool) -> int:
    from intake.training import texts
    from intake.training.apart import Apart
    from intake.training.evaluation import load_evaluation
    from intake.training.report import comparison_lines
    from intake.training.site import Bench, compare, conclude

    models = SiteModels(model_folder(settings))
    with closing(open_context(settings)) as ctx:
        registry, name = ctx.registry, ctx.now().strftime("%Y%m%dT%H%M%SZ")
        told = [(each.text, each.department) for each in learning.corrected(ctx)]
    rows = load_evaluation(settings.content_dir)
    corrections = texts.corrections(told, registry, Apart(row["text"] for row in rows))
    _note(f"本地更正 {len(told)} 条，能用的 {len(corrections)} 条（与评估集相同的不用）。")
    made = _made(registry, settings, corrections)
    if made is None:
        return 1
    bench = Bench(registry, rows, models.load() or TrainedModel.load())
    found = compare(bench, made, corrections)
    if dry:
        print(*comparison_lines(found), "没有换模型。", sep="\n")
        return 0
    print(*conclude(models, name, made, found, bench), sep="\n")
    if found.better:
        print(f"已换成新模型 {name}，重启服务后生效。报告在 {models.folder / name}。退回：train --rollback。")
        return 0
    print(f"没有换模型。报告在 {models.folder / name}。")
    return 1


def _shipped(settings: Settings, *, dry: bool) -> int:
    from intake.training.evaluation import load_evaluation
    from intake.training.report import comparison_lines, trial_lines
    from intake.training.site import Bench, compare

    registry = load(settings.content_dir)
    made = _made(registry, settings, [])
    if made is None:
        return 1
    print(*trial_lines(made.trial, made.model.confidence, registry), sep="\n")
    bench = Bench(registry, load_evaluation(settings.content_dir), _now_shipped(made))
    found = compare(bench, made, [])
    print(*comparison_lines(found), sep="\n")
    if dry or found.worse:
        print("没有换模型。")
        return 1 if found.worse else 0
    made.model.save(FILE)
    print(f"已换成新模型：{len(made.model.vocabulary.columns)} 个特征，{FILE.stat().st_size // 1024} KB。")
    return 0


def _made(registry: Registry, settings: Settings, corrections: list[Sample]) -> Made | None:
    """A new model; None when there are too few examples."""
    from intake.training import texts
    from intake.training.making import make

    published, examples = texts.published(registry), texts.examples(registry, settings.content_dir)
    if len(examples) < ENOUGH:
        print(f"示例投诉只有 {len(examples)} 条，至少要 {ENOUGH} 条。", file=sys.stderr)
        return None
    _note(f"清单文字 {len(published)} 条，示例投诉 {len(examples)} 条。")
    with progress.work("交叉检验", "没有换模型。再运行一次 train。") as shown:
        return make(registry, published, [*examples, *corrections], shown.part)


def _roll_back(models: SiteModels) -> int:
    try:
        went_back = models.roll_back()
    except UnusableModel as error:
        raise SettingsError([f"{models.folder} 不能用：{error}"]) from error
    if not went_back:
        print("现在用的就是随产品发布的模型，没有可退回的。", file=sys.stderr)
        return 1
    print(f"已退回到 {models.active() or '随产品发布的模型'}，重启服务后生效。")
    return 0


def _now_shipped(made: Made) -> TrainedModel:
    return TrainedModel.load() if FILE.exists() else made.model


def _note(line: str) -> None:
    print(line, file=sys.stderr)
