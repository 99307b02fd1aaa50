"""Checks of the files that belong to cases."""

from __future__ import annotations

import hashlib

from intake.services.context import Context
from intake.services.doctor.finding import Finding
from intake.store.files import evidence_sums
from intake.store.files.evidence_sums import Sum

MOST = 300  # files looked at in one examination
_NAMED = 5  # case numbers that the finding names


def intact(ctx: Context) -> Finding:
    """Files of cases are there, and are what was taken in."""
    with ctx.database.reading() as connection:
        looked_at = evidence_sums.some(connection, MOST)
    bad = sorted({each.case_number for each in looked_at if not _is_intact(ctx, each)})
    if bad:
        return Finding.fault(
            f"{len(bad)} 件投诉的材料缺失或损坏：{'、'.join(bad[:_NAMED])}",
            "从备份恢复这些文件，并检查磁盘；投诉的文字不受影响",
        )
    return Finding.ok(f"抽查 {len(looked_at)} 个，都和收到时一样")


def _is_intact(ctx: Context, each: Sum) -> bool:
    try:
        with ctx.files.open(each.name) as file:
            return hashlib.sha256(file.read()).hexdigest() == each.sha256
    except FileNotFoundError:
        return False
