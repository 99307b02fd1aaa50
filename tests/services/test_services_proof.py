"""Proof of work and the plain question: solved once, by one draft, in time."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime

import altcha
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import Clock

from intake.cases.errors import ProofRefused
from intake.services.context import Context
from intake.services.filing import proof

NUMERALS = "零一二三四五六七八九"


@pytest.fixture
def clock() -> Clock:
    """ALTCHA's library looks at the real time."""
    return Clock(datetime.now(UTC))


def solved(ctx: Context) -> str:
    """A challenge solved as the widget does."""
    task = altcha.Challenge.from_dict(proof.challenge(ctx))
    solution = altcha.solve_challenge(task)
    assert solution is not None
    return altcha.Payload(task, solution).to_base64()


def answered(ctx: Context) -> tuple[str, int]:
    """A question's token and its right answer."""
    question = proof.question(ctx)
    left, right = (NUMERALS.index(each) for each in question.text.removesuffix("等于几？").split("加"))
    return question.token, left + right


def test_a_solved_challenge_is_good_once(ctx: Context) -> None:
    payload = solved(ctx)
    proof.verify(ctx, payload, "draft")
    proof.verify(ctx, payload, "draft")  # the same draft, pressed twice
    for spender in ("other draft", None):
        with pytest.raises(ProofRefused):
            proof.verify(ctx, payload, spender)


def test_without_a_draft_it_is_good_once_only(ctx: Context) -> None:
    payload = solved(ctx)
    proof.verify(ctx, payload)
    with pytest.raises(ProofRefused):
        proof.verify(ctx, payload)


def test_re_encoding_does_not_make_a_new_proof(ctx: Context) -> None:
    payload = solved(ctx)
    proof.verify(ctx, payload, "a")
    spaced = base64.b64encode(json.dumps(json.loads(base64.b64decode(payload)), indent=1).encode()).decode()
    with pytest.raises(ProofRefused):
        proof.verify(ctx, spaced, "b")


def test_a_challenge_of_another_server_or_an_easier_one_is_refused(ctx: Context) -> None:
    easy = altcha.create_challenge("PBKDF2/SHA-256", 1, key_prefix="", hmac_secret=b"not ours")
    solution = altcha.solve_challenge(easy)
    assert solution is not None
    with pytest.raises(ProofRefused):
        proof.verify(ctx, altcha.Payload(easy, solution).to_base64())
    task = json.loads(base64.b64decode(solved(ctx)))
    task["challenge"]["parameters"]["keyPrefix"] = ""
    with pytest.raises(ProofRefused):
        proof.verify(ctx, base64.b64encode(json.dumps(task).encode()).decode())


@pytest.mark.parametrize(
    "form", [str, lambda n: f" {n} ", lambda n: "".join(chr(0xFF10 + int(c)) for c in str(n))]
)
def test_a_question_is_answered_in_digits(ctx: Context, form: Callable[[int], str]) -> None:
    token, total = answered(ctx)
    proof.verify_answer(ctx, token, form(total), "draft")
    proof.verify_answer(ctx, token, form(total), "draft")
    with pytest.raises(ProofRefused):
        proof.verify_answer(ctx, token, form(total), "other")


def test_a_question_is_answered_in_chinese(ctx: Context) -> None:
    for _round in range(12):
        token, total = answered(ctx)
        tens, ones = divmod(total, 10)
        proof.verify_answer(ctx, token, ("十" if tens else "") + (NUMERALS[ones] if ones or not tens else ""))


def test_wrong_late_and_forged_answers_are_refused(ctx: Context, clock: Clock) -> None:
    token, total = answered(ctx)
    for wrong in (str(total + 1), "", "十十", "一二", "不知道", "9" * 400):
        with pytest.raises(ProofRefused):
            proof.verify_answer(ctx, token, wrong)
    sealed = ctx.keys.fields.encrypt(b'{"not": "a question"}').decode()
    for forged in ("", token[:-2], sealed, "\ud800"):
        with pytest.raises(ProofRefused):
            proof.verify_answer(ctx, forged, str(total))
    clock.forward(minutes=61)
    with pytest.raises(ProofRefused):
        proof.verify_answer(ctx, token, str(total))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text()
    | st.binary().map(lambda raw: base64.b64encode(raw).decode())
    | st.recursive(
        st.none() | st.booleans() | st.text() | st.integers(),
        lambda inner: st.dictionaries(
            st.sampled_from(["challenge", "solution", "parameters", "counter"]), inner
        ),
    ).map(lambda value: base64.b64encode(json.dumps(value).encode()).decode())
)
def test_any_payload_is_refused_in_order(ctx: Context, payload: str) -> None:
    with pytest.raises(ProofRefused):
        proof.verify(ctx, payload)
    with pytest.raises(ProofRefused):
        proof.verify_answer(ctx, payload, payload)
