"""Who gets a new case: the organ that was decided on, never one that is accused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intake.cases.model import Owner
from intake.cases.ownership import (
    first_owner,
    for_filing,
    holder_name,
    lawful,
    place_name,
    regions_below,
    superior,
)
from intake.cases.routing import Certificate
from intake.cases.states import Action
from registry import Registry

ON = date(2026, 11, 23)


def certificate(**changes: object) -> Certificate:
    """A decided certificate for the ecology organ of Jinshui, with changes."""
    plain: dict[str, object] = {
        "environmental": True,
        "department": "生态环境",
        "department_id": "ecology",
        "rule": "inherited",
        "confidence": 0.9,
        "decided": True,
        "region": "410105",
        "organ_key": "410105/ecology",
    }
    return Certificate(**{**plain, **changes})  # type: ignore[arg-type]  # field names are the table's


@pytest.mark.parametrize(
    ("changes", "owner", "action"),
    [
        ({}, Owner("410105", "ecology"), Action.DISPATCH),
        ({"decided": False}, Owner("410105"), Action.ASK_OFFICE),
        ({"environmental": False, "decided": True}, Owner("410105"), Action.ASK_OFFICE),
        ({"organ_key": None}, Owner("410105"), Action.ASK_OFFICE),
        ({"decided": False, "region": None}, Owner("410000"), Action.ASK_OFFICE),
        # 能源's duties are done by 发展改革 at the provincial level (the policy's closing clause)
        ({"organ_key": "410000/energy"}, Owner("410000", "reform"), Action.DISPATCH),
        ({"organ_key": "410000/energy", "accused": ("reform",)}, Owner("410105"), Action.ASK_OFFICE),
        # the office sits in the accused organ, or under the accused government: the one above decides
        ({"decided": False, "accused": ("ecology",)}, Owner("410100"), Action.ASK_OFFICE),
        ({"accused": ("ecology",)}, Owner("410100"), Action.ASK_OFFICE),
        ({"accused": ("housing",), "decided": False}, Owner("410105"), Action.ASK_OFFICE),
        # above the province there is no office: the supervision body, and the procuratorate for its own case
        (
            {"accused": ("ecology",), "region": "410000", "decided": False},
            Owner("410000", "supervision"),
            Action.DISPATCH,
        ),
        (
            {"accused": ("ecology", "supervision"), "accused_level": "province"},
            Owner("410000", "procuratorate"),
            Action.DISPATCH,
        ),
        # the city's own bureau is accused: its office is no better than the county's
        ({"accused": ("ecology",), "accused_level": "county"}, Owner("410100"), Action.ASK_OFFICE),
        ({"accused": ("ecology",), "accused_level": "city"}, Owner("410000"), Action.ASK_OFFICE),
        (
            {"accused": ("ecology",), "accused_level": "province"},
            Owner("410000", "supervision"),
            Action.DISPATCH,
        ),
        (
            {"accused": ("housing",), "accused_level": "city", "decided": False},
            Owner("410105"),
            Action.ASK_OFFICE,
        ),
        ({"accused": ("no-such-department",), "decided": False}, Owner("410105"), Action.ASK_OFFICE),
    ],
)
def test_first_owner(changes: dict[str, object], owner: Owner, action: Action, registry: Registry) -> None:
    assert first_owner(certificate(**changes), registry, ON) == (owner, action)


def test_an_accused_government_passes_its_own_office_over(registry: Registry) -> None:
    governments = [each.id for each in registry.departments.values() if each.kind == "government"]
    assert governments
    for accused in governments:
        assert first_owner(certificate(accused=(accused,), decided=False), registry, ON)[0] == Owner("410100")


def test_holders_have_names_even_when_content_forgot_them(registry: Registry) -> None:
    assert holder_name(Owner("410105"), registry, ON) == "金水区生态环境保护委员会办公室"
    assert holder_name(Owner("410105", "ecology"), registry, ON) == "郑州市生态环境局金水分局"
    assert holder_name(Owner("410105", "gone"), registry, ON) == "金水区 gone"
    assert holder_name(Owner("999999", "ecology"), registry, ON) == "999999"


def test_places(registry: Registry) -> None:
    assert place_name("410105", registry) == "河南省郑州市金水区"
    assert place_name(None, registry) == place_name("999999", registry) == ""
    below = regions_below(registry, "410100")
    assert "410100" in below
    assert "410105" in below
    assert "410300" not in below
    assert set(regions_below(registry, "410000")) == set(registry.regions)


@pytest.mark.parametrize(
    ("owner", "changes", "reviewer"),
    [
        # the same department one level up, else the office there
        (Owner("410105", "ecology"), {}, Owner("410100", "ecology")),
        (Owner("410100", "ecology"), {}, Owner("410000", "ecology")),
        (Owner("410105"), {}, Owner("410100")),
        (Owner("410105", "gone"), {}, Owner("410100")),
        # at the top: the office, and from there the supervision body
        (Owner("410000", "ecology"), {}, Owner("410000")),
        (Owner("410000"), {}, Owner("410000", "supervision")),
        # who is accused is passed over
        (Owner("410105", "housing"), {"accused": ("housing",), "accused_level": "city"}, Owner("410100")),
        (
            Owner("410105", "ecology"),
            {"accused": ("ecology",), "accused_level": "city"},
            Owner("410000", "ecology"),
        ),
        (Owner("410105"), {"accused": ("ecology",), "accused_level": "city"}, Owner("410000")),
        (
            Owner("410105", "ecology"),
            {"accused": ("ecology",), "accused_level": "province"},
            Owner("410000", "supervision"),
        ),
        # who performs a department's duties reviews for it
        (Owner("410100", "energy"), {}, Owner("410000", "reform")),
    ],
)
def test_who_reviews(owner: Owner, changes: dict[str, object], reviewer: Owner, registry: Registry) -> None:
    assert superior(owner, certificate(**changes), registry, ON) == reviewer


@pytest.mark.parametrize(
    ("changes", "seat"),
    [
        ({}, Owner("410105", "ecology")),
        ({"accused": ("housing",)}, Owner("410105", "ecology")),
        ({"accused": ("ecology",)}, Owner("410100", "ecology")),
        ({"accused": ("ecology",), "accused_level": "city"}, Owner("410000", "ecology")),
        ({"accused": ("ecology",), "accused_level": "province"}, None),
    ],
)
def test_the_nearest_seat_that_is_not_accused(
    changes: dict[str, object], seat: Owner | None, registry: Registry
) -> None:
    assert lawful(Owner("410105", "ecology"), certificate(**changes), registry, ON) == seat


def test_what_is_filed_against_every_office_names_the_supervision_body(registry: Registry) -> None:
    plain, accusing = certificate(), certificate(accused=("ecology",))
    assert for_filing(plain, registry, ON) is plain
    assert for_filing(accusing, registry, ON) == replace(accusing, decided=False)
    upward = certificate(
        accused=("ecology",), accused_level="province", environmental=False, decided=False, supporting=("x",)
    )
    found = for_filing(upward, registry, ON)
    assert (found.environmental, found.decided, found.rule, found.supporting) == (True, True, "conduct", ())
    assert (found.department_id, found.organ_key) == ("supervision", "410000/supervision")
    assert (found.department, found.organ) == (
        registry.departments["supervision"].name,
        registry.organ("supervision", "410000", ON).name,
    )
    assert found.note.startswith("反映的部门之上没有别的协调办公室")
    assert (found.region, found.accused, found.confidence) == (
        upward.region,
        upward.accused,
        upward.confidence,
    )
