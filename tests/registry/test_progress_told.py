"""What is told of long work, line by line, in this process; operations/test_progress.py starts others."""

from __future__ import annotations

import re

import pytest

from registry import progress
from registry.progress import State, Stopped, Work


@pytest.fixture
def shown() -> Work:
    """Work that tells every sign at once."""
    return Work("数数", every=0.0)


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines on standard error, without times."""
    out, err = capsys.readouterr()
    assert out == ""
    return [re.sub(r"，每秒.*|\d+ 秒.*", "", line) for line in err.splitlines()]


def test_parts_counts_and_stages(shown: Work, capsys: pytest.CaptureFixture[str]) -> None:
    shown.part(1, 4)
    shown.part(4, 4)
    shown.stage("收尾", 1, 2)
    shown.count(7)
    assert told(capsys) == ["数数：1/4（25%）", "数数：4/4（100%）", "收尾：1/2（50%）", "数数：7"]


def test_items_are_counted_as_they_are_done(shown: Work, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(shown.over("abc", 3)) == ["a", "b", "c"]
    assert told(capsys) == ["数数：1/3（33%）", "数数：2/3（66%）", "数数：3/3（100%）"]


def test_a_child_s_line_is_taken_over(shown: Work, capsys: pytest.CaptureFixture[str]) -> None:
    shown.heard("生成网站：30/120（25%），每秒 3.0，还要约 30 秒")
    shown.heard("Traceback")
    assert told(capsys) == ["数数：30/120（25%）"]


def test_what_was_done_before_is_no_work_of_now(shown: Work) -> None:
    shown.part(50, 100)
    assert (shown.state.done, shown.state.first, shown.state.total) == (50, 0, 100)
    shown.part(60, 100)
    assert shown.state.first == 0
    shown.part(20, 100)
    assert (shown.state.done, shown.state.first) == (20, 20)
    shown.stage("收尾", 5, 9)
    assert (shown.state.what, shown.state.first) == ("收尾", 5)


def test_nothing_is_said_soon_nor_too_often(capsys: pytest.CaptureFixture[str]) -> None:
    for work in (Work("数数"), Work("数数", every=60.0)):
        for done in range(5):
            work.part(done, 5)
    assert told(capsys) == ["数数：已用 "]


def test_how_it_ended(shown: Work) -> None:
    assert re.fullmatch(r"停了：数数还没有做成什么，用了 0 秒。再来。", shown.ended("停了", "再来。"))
    assert not shown.is_worth_words
    shown.stage("收尾", 1, 2)
    assert shown.ended("停了", "").startswith("停了：数数“收尾”做到 1/2（50%），用了")
    assert shown.is_worth_words


@pytest.mark.parametrize(
    ("raised", "comes", "says"),
    [
        (KeyboardInterrupt, Stopped, "已停止：数数做到 1/2（50%），用了 0 秒。再来。"),
        (ValueError, ValueError, "没有做完：数数做到 1/2（50%），用了 0 秒。再来。"),
    ],
)
def test_what_stops_or_fails_says_so(
    raised: type[BaseException], comes: type[BaseException], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(comes), progress.work("数数", "再来。") as work:
        work.part(1, 2)
        raise raised
    assert capsys.readouterr().err == says + "\n"


def test_what_fails_before_it_began_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="no"), progress.work("数数", beats=False):
        raise ValueError("no")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("done", "total", "now", "words"),
    [
        (1, 3, 100.0, "数数：1/3（33%），每秒 1000，还要约 0 秒"),
        (0, 3, 107.4, "数数：已用 7 秒"),
        (99, 10, 110.0, "数数：99/10（990%），每秒 9.9"),
        (100, 0, 110.0, "数数：100，每秒 10"),
        (2, 4, 101.0, "数数：2/4（50%），每秒 2.0，还要约 1 秒"),
    ],
)
def test_the_words_of_a_line(done: int, total: int, now: float, words: str) -> None:
    assert State("数数", done, total, 100.0).words(now) == words
