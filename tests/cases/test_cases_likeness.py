"""Whether two complaints are about the same thing: place by place, to the metre and the sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.cases.likeness import Likeness, Nearness, Sketch, compare
from intake.cases.model import Location

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
DEGREE = 6_371_000 * pi / 180  # metres of a degree of latitude
APART, COUNTY, TOWN, SPOT = Nearness


def sketch(address: str = "", town: str | None = None, place: tuple[float, float] | None = None) -> Sketch:
    latitude, longitude = place or (None, None)
    return Sketch("工厂冒黑烟", Location("410105", address, latitude, longitude), town, AT)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (sketch(), sketch(), COUNTY),
        (sketch(town="a"), sketch(town="a"), TOWN),
        (sketch(town="a"), sketch(town="b"), APART),
        (sketch(town="a"), sketch(), COUNTY),
        # what both addresses have: three signs are a town, six (or four with a number) a spot
        (sketch("花园路"), sketch("花园口"), COUNTY),
        (sketch("花园路"), sketch("花园路"), TOWN),
        (sketch("花园路口"), sketch("花园路口"), TOWN),
        (sketch("花园路东口"), sketch("花园路东口"), TOWN),
        (sketch("花园路农科东"), sketch("花园路农科东"), SPOT),
        (sketch("路8号"), sketch("路8号"), TOWN),
        (sketch("花路8号"), sketch("花路8号"), SPOT),
        (sketch("花园路农科东", "a"), sketch("花园路农科东", "b"), SPOT),
        (sketch("花园路", "a"), sketch("花园路", "b"), APART),
        # what stands above the street is no sign of nearness
        (sketch("河南省郑州市金水区花园路"), sketch("河南省郑州市金水区东明街"), COUNTY),
        (sketch("郑州市金水区 花 园 路 东 口"), sketch("花园路东口"), TOWN),
        (sketch("北环花园路8号院"), sketch("在花园路8号"), SPOT),
        # positions go before words
        (sketch("花园路8号", place=(34.0, 113.0)), sketch("花园路8号", place=(34.5, 113.0)), APART),
        (sketch("", "a", place=(34.0, 113.0)), sketch("", "b", place=(34.0, 113.0)), SPOT),
        (sketch(place=(34.0, 113.0)), sketch(place=(34.0 + 299 / DEGREE, 113.0)), SPOT),
        (sketch(place=(34.0, 113.0)), sketch(place=(34.0 + 301 / DEGREE, 113.0)), TOWN),
        (sketch(place=(34.0, 113.0)), sketch(place=(34.0 + 1999 / DEGREE, 113.0)), TOWN),
        (sketch(place=(34.0, 113.0)), sketch(place=(34.0 + 2001 / DEGREE, 113.0)), APART),
        (sketch(place=(60.0, 113.0)), sketch(place=(60.0, 113.0 + 2 * 299 / DEGREE)), SPOT),
        (sketch(place=(60.0, 113.0)), sketch(place=(60.0, 113.0 + 2 * 302 / DEGREE)), TOWN),
    ],
)
def test_how_near_two_places_are(one: Sketch, other: Sketch, near: Nearness) -> None:
    assert compare(one, other).nearness is compare(other, one).nearness is near


def test_metres_are_known_when_both_have_a_position() -> None:
    here, there = sketch(place=(34.0, 113.0)), sketch(place=(35.0, 113.0))
    assert compare(here, there).metres == pytest.approx(DEGREE)
    assert compare(here, sketch()).metres is compare(sketch(), here).metres is None
    for missing in ({"latitude": None}, {"longitude": None}):
        assert compare(here, replace(there, place=replace(there.place, **missing))).metres is None


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("油烟", "油烟", 1.0),
        ("油烟", "噪声", 0.0),
        ("", "噪声", 0.0),
        ("油烟", "烟油", 0.5),  # the same signs, not the same pair
        ("油烟大", "油烟小", (4 / 6 + 2 / 4) / 2),
    ],
)
def test_words_in_common(one: str, other: str, words: float) -> None:
    assert compare(replace(sketch(), text=one), replace(sketch(), text=other)).words == pytest.approx(words)


@given(st.integers(0, 400), st.integers(0, 23))
def test_days_apart(days: int, hours: int) -> None:
    later = replace(sketch(), filed_at=AT + timedelta(days=days, hours=hours))
    assert compare(later, sketch()).days == days


@pytest.mark.parametrize(("near", "enough"), [(APART, None), (COUNTY, 0.5), (TOWN, 0.34), (SPOT, 0.22)])
def test_the_nearer_the_fewer_words_are_enough(near: Nearness, enough: float | None) -> None:
    least = 1.01 if enough is None else enough
    assert not Likeness(least - 0.01, near, None, 0).likely
    assert Likeness(least, near, None, 0).likely is (enough is not None)
    assert (
        Likeness(0.1, SPOT, None, 0).rank > Likeness(0.9, TOWN, None, 0).rank > Likeness(0.8, TOWN, 1, 1).rank
    )
