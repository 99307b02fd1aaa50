"""Receipt codes: read aloud, typed back, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.cases import receipt

KEY = b"k" * 32
codes = st.text(min_size=1).map(lambda seed: receipt.make(KEY, seed.encode("utf-8", "replace").decode()))
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@given(codes, st.data())
def test_however_it_is_typed_it_parses_back(code: str, data: st.DataObject) -> None:
    between = st.sampled_from(["", " ", "-", "－", "\u3000", "  ", "\u00a0", "—", "."])
    typed = "".join(character + data.draw(between) for character in code)
    if data.draw(st.booleans()):
        typed = typed.translate(FULL_WIDTH)
    assert receipt.parse(typed) == code
    assert receipt.parse(receipt.spaced(code)) == code


@given(codes, st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(code: str, place: int, shift: int) -> None:
    wrong = str((int(code[place]) + shift) % 10)
    with pytest.raises(receipt.MistypedCode, match="输错"):
        receipt.parse(code[:place] + wrong + code[place + 1 :])


@given(codes, st.integers(0, 18))
def test_two_swapped_digits_are_noticed_but_09(code: str, place: int) -> None:
    left, right = code[place], code[place + 1]
    swapped = code[:place] + right + left + code[place + 2 :]
    if left == right or {left, right} == {"0", "9"}:  # Luhn's one blind spot
        assert receipt.parse(swapped)
    else:
        with pytest.raises(receipt.MistypedCode):
            receipt.parse(swapped)


@given(st.text())
def test_any_text_is_a_code_or_refused(typed: str) -> None:
    try:
        assert len(receipt.parse(typed)) == receipt.LENGTH
    except receipt.MistypedCode as refusal:
        assert refusal.message


def test_a_wrong_length_says_how_many_were_typed() -> None:
    with pytest.raises(receipt.MistypedCode, match="输入了 3 位"):
        receipt.parse("12 3")


def test_the_seed_makes_the_code_and_the_key_keeps_it() -> None:
    assert receipt.make(KEY, "draft:a") == receipt.make(KEY, "draft:a")
    made = {receipt.make(key, seed) for key in (KEY, b"other") for seed in ("draft:a", "draft:b")}
    assert len(made) == 4
    assert receipt.keyed_hash(KEY, "1" * 20) != receipt.keyed_hash(b"other", "1" * 20)


def test_codes_use_all_of_their_63_bits() -> None:
    first = {receipt.make(KEY, str(number))[0] for number in range(300)}
    assert first == set("0123456789")
