"""Reading complaints: nothing typed breaks it, and what is wrong is said by field."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import complaint

from intake.cases.complaint import faults, from_answers, tidied, tidy
from intake.cases.model import Complaint, Contact, Location
from registry import Registry

FIELDS = (
    *("text", "title", "item", "region", "address", "latitude", "longitude"),
    *("occurred_at", "ongoing", "anonymous", "name", "phone", "email"),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(FIELDS), anything))
def test_any_answers_make_a_complaint(answers: dict[str, object]) -> None:
    made = from_answers(answers)
    assert tidied(made) == made


@given(st.text(st.characters(codec=None)))
def test_tidy_text_fits_every_database(text: str) -> None:
    clean = tidy(text)
    clean.encode("utf-8")
    assert "\x00" not in clean
    assert all(c in "\n\t" or unicodedata.category(c) != "Cc" for c in clean)
    assert tidy(clean) == clean


def test_nothing_readable_is_lost_in_tidying() -> None:
    assert tidy("  第一行\r\n第二行\x00\ttab \ud800尾🏭 ") == "第一行\n第二行\ttab 尾🏭"


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (complaint(), set()),
        (complaint(contact=None, item=None, location=Location()), set()),
        (complaint(text="冒烟"), {"text"}),
        (complaint(text="烟" * 5001), {"text"}),
        (complaint(text="烟" * 5000), set()),
        (complaint(title="烟" * 101), {"title"}),
        (complaint(item="XX-999"), {"item"}),
        (complaint(location=Location(region="999999")), {"region"}),
        (complaint(location=Location(address="路" * 201)), {"address"}),
        (complaint(location=Location(latitude=34.7)), {"latitude"}),
        (complaint(location=Location(latitude=91.0, longitude=113.0)), {"latitude"}),
        (complaint(occurred_at="昨" * 101), {"occurred_at"}),
        (complaint(contact=Contact(name="张三")), {"phone"}),
        (complaint(contact=Contact(phone="call me")), {"phone"}),
        (complaint(contact=Contact(phone="0371-6390 0000转12")), set()),
        (complaint(contact=Contact(email="a@b")), {"email"}),
        (complaint(contact=Contact(email="a@例子.中国")), set()),
        (complaint(text="", title="烟" * 200, contact=Contact(email="@")), {"text", "title", "email"}),
    ],
)
def test_faults_are_named_by_field(said: Complaint, fields: set[str], registry: Registry) -> None:
    assert set(faults(said, registry)) == fields


@pytest.mark.parametrize(
    ("answers", "contact"),
    [
        ({}, None),
        ({"anonymous": True, "phone": "13800001111"}, None),
        ({"anonymous": False}, Contact()),
        ({"phone": " 13800001111 "}, Contact(phone="13800001111")),
    ],
)
def test_anonymous_means_no_contact_is_kept(answers: dict[str, object], contact: Contact | None) -> None:
    assert from_answers(answers).contact == contact
