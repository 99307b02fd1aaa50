"""Plain words: what interface strings never say, and how long a sentence of a citizen's page may be."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from test_catalogue import KEYWORDS, ROOT, SPOKEN

# What is said instead, and why; docs/words.md tells people the same.
AVOIDED = {
    "你": ("您", "one way to address everybody"),
    "点击": ("点、按", "not everybody has a mouse"),
    "请勿": ("不要", "officialese"),
    "予以": ("直接用动词", "officialese"),
    "进行(?:了)?(?:审查|核实|处理|调查|办理|审核|整改|核对|操作)": ("直接用动词", "a verb hidden in a noun"),
    "该(?:部门|单位|机关|事项|件|投诉|清单|文件)": ("这个、那个", "officialese"),
    "及时|尽快": ("写明哪一天", "promises nothing"),
    "逾期|届满": ("超期、过了", "one word for one thing"),
    "暂无": ("还没有", "officialese"),
    "无法|无权": ("不能", "officialese"),
    "失败": ("没有办成，怎么办", "blames, and does not say what next"),
    "贵(?:方|单位|部门)": ("您的", "one way to address everybody"),
    "敬请|谅解|见谅": ("说怎么办", "words without help"),
    "实名举报": ("留下姓名", "who leaves a name need not accuse anybody"),
    "(?<!\\d)12369(?! 热线已经停用)": ("12345", "the line was closed in 2024"),
}
# Letters between offices keep the form that letters have.
LETTERS = re.compile(r"services/casework/letters\.py|desk/supervision/letter\.html")
# What only staff, programs of other offices or their makers read.
NOT_FOR_CITIZENS = re.compile(
    r"templates/(?:desk|staff|api)|views/(?:desk|api|open311|account|login|sign_on)|services/(?!citizens|filing)"
    r"|intake/(?:annual|letters|lists|store|tables)|pages/style|style\.html|uploads\.py"
    r"|forms/(?!about|citizen|complaint|contact|find|question|releases|rights|search|track)"
)
LONGEST = 45  # characters between two stops; nine in ten of our sentences have fewer than 25
BLANK = re.compile(r"%\(\w+\)0?\d?[sd]|\{\w+\}")
LONG_ALL_THE_SAME = {
    "日期:2026-10 或 日期:2026-10-01..2026-11-15 或 日期:>2026-11-01",  # three examples
    "这个电话好像不完整，请核对，例如 138 0000 0000 或 0371-00000000",  # two examples
}


@cache
def said() -> dict[str, set[str]]:
    """Every message of the interface, and the files that say it."""
    found: dict[str, set[str]] = {}
    for folder, ways in SPOKEN.items():
        for file, _line, message, *_ in extract_from_dir(ROOT / folder, ways, keywords=KEYWORDS):
            found.setdefault(message, set()).add(f"{folder}/{Path(file).as_posix()}")
    return found


def prose() -> dict[str, str]:
    """The texts of content/ that are written for this site, by file."""
    folders = ("pages", "matters_without_lead")
    files = (path for folder in folders for path in sorted((ROOT / "content" / folder).glob("*.md")))
    return {path.name: path.read_text(encoding="utf-8") for path in files}


@pytest.mark.parametrize("avoided", AVOIDED)
def test_words_to_avoid(avoided: str) -> None:
    plain = {message for message, files in said().items() if not all(LETTERS.search(file) for file in files)}
    faulty = [message for message in sorted(plain) if re.search(avoided, message)]
    faulty += [f"{name}: {found[0]}" for name, text in prose().items() if (found := re.search(avoided, text))]
    instead, why = AVOIDED[avoided]
    assert not faulty, f"say {instead}: {why}"


def test_sentences_are_short() -> None:
    for_citizens = {
        message for message, files in said().items() if not all(map(NOT_FOR_CITIZENS.search, files))
    }
    sentences = {each for message in for_citizens for each in re.split("[。！？；]", message)}
    long = {each for each in sentences if len(BLANK.sub("XX", each)) > LONGEST}
    assert long == LONG_ALL_THE_SAME
