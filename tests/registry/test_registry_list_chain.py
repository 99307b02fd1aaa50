"""Who drafts, reviews and decides lists at each level is content, and its faults are told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from registry import Registry, check, load

ROOT = Path(__file__).resolve().parents[2]
CHAIN = ROOT / "content/list_chain.yaml"


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The published record."""
    return load(ROOT / "content")


@pytest.mark.parametrize(
    ("code", "decides"),
    [
        ("410000", "省委、省政府"),
        ("410100", "市委、市政府"),
        ("410105", "区委、区政府"),
        ("410122", "县委、县政府"),
        ("410181", "市委、市政府"),  # a city of county level
        ("410171", "党工委、管委会"),
        ("410173", "党工委、管委会"),  # of city level and yet a zone
        ("419001", "党工委、管委会"),
    ],
)
def test_who_decides(registry: Registry, code: str, decides: str) -> None:
    chain = registry.list_chain(code)
    assert chain is not None
    assert chain.decider(registry.regions[code]) == decides
    assert chain.lead_reviewer == "ecology"
    assert chain.list_title("某局") == "某局生态环境保护具体事项清单"


def test_every_region_has_a_chain(registry: Registry) -> None:
    assert all(registry.list_chain(code) for code in registry.regions)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("levels: [city]", "levels: [town]", "bad-choice"),
        ("lead_reviewer: ecology", "lead_reviewer: magic", "unknown-department"),
        ('"410105"', '"419999"', "unknown-region"),
        ("{kind}委", "{name}委", "bad-pattern"),
        ("{organ}生态", "{organ生态", "bad-pattern"),
        ("- id: city", "- id: zone", "duplicate-list-chain"),
        ("  drafted_by: 市直有关职能部门\n", "", "missing-key"),
    ],
)
def test_its_faults(tmp_path: Path, old: str, new: str, kind: str) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests/registry/content", content)
    text = CHAIN.read_text(encoding="utf-8").replace('"410173", "419001"', '"410105"')
    assert old in text
    (content / "list_chain.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [fault for fault in check(content) if fault.file == "list_chain.yaml"]
    assert kind in {fault.kind for fault in found}, found
    assert all(fault.line > 0 and fault.message for fault in found)


def test_a_content_without_it_loads(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests/registry/content", content)
    assert load(content).list_chain("410000") is None
