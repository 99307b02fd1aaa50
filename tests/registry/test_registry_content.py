"""The content that ships: complete, and true to what the statutes say about known places."""

from collections import Counter
from datetime import date

import pytest

from registry import Registry

TODAY = date(2026, 11, 23)

# matter, region → lead, the region whose list says so, organ
KNOWN = [
    ("SJ-001", "411100", "ecology", "411100", "漯河市生态环境局"),
    ("SJ-001", "411121", "ecology", "411100", "漯河市生态环境局舞阳分局"),
    ("SJ-001", "410900", "market", "410900", "濮阳市市场监督管理局"),
    ("SJ-001", "410100", "market", "410000", "郑州市市场监督管理局"),
    ("SJ-001", "419001", "market", "410000", "济源市市场监督管理局"),
    ("ZJ-012", "410500", "urban-management", "410500", "安阳市城市管理局"),
    ("CG-014", "410500", "urban-management", "410500", "安阳市城市管理局"),
    ("ST-001", "410105", "ecology", "410000", "郑州市生态环境局金水分局"),
    ("ST-001", "410173", "ecology", "410000", None),
    ("ST-001", "410526", "ecology", "410000", "安阳市生态环境局滑县分局"),
]


@pytest.mark.parametrize(("matter", "region", "lead", "holder", "organ"), KNOWN)
def test_known_answers(
    real: Registry, matter: str, region: str, lead: str, holder: str, organ: str | None
) -> None:
    answer = real.who(matter, region, TODAY)
    assert answer is not None
    assert (answer.lead.id, answer.release.region) == (lead, holder)
    assert organ in (None, answer.organ.name)


def test_the_province_has_its_230_items_each_with_one_lead(real: Registry) -> None:
    assert len(real.items) == 230
    leads = Counter(item.id for release in real.lists_of("410000", TODAY) for item in release.items)
    assert set(leads.values()) == {1}


def test_regions_are_those_of_the_policy(real: Registry) -> None:
    """17 cities, 济源示范区 and 航空港区 report to the province; 济源 is one of the 157 county codes."""
    cities = [region for region in real.children("410000") if region.level == "city"]
    counties = [region for region in real.regions.values() if region.level == "county"]
    assert len(cities) == 19
    assert {"419001", "410173"} <= {region.code for region in cities}
    assert len(counties) == 156


def test_the_13_departments_of_article_5_lead(real: Registry) -> None:
    named = [department for department in real.departments.values() if department.article5]
    assert len(named) == 13
    leading = {release.department for release in real.releases if release.region == "410000"}
    assert {department.id for department in named} <= leading


def test_energy_duties_rest_with_reform_at_the_province(real: Registry) -> None:
    """Closing clause of the policy: 省能源局有关职责由省发展改革委负责落实."""
    organ = real.organ("energy", "410000", TODAY)
    assert organ.name == "河南省能源局"
    assert organ.performed_by is not None
    assert organ.performed_by.name == "河南省发展和改革委员会"
    assert real.organ("energy", "410000", date(2023, 6, 13)).performed_by is None


def test_every_matter_has_a_lead_in_every_region(real: Registry) -> None:
    for code in real.regions:
        answers = real.responsibilities(code, TODAY)
        assert len({answer.matter for answer in answers}) == len(answers) == 230
        assert all(answer.organ.name and "{" not in answer.organ.name for answer in answers)


def test_all_of_it_says_that_it_is_a_demonstration(real: Registry) -> None:
    assert all(release.demonstration and "示范" in release.title for release in real.releases)
    assert "示范" in real.site.demonstration_notice
