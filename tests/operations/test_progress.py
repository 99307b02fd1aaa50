"""Long work shows how far it is: on a terminal, in a pipe, when it is stopped, when it fails."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from samples import ROOT

from intake.services import setup
from intake.settings import from_environment
from registry import progress
from registry.progress import State

COUNTING = """
import sys, time
from registry import progress
with progress.work("数数", "再数一次。", every=0.1) as shown:
    for number in shown.over(range(20), 20):
        time.sleep(0.05)
        if len(sys.argv) > 1 and number == 10:
            raise ValueError(number)
print("数完了")
"""


BUILDING = """
import sys
from intake.cli import main
from registry import progress
progress._SOON, progress._EVERY = 0, 0.1
sys.exit(main(["build"]))
"""


def command(*words: str, **more: str) -> subprocess.Popen[str]:
    """A process of ours."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_in_a_pipe_it_is_plain_lines_with_rate_and_time_left() -> None:
    out, lines = command("-c", COUNTING).communicate(timeout=30)
    assert out == "数完了\n"
    said = lines.splitlines()
    assert 2 <= len(said) <= 14, "a second's work, at most every tenth of it"
    assert "\x1b" not in lines and "\r" not in lines
    assert re.fullmatch(r"数数：\d+/20（\d+%），每秒 \d+(\.\d)?，还要约 \d 秒", said[-1])


def test_what_is_soon_over_says_nothing() -> None:
    assert command("-c", COUNTING.replace(", every=0.1", "")).communicate(timeout=30) == ("数完了\n", "")


def test_on_a_terminal_it_is_one_bar_that_goes_away() -> None:
    """What the command itself says goes where it is piped to, and only there."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        [sys.executable, "-c", COUNTING], env=environment, cwd=ROOT,
        stdout=subprocess.PIPE, stderr=theirs, text=True,
    ) as running:  # fmt: skip
        os.close(theirs)
        drawn = _all_of(ours)
        assert running.communicate(timeout=30)[0] == "数完了\n"
    assert "━" in drawn and "每秒" in drawn and "还要" in drawn
    assert "数完了" not in drawn
    assert drawn.rstrip().endswith("\x1b[2K"), "the line is cleared at the end"


def _all_of(terminal: int) -> str:
    found = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other side is closed
            piece = b""
        if not piece:
            os.close(terminal)
            return found.decode()
        found += piece


def test_what_fails_says_how_far_it_came_and_how_to_go_on() -> None:
    _out, lines = command("-c", COUNTING, "fail").communicate(timeout=30)
    assert re.search(r"^没有做完：数数做到 10/20（50%），用了 \d 秒。再数一次。$", lines, re.MULTILINE)
    assert "ValueError: 10" in lines, "the fault itself comes as it was"


def test_what_is_stopped_ends_with_130_and_can_be_begun_again(tmp_path: Path) -> None:
    """The site's build, by a real interrupt in its midst: another process does it, and ends with it."""
    small = str(ROOT / "tests/site/content")
    given = {"DATA_DIR": str(tmp_path), "OUTPUT_DIR": str(tmp_path / "out"), "CONTENT_DIR": small}
    given["PROCEDURE"] = "test-petition"
    setup.migrate(from_environment(given))
    stopped = command("-c", BUILDING, **given)
    assert stopped.stderr
    while "生成网站" not in (line := stopped.stderr.readline()):
        assert line, "it ended before it began"
    stopped.send_signal(signal.SIGINT)
    _out, said = stopped.communicate(timeout=30)
    assert stopped.returncode == progress.STOPPED
    assert re.search(r"已停止：生成网站.*再运行一次 build", said), said
    assert "Traceback" not in said
    out, said = command("-m", "intake", "build", **given).communicate(timeout=90)
    assert out.strip().endswith("网站已生成。"), said
    assert (tmp_path / "out" / "index.html").exists()


@pytest.mark.parametrize(
    ("done", "total", "first", "words"),
    [
        (0, 0, 0, "备份：已用 10 秒"),
        (50, 200, 0, "备份：50/200（25%），每秒 5.0，还要约 30 秒"),
        (150, 200, 100, "备份：150/200（75%），每秒 5.0，还要约 10 秒"),
        (200, 200, 0, "备份：200/200（100%），每秒 20"),
        (3000, 0, 0, "备份：3000，每秒 300"),
    ],
)
def test_a_line_says_how_far_how_fast_how_long(done: int, total: int, first: int, words: str) -> None:
    assert State("备份", done, total, 100.0, first).words(110.0) == words


def test_many_signs_cost_little_and_come_from_any_thread() -> None:
    """A million rows are told of one by one: the work must not wait for its own report."""
    with progress.work("数数") as shown:
        began = time.process_time()
        for number in range(100_000):
            shown.part(number, 100_000)
        assert time.process_time() - began < 2
