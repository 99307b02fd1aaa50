"""How the installation is kept: backups, the security log, who may read the metrics."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from intake.settings.reader import Reader

_LEAST_DAYS: Final = 183  # 网络安全法 (2025), article 23 (3): six months


@dataclass(frozen=True, slots=True)
class OperationsSettings:
    """`backup_dir` and `backup_keys_dir` are None where nothing is to be put; `backup_keep`: how many
    backups are kept. `metrics_token` opens /metrics from elsewhere than this machine; empty: to nobody."""

    backup_dir: Path | None = None
    backup_keys_dir: Path | None = None
    backup_keep: int = 14
    security_log_days: int = 400
    metrics_token: str = field(default="", repr=False)


_DEFAULT: Final = OperationsSettings()


def operations(read: Reader, faults: list[str]) -> OperationsSettings:
    """Read them; keys beside what they open are a fault."""
    found = OperationsSettings(
        backup_dir=_folder(read, "BACKUP_DIR"),
        backup_keys_dir=_folder(read, "BACKUP_KEYS_DIR"),
        backup_keep=read.number("BACKUP_KEEP", _DEFAULT.backup_keep, 1, 1000),
        security_log_days=read.number("SECURITY_LOG_DAYS", _DEFAULT.security_log_days, _LEAST_DAYS, 10 * 366),
        metrics_token=read.secret("METRICS_TOKEN"),
    )
    if found.backup_dir and found.backup_dir == found.backup_keys_dir:
        faults.append("BACKUP_KEYS_DIR：密钥的备份要和数据的备份（BACKUP_DIR）分开放，请写另一个目录")
    return found


def _folder(read: Reader, name: str) -> Path | None:
    text = read.text(name)
    return Path(text) if text else None
