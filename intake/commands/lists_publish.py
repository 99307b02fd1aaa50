"""lists publish | rollback: a decided list made public at once, or a published one taken back."""

from __future__ import annotations

import argparse
from datetime import date

from intake.cases.model import Staff
from intake.commands.lists import Actions, of_list, version_of
from intake.lists.publishing import ListPublication, step_words
from intake.services.context import Context
from intake.services.lists import publishing, showing
from intake.services.publication import due
from registry import progress


def add(actions: Actions[argparse.ArgumentParser]) -> None:
    """Describe the two actions."""
    publish = of_list(actions, "publish", "公布已经审定并做过公开审查的清单", _publish)
    publish.add_argument("--from", dest="start", type=date.fromisoformat, help="施行日期；不写就是最早的一天")
    back = of_list(actions, "rollback", "撤回公布错的一版：没施行的拿掉，已施行的恢复上一版", _roll_back)
    back.add_argument("--reason", required=True, help="撤回的原因；还没有施行的会写在它的网址上")


def _publish(ctx: Context, staff: Staff, given: argparse.Namespace) -> str:
    draft = showing.one(ctx, staff, given.list).draft
    start = given.start or publishing.first_day(ctx, draft)
    publishing.begin(ctx, staff, given.list, draft.version, start)
    return _carried_out(ctx, staff, given.list)


def _roll_back(ctx: Context, staff: Staff, given: argparse.Namespace) -> str:
    publishing.take_back(ctx, staff, given.list, version_of(ctx, staff, given.list), given.reason)
    return _carried_out(ctx, staff, given.list)


def _carried_out(ctx: Context, staff: Staff, draft_id: int) -> str:
    with progress.work("公布清单", "做了一半的下次接着做，不会公布两次：等 work 进程，或者运行 publish。"):
        due.publish(ctx)
    return _told(publishing.of_draft(ctx, staff, draft_id)[0])


def _told(made: ListPublication) -> str:
    """How far it got, and what refused it or holds it up."""
    head = f"{made.key}：{step_words(made.step)}"
    return "\n".join((head, *made.refused, *filter(None, [made.trouble])))
