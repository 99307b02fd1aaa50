"""Whom an accusation bars, and that whoever a case goes to next is never one of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import ROOT
from test_cases_ownership import certificate

from intake.cases.model import Owner
from intake.cases.ownership import first_owner, lawful, organ_owner, outside, superior
from intake.cases.restricted import accused_in, barred
from registry import Registry, load

ON = date(2026, 11, 23)
RECORD = load(ROOT / "content")
PLACES = ("410105", "410103", "410100", "410300", "410000")
COUNTY, CITY, PROVINCE = "410105", "410100", "410000"


@pytest.mark.parametrize(
    ("accused", "level", "barred_here", "free"),
    [
        # the words tell no level: the organ at the place; its lawful superior may have the case
        (("ecology",), None, [(COUNTY, "ecology"), (COUNTY, None)], [(CITY, "ecology"), (CITY, None)]),
        (("ecology",), None, [], [(COUNTY, "housing"), ("410103", "ecology")]),
        # the city's bureau is accused: what is under it is no better
        (
            ("ecology",),
            "city",
            [(CITY, "ecology"), (COUNTY, "ecology"), ("410103", "ecology"), (CITY, None)],
            [],
        ),
        (("ecology",), "city", [], [(PROVINCE, "ecology"), (PROVINCE, None), ("410300", "ecology")]),
        (
            ("housing",),
            "county",
            [(COUNTY, "housing")],
            [(COUNTY, None), (CITY, "housing"), (COUNTY, "ecology")],
        ),
        # a government takes every organ under it along, but not the bodies that supervise it
        (
            ("local-government",),
            None,
            [(COUNTY, "ecology"), (COUNTY, "housing"), (COUNTY, None)],
            [(CITY, None)],
        ),
        (("local-government",), None, [], [(COUNTY, "supervision"), (COUNTY, "procuratorate")]),
        # who performs the accused's duties is accused as well (能源 → 发展改革, at the province)
        (("energy",), "province", [(PROVINCE, "energy"), (PROVINCE, "reform")], [(PROVINCE, "ecology")]),
        (("no-such-department",), None, [], [(COUNTY, "ecology")]),
    ],
)
def test_whom_an_accusation_bars(
    registry: Registry,
    accused: tuple[str, ...],
    level: str | None,
    barred_here: list[tuple[str, str | None]],
    free: list[tuple[str, str | None]],
) -> None:
    said = certificate(accused=accused, accused_level=level)
    found = accused_in(said, registry, ON)
    assert all(barred(found, Owner(*each)) for each in barred_here)
    assert not any(barred(found, Owner(*each)) for each in free)


def test_in_an_unknown_place_everybody_who_could_be_meant_is_barred(registry: Registry) -> None:
    found = accused_in(certificate(accused=("ecology",), region=None), registry, ON)
    assert barred(found, Owner(COUNTY, "ecology"))
    assert barred(found, Owner("410300"))
    assert not barred(found, Owner(PROVINCE, "ecology"))


DEPARTMENTS = [each.id for each in RECORD.departments.values() if each.organs]


@given(
    accused=st.lists(st.sampled_from([*RECORD.departments]), min_size=1, max_size=3, unique=True),
    level=st.sampled_from([None, "county", "city", "province"]),
    region=st.sampled_from([*PLACES, None]),
    holder=st.sampled_from(DEPARTMENTS),
    seat=st.sampled_from(PLACES),
)
def test_nobody_the_rules_choose_is_accused(
    accused: list[str], level: str | None, region: str | None, holder: str, seat: str
) -> None:
    said = certificate(accused=tuple(accused), accused_level=level, region=region)
    found = accused_in(said, RECORD, ON)
    organ = organ_owner(RECORD, holder, seat, ON)
    chosen = [first_owner(said, RECORD, ON)[0], superior(organ, said, RECORD, ON)]
    kept = lawful(organ, said, RECORD, ON)
    chosen += [kept] if kept else []
    everybody = {"supervision", "procuratorate"} <= set(accused)  # then nobody at all is left
    for owner in chosen:
        assert not barred(found, owner) or (everybody and owner == outside(said, RECORD, ON)), owner
