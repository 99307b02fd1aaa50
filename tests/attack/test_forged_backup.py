"""A backup that somebody wrote who wants files put elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.services.backup import checking, manifest
from intake.services.backup.manifest import Kind, Manifest

NAMES = (
    "content/../payload",
    "../payload",
    "content/../../payload",
    "linked/payload",
    "/etc/hostname",
    "data/./payload",
)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_backup_leads_out_of_it(tmp_path: Path, name: str) -> None:
    """Each file is there with its right sum, and yet is none of the backup's."""
    folder = tmp_path / "backup"
    (folder / "content").mkdir(parents=True)
    (folder / "data").mkdir()
    for place in (folder / "payload", tmp_path / "payload", folder / "data" / "payload"):
        place.write_text("payload", encoding="utf-8")
    (folder / "linked").symlink_to(tmp_path)
    entries = {name: manifest.entry(folder / name)}
    forged = Manifest(Kind.DATA, "2026-11-23T00:00:00Z", "1", "0140", 0, "", "", "", (), entries)
    manifest.write(folder, forged)
    assert f"缺少文件 {name}" in checking.faults(folder)
