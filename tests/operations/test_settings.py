"""Settings: every fault at once, what to do with each, and no secret ever shown."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import warm
from samples import ROOT

from intake.settings import SettingsError, from_environment

SECRETS = {
    "DATABASE_URL": "postgresql://mingdan:Zq7-hidden-1@db.example/mingdan",
    "FILES_URL": "s3://KEY:Zq7-hidden-2@store.example/mingdan",
    "SEARCH_URL": "postgresql://mingdan:Zq7-hidden-3@db.example/mingdan",
    "SMTP_URL": "smtps://me:Zq7-hidden-4@mail.example:465",
    "SMS_WEBHOOK_URL": "https://sms.example/?key=Zq7-hidden-5",
    "SMS_WEBHOOK_SECRET": "Zq7-hidden-6-long-enough",
    "WECOM_ROBOT_URL": "https://robot.example/?key=Zq7-hidden-7",
    "DINGTALK_ROBOT_URL": "https://robot.example/?key=Zq7-hidden-8",
    "DINGTALK_ROBOT_SECRET": "Zq7-hidden-9-long-enough",
    "OIDC_ISSUER": "https://id.example/",
    "OIDC_CLIENT_ID": "mingdan",
    "OIDC_CLIENT_SECRET": "Zq7-hidden-10-long-enough",
    "METRICS_TOKEN": "Zq7-hidden-11-long-enough",
    "MAIL_FROM": "明单 <no-reply@example.cn>",
}
FAULTY = {
    "PORT": "0", "BASE_URL": "ftp://me:Zq7-hidden@x", "DATABASE_URL": "mysql://u:Zq7-hidden@h/d",
    "DEMO": "maybe",
    "FILES_URL": "s3://nothing", "SEARCH_URL": "solr://x", "PROXIES": "9", "SESSION_HOURS": "x",
    "WARN_DAYS": "1,3",
    "METRICS_TOKEN": "Zq7-short", "SECURITY_LOG_DAYS": "30", "BACKUP_KEEP": "0", "SMTP_URL": "gopher://h",
    "OIDC_CLIENT_SECRET": "short",
}  # fmt: skip


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return warm.run(words, {**clean, **environment})


def test_every_fault_is_named_at_once_and_nothing_starts(tmp_path: Path) -> None:
    """Faults of form and of places together; the process ends with 1, makes nothing, shows no secret."""
    (tmp_path / "file").write_text("")
    places = {"CONTENT_DIR": str(tmp_path / "none"), "LETTER_FONT": str(tmp_path / "none.ttf")}
    places |= {"DATA_DIR": str(tmp_path / "file" / "data")}
    done = run("run", **FAULTY, **places)
    assert done.returncode == 1
    assert not done.stdout
    for name in [*FAULTY, *places]:
        lines = [line for line in done.stderr.splitlines() if line.startswith(name)]
        assert lines, name
        assert len(lines[0].partition("：")[2]) >= 5, lines  # what is expected
    assert "hidden" not in done.stderr
    assert "Zq7" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_effective_settings_hide_every_secret(tmp_path: Path) -> None:
    done = run("settings", DATA_DIR=str(tmp_path), **SECRETS)
    assert done.returncode == 0
    assert "Zq7" not in done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert f"DATA_DIR={tmp_path}" in lines
    assert "# PORT=8000" in lines
    for name in SECRETS:
        assert any(line.startswith(f"{name}=") for line in lines), name


def test_the_object_hides_them_too() -> None:
    assert "Zq7" not in repr(from_environment(SECRETS))


def test_likely_misspellings_are_told(tmp_path: Path) -> None:
    given = {"DATABSE_URL": "x", "MINGDAN_PORT": "1", "SMTP_URI": "x", "HOSTNAME": "h", "PYTHONPATH": "."}
    found = from_environment(given).unknown
    assert [each.partition("：")[0] for each in found] == ["DATABSE_URL", "MINGDAN_PORT", "SMTP_URI"]
    assert "DATABASE_URL" in found[0]


def test_keys_beside_what_they_open_are_a_fault() -> None:
    with pytest.raises(SettingsError, match="BACKUP_KEYS_DIR"):
        from_environment({"BACKUP_DIR": "/b", "BACKUP_KEYS_DIR": "/b"})


def test_every_setting_is_in_the_operators_table() -> None:
    told = "".join((ROOT / "docs" / name).read_text("utf-8") for name in ("operations.md", "notices.md"))
    missing = [each.name for each in from_environment({}).shown if f"`{each.name}`" not in told]
    assert not missing
