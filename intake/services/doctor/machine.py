"""Checks of the machine under the service: folders, space, keys."""

from __future__ import annotations

import shutil
from pathlib import Path

from intake.services.context import Context
from intake.services.doctor.finding import Finding

_GIGABYTE = 10**9
LITTLE, HARDLY_ANY = 5 * _GIGABYTE, _GIGABYTE  # free: an index is rebuilt beside the old one
_OF_OTHERS = 0o077


def files(ctx: Context) -> Finding:
    """Evidence can be taken in."""
    try:
        ctx.files.check()
    except OSError:
        if ctx.settings.files_url:
            return Finding.fault("文件桶连不上或不能写，收不了图片", "检查 FILES_URL、网络和密钥的读写权限")
        return Finding.fault("文件目录没有或不能写，收不了图片", "建好 FILES_DIR，属主改为运行服务的用户")
    return Finding.ok("可以写")


def disk(ctx: Context) -> Finding:
    """There is room, on every disk that data lie on."""
    folders = (ctx.settings.data_dir, ctx.settings.files_dir)
    free = min(shutil.disk_usage(each).free for each in folders if each.exists())
    says = f"剩余 {free / _GIGABYTE:.1f} GB"
    if free < HARDLY_ANY:
        return Finding.fault(says, "马上清理或扩容：写不下时收不了投诉")
    if free < LITTLE:
        return Finding.notice(says, "准备扩容；重建索引要放得下新旧两份")
    return Finding.ok(says)


def keys(ctx: Context) -> Finding:
    """Nobody else on the machine can read the keys (they open identities)."""
    folder = ctx.settings.data_dir / "keys"
    open_to_others = [each.name for each in (folder, *sorted(folder.iterdir())) if _is_open(each)]
    if open_to_others:
        return Finding.fault(
            f"别的用户能读：{'、'.join(open_to_others)}", f"chmod -R go= {folder}，并考虑更换密钥"
        )
    return Finding.ok("只有本用户能读")


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & _OF_OTHERS)
