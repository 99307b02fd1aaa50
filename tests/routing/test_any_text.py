"""Whatever arrives, the router answers, at once, and the same each time."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.cases.routing import Certificate, Router
from registry import Registry

ON = date(2026, 11, 23)
WORDS = st.sampled_from(
    [
        "油烟",
        "垃圾",
        "金水区",
        "环保局",
        "收钱",
        "洛阳",
        "污水",
        "。",
        "，",
        "😀",
        "\x00",
        "\ud800",
        "工资",
        "a" * 50,
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    text=st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=200),
    title=st.text(max_size=40),
    region=st.none() | st.sampled_from(["410105", "410000", "419001", "", "nowhere"]),
    item=st.none() | st.sampled_from(["CG-001", "JC-001", "NY-007", "", "XX-999"]),
    on=st.dates(),
)
def test_never_raises_and_never_wavers(
    router: Router, registry: Registry, text: str, title: str, region: str | None, item: str | None, on: date
) -> None:
    certificate = router.route(text, title=title, region=region, item=item, on=on)
    assert certificate == router.route(text, title=title, region=region, item=item, on=on)
    assert Certificate.from_json(certificate.to_json()) == certificate
    assert 0 <= certificate.confidence <= 1
    assert certificate.environmental is (certificate.item is not None)
    assert certificate.department_id not in certificate.accused
    if certificate.organ_key:
        code, department = certificate.organ_key.split("/")
        assert code in registry.regions
        assert department not in certificate.accused


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\x00\x01\x02", "😀" * 20, "！！！？？？", "1234567890", "The factory smells"]
)
def test_nothing_readable_is_left_to_a_person(router: Router, text: str) -> None:
    assert not router.route(text, region="410105", on=ON).decided


@pytest.mark.parametrize("piece", ["工厂半夜偷排废水，", "污", "。", "a", "油烟 ", "金水区"])
def test_a_very_long_text_costs_no_more_than_a_long_one(router: Router, piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.perf_counter()
    router.route(text, on=ON)
    assert time.perf_counter() - started < 1.0  # about 0.1 s alone; the machine may be shared
