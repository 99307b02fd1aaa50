"""The install guide's small form: every command is sound, and guide, units, settings and program agree.

`make install-guide` follows it for real.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import yaml
from guide import ROOT, UNITS, blocks, units

from intake.cli import COMMANDS, _parser
from intake.settings import from_environment
from intake.version import VERSION

SCRIPT = "\n".join(blocks())
TOOLS = Path(sys.executable).parent
SETTINGS = dict(
    line.removeprefix("#").replace("'", "").split("=", 1)
    for line in (ROOT / "deploy/mingdan.env.example").read_text("utf-8").splitlines()
    if re.match(r"#?[A-Z_]+=", line)
)


def test_every_command_is_well_formed(tmp_path: Path) -> None:
    assert len(blocks()) >= 7
    script = tmp_path / "guide.sh"
    script.write_text(f"#!/bin/bash\nset -eu\n{SCRIPT}", encoding="utf-8")
    checked(TOOLS / "shellcheck", "--severity=warning", script)
    checked(TOOLS / "shellcheck", *sorted((ROOT / "deploy").glob("*.sh")), ROOT / "deploy" / "mingdan")


def test_every_command_of_ours_is_one_that_the_program_has() -> None:
    parser = _parser(COMMANDS)
    ours = re.findall(r"(?m)^mingdan (.+)$", SCRIPT)
    assert {"migrate", "build", "doctor", "backup"} <= {each.split()[0] for each in ours}
    for command in [*ours, *(each.command.partition("-m intake ")[2] for each in units())]:
        parser.parse_args(shlex.split(command))


def test_every_file_named_is_there() -> None:
    for name in set(re.findall(r"\bdeploy/[\w./*-]+", SCRIPT)):
        assert list(ROOT.glob(name)), name
    started = set(re.findall(r"mingdan-[a-z]+\.(?:service|timer)", SCRIPT))
    assert started <= {path.name for path in UNITS.iterdir()}
    timers = {path.stem for path in UNITS.glob("*.timer")}
    assert timers == {name.removesuffix(".timer") for name in started if name.endswith(".timer")}
    assert all((UNITS / f"{name}.service").exists() for name in timers)


def test_units_and_settings_agree_with_the_guide() -> None:
    """What a unit runs, reads or writes, the guide has made; what settings name, the units may write."""
    made = set(re.findall(r"(?<=\s)/(?:srv|etc|var|opt|usr)[\w./-]*", SCRIPT)) | {"/opt/mingdan"}
    for unit in units():
        assert unit.user == "mingdan"
        assert {unit.folder, unit.environment, *unit.writes} <= made, unit.name
        assert unit.command.startswith("/opt/mingdan/.venv/bin/python -m intake "), unit.name
    writes = {place for unit in units() for place in unit.writes}
    for name, value in SETTINGS.items():
        if value.startswith("/"):
            assert any(Path(value).is_relative_to(place) for place in writes), name


def test_the_settings_file_is_sound_and_switches_demonstration_off() -> None:
    settings = from_environment(SETTINGS)
    assert not settings.unknown
    assert (settings.demo, settings.proxies, settings.secure) == (False, 1, True)
    assert settings.operations.backup_dir != settings.operations.backup_keys_dir


def test_units_are_hardened() -> None:
    wanted = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes"}
    for unit in units():
        text = (UNITS / f"{unit.name}.service").read_text("utf-8")
        for name, value in wanted.items():
            assert f"\n{name}={value}\n" in text, (unit.name, name)
        assert "\nMemoryMax=" in text
        assert "\nCapabilityBoundingSet=\n" in text


def test_a_photo_that_takes_all_memory_ends_only_its_own_process() -> None:
    text = (UNITS / "mingdan-web.service").read_text("utf-8")
    assert "\nOOMPolicy=continue\n" in text
    assert "\nMemoryMax=3G\n" in text


def test_what_the_worker_starts_ends_alone_when_it_takes_too_much() -> None:
    text = (UNITS / "mingdan-worker.service").read_text("utf-8")
    for line in ("OOMPolicy=continue", "MemoryMax=2G", "Restart=always", "StartLimitBurst=10"):
        assert f"\n{line}\n" in text


def test_containers_are_as_their_linters_want_them() -> None:
    deploy = ROOT / "deploy"
    checked(TOOLS / "hadolint", deploy / "Containerfile", deploy / "Containerfile.front")
    checked(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", deploy / "compose.yaml")
    services = yaml.safe_load((deploy / "compose.yaml").read_text("utf-8"))["services"]
    assert services["web"]["deploy"]["replicas"] == services["worker"]["deploy"]["replicas"] == 2
    for name in ("web", "worker", "prepare"):
        environment = services[name]["environment"]
        given = {
            each: re.sub(r"\$\{\w+:\?[^}]*\}", "s3cret-of-a-kind", value)
            for each, value in environment.items()
        }
        settings = from_environment({**given, "BASE_URL": "https://mingdan.example"})
        assert (settings.database_url.startswith("postgresql"), bool(settings.files_url)) == (True, True)
    copied = re.findall(r"(?m)^COPY (?!--)(\S+) ", (deploy / "Containerfile").read_text("utf-8"))
    assert all((ROOT / each).exists() for each in copied)


def checked(*command: object) -> None:
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_version_is_told_in_one_way() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"] == VERSION
