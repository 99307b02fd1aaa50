"""What is found in a text, and what never comes out of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from intake.cases.masking import HIDDEN, marked, masked, unbalanced
from registry import sightings

with Path(__file__).with_name("masking.csv").open(encoding="utf-8", newline="") as table:
    CASES = [(row["text"], row["marked"]) for row in csv.DictReader(table)]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_what_is_marked(text: str, expected: str) -> None:
    assert marked(text) == expected


def test_the_table_is_as_long_as_promised() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("〔张三〕说有味", f"{HIDDEN}说有味"),
        ("电话13800001111", f"电话{HIDDEN}"),  # not marked, and hidden all the same
        ("〔138〕00001111", f"{HIDDEN}{HIDDEN}"),  # no mark saves the rest of a number
        ("豫环罚决字〔2026〕12号", "豫环罚决字〔2026〕12号"),
        ("没有", "没有"),
    ],
)
def test_what_is_published(text: str, public: str) -> None:
    assert masked(text) == public


@pytest.mark.parametrize("text", ["〔张三", "张三〕", "〔张〔三〕〕", "〕张三〔"])
def test_marks_must_come_in_pairs(text: str) -> None:
    assert unbalanced(text)
    assert not unbalanced("〔张三〕和〔李四〕")


DIGITS = st.text("0123456789", min_size=8, max_size=8)
PHONES = st.builds(lambda second, rest: f"1{second}{rest}0", st.sampled_from("3456789"), DIGITS)
GAPS = st.sampled_from(["", " ", "-", "－", "\u200b", "·", " - "])
SPACED = st.builds(lambda phone, gap: gap.join((phone[:3], phone[3:7], phone[7:])), PHONES, GAPS)
CARDS = st.builds(lambda a, b, end: f"41{a}{b[:7]}{end}", DIGITS, DIGITS, st.sampled_from("0123456789Xx"))
PLATES = st.builds(
    lambda letter, rest: f"豫{letter}{rest}",
    st.sampled_from("ABCNQ"),
    st.from_regex(r"[0-9][A-HJ-NP-Z0-9]{4}", fullmatch=True),
)
MAILS = st.from_regex(r"[a-z][a-z0-9_.]{2,8}[a-z]@[a-z]{2,8}\.(com|cn)", fullmatch=True)
AROUND = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("0123456789-. 年月日元号〔〕XAa微信"))
)


@settings(max_examples=300)
@given(before=AROUND, secret=st.one_of(SPACED, CARDS, PLATES, MAILS), after=AROUND)
def test_a_number_survives_no_surroundings(before: str, secret: str, after: str) -> None:
    text = before + secret + after
    assume(text.count(secret) == 1)
    for public in (masked(text), masked(marked(text))):
        assert secret not in public


@given(text=AROUND)
def test_what_is_published_passes_the_registry(text: str) -> None:
    """Whatever a clerk leaves unmarked, the registry takes what comes out."""
    assert not sightings(masked(text))


@given(text=AROUND)
def test_marking_twice_changes_nothing(text: str) -> None:
    assume(not unbalanced(text))
    assert marked(marked(text)) == marked(text)
