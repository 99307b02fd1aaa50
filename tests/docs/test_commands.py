"""Every command that README and docs/ tell somebody to type: run here, or said where else it is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import warm_python
from blocks import ELSEWHERE, Block, blocks, named_in_passing, untold, words
from samples import ROOT

from intake.cli import COMMANDS, _parser

BLOCKS = blocks()
HERE = [block for block in BLOCKS if not block.elsewhere]
LEFT_OUT = (
    ".git",
    ".venv",
    "var",
    "output*",
    "*_cache",
    ".hypothesis",
    "__pycache__",
    "content",
    "tests",
    "images",
)
HELP = dict(re.findall(r"(?m)^([a-z-]+):.*## (.+)$", (ROOT / "Makefile").read_text("utf-8")))
OURS = re.compile(r"(?:[A-Z_]+=\S* )*(?:mingdan|(?:\S*/)?python -m intake) (?P<words>.+)")
OPEN = re.compile(r"[…\[\]<>]|\bN\b")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the environment of this one, and a small content, which loads at once."""
    copy = tmp_path_factory.mktemp("copy") / "mingdan"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    shutil.copytree(ROOT / "tests/site/content", copy / "content")
    (copy / ".venv").symlink_to(Path(sys.prefix))
    return copy


def test_no_block_is_left_out() -> None:
    """So many are run here; any other has one of the known reasons; no command hides in plain text."""
    assert not untold()
    assert Counter(block.elsewhere for block in BLOCKS).keys() - {""} == ELSEWHERE.keys()
    assert len(HERE) == 5


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where shells ask for `python -m`, see warm_python.py."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("call", "answer"):
        os.mkfifo(folder / name)
    given = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, warm_python.__file__, str(folder)]
    with (folder / "said").open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said, env=given):
        yield folder
        (folder / "call").write_text("end")


@pytest.mark.parametrize("document", sorted({block.document for block in HERE}))
def test_commands_do_what_they_are_given_for(document: str, project: Path, desk: Path) -> None:
    """All blocks of a document in its order, in one installation, stopping at the first that fails."""
    script = "".join([warm_python.FUNCTION, *(block.text for block in HERE if block.document == document)])
    given = {**os.environ, "HOME": str(project), "PROCEDURE": "test-petition", "DESK": str(desk)}
    done = subprocess.run(
        ["bash", "-euc", script], cwd=project, env=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr + (desk / "said").read_text("utf-8")


@pytest.mark.parametrize(
    "block", [block for block in BLOCKS if block.elsewhere], ids=lambda each: f"{each.document}:{each.line}"
)
def test_commands_run_elsewhere_are_there(block: Block) -> None:
    """The shell reads them, and each of ours is one that we have."""
    checked = subprocess.run(["bash", "-nc", block.text], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    for command in block.commands:
        is_there(command)


def test_commands_named_in_passing_are_there() -> None:
    named = list(named_in_passing())
    assert len(named) > 80
    for document, command in named:
        try:
            is_there(command)
        except (AssertionError, SystemExit) as error:
            raise AssertionError(f"{document}: {command}") from error


def is_there(command: str) -> None:
    """A target of make with its line of help, arguments that the program takes, a module of ours."""
    said = [word for word in words(command) if not re.fullmatch(r"[A-Z_]+=.*", word)]
    if said[:1] == ["make"]:
        assert set(said[1:2]) <= HELP.keys()
    if ours := OURS.match(command):
        takes(ours["words"])
    elif said[:1] and said[0].endswith("python") and said[1] == "-m":
        assert find_spec(said[2])
    assert all(any(ROOT.glob(word)) for word in said if word.startswith(("tests/", "docs/", "deploy/")))


def takes(arguments: str) -> None:
    """The program's own parser takes them; of what is left open, the command's name is looked up."""
    given = words(arguments.partition("&&")[0])
    if OPEN.search(arguments) or len(given) <= 2:
        assert given[0] == "…" or given[0].replace("-", "_") in COMMANDS
    else:
        _parser([given[0].replace("-", "_")]).parse_args(given)
