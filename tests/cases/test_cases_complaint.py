"""Reading complaints: nothing typed breaks it, and what is wrong is said by field."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import complaint

from intake.cases.canned import UNKNOWN, filled, unknown_blanks
from intake.cases.complaint import faults, from_answers, tidied, tidy
from intake.cases.errors import BadInput, ComplaintRefused
from intake.cases.model import Complaint, Contact, Location
from intake.cases.publication import Words, check_words
from intake.cases.sources import source_words
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


def test_every_answer_lands_in_its_field() -> None:
    answers = {
        "text": " 冒黑烟很久了 ",
        "title": "黑烟",
        "item": "ST-001",
        "region": "410105",
        "address": "花园路",
        "latitude": "34.5",
        "longitude": 113.5,
        "occurred_at": "昨夜",
        "ongoing": False,
        "name": "张三",
        "phone": "13800001111",
        "email": "a@b.cn",
        "notify": False,
    }
    assert from_answers(answers) == Complaint(
        text="冒黑烟很久了",
        title="黑烟",
        location=Location("410105", "花园路", 34.5, 113.5),
        item="ST-001",
        occurred_at="昨夜",
        ongoing=False,
        contact=Contact("张三", "13800001111", "a@b.cn", notify=False),
    )
    for one in ("name", "phone", "email"):
        made = from_answers({one: answers[one]}).contact
        assert made == Contact(**{one: answers[one]})
    assert from_answers({"ongoing": True}).ongoing is True


def test_a_device_s_own_datum_is_turned_into_degrees() -> None:
    at = {"latitude": 34.75, "longitude": 113.66}
    moved, left = from_answers({**at, "datum": "gcj02"}).location, from_answers(at).location
    assert (left.latitude, left.longitude) == (34.75, 113.66)
    assert moved.on_maps == pytest.approx((34.75, 113.66), abs=1e-5)
    assert abs((moved.latitude or 0) - 34.75) > 1e-4
    assert from_answers({"latitude": 34.75, "datum": "gcj02"}).location == Location(latitude=34.75)


@pytest.mark.parametrize("degrees", [True, "abc", "", None, [], float("nan"), "inf", 10**400])
def test_what_is_no_number_is_no_position(degrees: object) -> None:
    assert from_answers({"latitude": degrees, "longitude": 113}).location == Location(longitude=113.0)


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        (complaint(text="冒黑烟"), "text", "请写下发生了什么，至少 5 个字。"),
        (complaint(text="烟" * 5001), "text", "内容最多 5000 个字，请缩短，其余可以作为材料上传。"),
        (complaint(title="烟" * 101), "title", "最多 100 个字。"),
        (complaint(location=Location(latitude=90.1, longitude=1.0)), "latitude", "经纬度超出范围。"),
        (complaint(location=Location(latitude=-1.0, longitude=-180.1)), "latitude", "经纬度超出范围。"),
        (complaint(location=Location(longitude=1.0)), "latitude", "经度和纬度要一起填写。"),
        (complaint(contact=Contact(name="名" * 51, phone="13800001111")), "name", "最多 50 个字。"),
        (complaint(contact=Contact(email="a" * 200 + "@b.cn")), "email", "最多 200 个字。"),
    ],
)
def test_the_words_of_a_fault(said: Complaint, field: str, words: str, registry: Registry) -> None:
    assert faults(said, registry) == {field: words}


def test_the_very_bounds_are_no_faults(registry: Registry) -> None:
    contact = Contact("名" * 50, "1" * 30, "a" * 195 + "@b.cn")
    corner = Location("410105", "路" * 200, 90.0, -180.0)
    bound = complaint(
        text="五个字刚好", title="题" * 100, occurred_at="昨" * 100, location=corner, contact=contact
    )
    assert faults(bound, registry) == {}


def test_tidying_reaches_every_text() -> None:
    raw = Complaint(
        " a\x00 ", " b ", Location(" 410105 ", " c "), " d ", " e ", True, Contact(" f ", " g ", " h ")
    )
    tidy_one = Complaint("a", "b", Location("410105", "c"), "d", "e", True, Contact("f", "g", "h"))
    assert tidied(raw) == tidy_one
    assert tidied(replace(raw, item=" ", location=Location(" "), contact=None)) == replace(
        tidy_one, item=None, location=Location(), contact=None
    )


def test_blanks_are_filled_once() -> None:
    assert filled("{编号}，{别的}，{期限}", {"编号": "{期限}"}) == f"{{期限}}，{{别的}}，{UNKNOWN}"
    assert unknown_blanks("{编号}，{别的}") == ["别的"]


@pytest.mark.parametrize(
    ("source", "words"), [("web", "网上"), ("api:7", "其他系统转来"), ("visit", "来访"), ("fax:1", "fax:1")]
)
def test_how_a_complaint_came(source: str, words: str) -> None:
    assert source_words(source) == words


def test_a_refusal_says_every_fault() -> None:
    refused = ComplaintRefused({"text": "太短。", "region": "没有这个地方。"})
    assert str(refused) == refused.message == "太短。；没有这个地方。"


@pytest.mark.parametrize("field", ["title", "complaint", "outcome"])
@pytest.mark.parametrize(("text", "told"), [(" ", "必须填写"), ("〔张三", "成对")])
def test_each_public_text_is_looked_at(field: str, text: str, told: str) -> None:
    sound = Words("题", "事", "果", "ST-001")
    check_words(sound)
    with pytest.raises(BadInput, match=told) as refused:
        check_words(replace(sound, **{field: text}))
    assert refused.value.field == field
