"""Who answers for a matter: by region, by day, by succession."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import Department, Organ, Registry

BEFORE, FIRST, AUTUMN, NEXT = date(2026, 8, 31), date(2026, 9, 1), date(2026, 10, 15), date(2027, 1, 1)

# matter, region, day → organ, release, rule; None where no list in force names a lead
CASES = [
    ("ST-001", "410102", FIRST, "郑州市生态环境局中原分局", "410000/ecology/2026-09-01", "inherited"),
    ("ST-001", "410102", NEXT, "郑州市生态环境局中原分局", "410000/ecology/2027-01-01", "inherited"),
    ("ST-001", "410102", BEFORE, None, None, None),
    ("ST-001", "410100", FIRST, "郑州市生态环境局", "410000/ecology/2026-09-01", "inherited"),
    ("ST-001", "410000", FIRST, "河南省生态环境厅", "410000/ecology/2026-09-01", "own_list"),
    (
        "ST-001",
        "410173",
        FIRST,
        "郑州航空港经济综合实验区生态环境局",
        "410000/ecology/2026-09-01",
        "inherited",
    ),
    # a county's own list from the day it takes effect
    ("ST-001", "410105", FIRST, "郑州市生态环境局金水分局", "410000/ecology/2026-09-01", "inherited"),
    ("ST-001", "410105", AUTUMN, "金水区市场监督管理局", "410105/market/2026-10-01", "own_list"),
    # handled by the city although asked for a county
    ("ST-002", "411121", FIRST, "漯河市生态环境局", "410000/ecology/2026-09-01", "inherited"),
    # the next release of ecology drops the matter, that of market takes it
    ("ST-002", "411121", date(2026, 12, 31), "漯河市生态环境局", "410000/ecology/2026-09-01", "inherited"),
    ("ST-002", "411121", NEXT, "漯河市市场监督管理局", "410000/market/2027-01-01", "inherited"),
    # opposite leads in two cities; an override of the naming rule; a zone stands where a county stands
    ("SJ-001", "410102", FIRST, "郑州市中原区市场监管局", "410000/market/2026-09-01", "inherited"),
    ("SJ-001", "411121", FIRST, "漯河市生态环境局舞阳分局", "411100/ecology/2026-09-01", "inherited"),
    ("SJ-001", "411100", FIRST, "漯河市生态环境局", "411100/ecology/2026-09-01", "own_list"),
    (
        "SJ-001",
        "411171",
        FIRST,
        "漯河市生态环境局漯河经济技术开发区分局",
        "411100/ecology/2026-09-01",
        "inherited",
    ),
    ("NY-001", "411121", FIRST, "河南省能源局", "410000/energy/2026-09-01", "inherited"),
    ("XX-999", "411121", FIRST, None, None, None),
]


@pytest.mark.parametrize(("matter", "region", "on", "organ", "release", "rule"), CASES)
def test_who(
    small: Registry, matter: str, region: str, on: date, organ: str | None, release: str | None, rule: str
) -> None:
    answer = small.who(matter, region, on)
    if organ is None:
        assert answer is None
        return
    assert answer is not None
    assert (answer.organ.name, answer.release.key, answer.rule) == (organ, release, rule)
    assert answer.lead.id == answer.item.department == answer.organ.department
    holder = answer.inherited_from.code if answer.inherited_from else answer.region.code
    assert holder == answer.release.region


def test_duties_pass_to_the_successor_from_its_day_on(small: Registry) -> None:
    before = small.who("NY-001", "411121", date(2026, 10, 14))
    after = small.who("NY-001", "411121", AUTUMN)
    assert before is not None
    assert after is not None
    assert (before.organ.performed_by, before.succession) == (None, None)
    assert after.organ.name == "河南省能源局"
    assert after.organ.performed_by is not None
    assert after.organ.performed_by.name == "河南省发展和改革委员会"
    assert after.succession is not None
    assert after.succession.to == "reform"


def test_supporting_parties_are_organs_of_the_same_place_or_bare_departments(small: Registry) -> None:
    answer = small.who("ST-001", "410102", FIRST)
    assert answer is not None
    market, manager = answer.supporting
    assert isinstance(market, Organ)
    assert market.key == "410102/market"
    assert isinstance(manager, Department)
    assert manager.id == "property-manager"


@pytest.mark.parametrize(
    ("department", "region", "organ"),
    [
        ("reform", "411100", "漯河市发改委"),
        ("reform", "411121", "漯河市发改委"),  # no county organ: the city's
        ("reform", "410105", "郑州市发展和改革委员会"),
        ("energy", "410105", "河南省能源局"),
        ("property-manager", "410105", "金水区物业服务企业"),
    ],
)
def test_organ(small: Registry, department: str, region: str, organ: str) -> None:
    assert small.organ(department, region, FIRST).name == organ


def test_responsibilities_are_all_matters_of_the_place(small: Registry) -> None:
    found = {answer.matter: answer.lead.id for answer in small.responsibilities("411121", NEXT)}
    assert found == {"NY-001": "energy", "SJ-001": "ecology", "ST-001": "ecology", "ST-002": "market"}


def test_the_newest_release_ends_the_one_before(small: Registry) -> None:
    keys = {
        on: getattr(small.release_in_force("410000", "ecology", on), "key", None)
        for on in (BEFORE, FIRST, NEXT)
    }
    assert keys == {BEFORE: None, FIRST: "410000/ecology/2026-09-01", NEXT: "410000/ecology/2027-01-01"}
    assert small.items["ST-002"].department == "market"
    assert small.first_release_date == FIRST


days = st.dates(date(2026, 8, 1), date(2027, 6, 30))


@given(on=days, data=st.data())
def test_a_county_follows_its_city_unless_it_has_its_own_list(
    real: Registry, small: Registry, on: date, data: st.DataObject
) -> None:
    registry = data.draw(st.sampled_from([real, small]))
    county = registry.region(
        data.draw(st.sampled_from([c for c, r in registry.regions.items() if r.depth == 2]))
    )
    matter = data.draw(
        st.sampled_from(sorted({item.id for release in registry.releases for item in release.items}))
    )
    mine, citys = registry.who(matter, county.code, on), registry.who(matter, county.parent, on)
    if mine is not None and mine.rule == "own_list":
        assert mine.release.region == county.code
    else:
        assert (mine and (mine.item, mine.release)) == (citys and (citys.item, citys.release))


@given(data=st.data())
def test_every_lineage_ends_at_the_province(real: Registry, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(sorted(real.regions)))
    lineage = real.lineage(code)
    assert lineage[0].code == code
    assert lineage[-1].level == "province"
    assert all(
        lower.parent == upper.code and lower in real.children(upper.code)
        for lower, upper in pairwise(lineage)
    )
