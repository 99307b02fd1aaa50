"""What the checker warns of: each kind seeded once into sound content, at its line, and nothing besides."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from approved import assert_approved

from registry import Registry, load
from registry.__main__ import main
from registry.coverage.coverage import all_findings, findings
from registry.coverage.finding import KINDS, Finding, located
from registry.organs.contacts import contact_fault
from registry.policies.policy_tasks import tasks_of

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 23)
ECOLOGY, DUTIES = "lists/410000/ecology/2026-09-01.yaml", "duties/410000.yaml"
STATUTES, PERMITS = "statutes.csv", "排污许可管理条例,regulation,2021-03-01"
NOISE = "policies/demo-2026-summer-noise.md"
LUOHE = "lists/411100/ecology/2026-09-01.yaml"
WARNING = {
    "file",
    "line",
    "kind",
    "kind_words",
    "message",
    "advice",
    "region",
    "department",
    "subject",
    "url",
}


class Seed(NamedTuple):
    """In the file, replace the first `old` by `new`; the finding stands on the line that holds `at`."""

    kind: str
    file: str
    old: str
    new: str
    at: str


SEEDS = [
    Seed("repealed-now", STATUTES, PERMITS + ",,", PERMITS + ",2026-10-31,", ""),
    Seed("repealed-soon", STATUTES, PERMITS + ",,", PERMITS + ",2027-01-31,", ""),
    Seed("same-matter-twice", ECOLOGY, "matter: 工业企业噪声", "matter: 餐饮油烟", "- id: CG-001"),
    Seed("no-lead", ECOLOGY, "lead_status: statutory", "lead_status: unclear", "- id: ST-001"),
    Seed("vague-row", ECOLOGY, "description: 工厂烟囱", "description: " + "工厂，" * 50, "- id: ST-001"),
    Seed("broken-contact", ECOLOGY, "热线 12345", "热线 0371-12", "- id: ST-001"),
    Seed("duty-without-items", DUTIES, "    items: [ST-007]\n", "", "- id: ecology-02"),
    Seed("item-without-duty", DUTIES, "items: [ST-007]", "items: [ST-005]", "- id: ST-007"),
    Seed("duty-of-other-department", DUTIES, "items: [ST-007]", "items: [CG-001]", "- id: ecology-02"),
    Seed("no-duty-list", DUTIES, "effective_from: 2026-09-01", "effective_from: 2027-09-01", "region:"),
    Seed("contradicts-superior", LUOHE, "", "", "- id: SJ-001"),
    Seed("task-without-department", NOISE, "公安部门", "有关部门", "改装车炸街"),
]  # fmt: skip


@pytest.fixture(scope="module")
def usual() -> set[tuple[str, str, str]]:
    return {key(each) for each in all_findings(load(ROOT / "content"), ON)}


def key(found: Finding) -> tuple[str, str, str]:
    return found.kind, found.subject, found.message


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.kind)
def test_each_kind_is_found_at_its_line(
    seed: Seed, real_copy: Path, usual: set[tuple[str, str, str]]
) -> None:
    plant(seed, real_copy)
    new = [each for each in all_findings(load(real_copy), ON) if key(each) not in usual]
    found = [each for each in new if each.kind == seed.kind]
    assert found, new
    places = located(real_copy, found)
    assert_approved("registry", f"finding {seed.kind} {seed.new!r:.40}", [repr(each) for each in places])
    for each in places:
        assert each.message and each.advice and each.url.startswith("/")
        line = (real_copy / each.file).read_text("utf-8").split("\n")[each.line - 1]
        assert not seed.at or seed.at in line


def plant(seed: Seed, content: Path) -> None:
    if seed.kind == "contradicts-superior":  # neither decision nor local regulation any more
        path = content / LUOHE
        text = path.read_text("utf-8").replace("    decision: 411100-SJ-001\n", "")
        path.write_text(
            text.replace("      - {statute: 漯河市散煤污染防治条例, articles: [第5条]}\n", ""), "utf-8"
        )
        (content / "lead_decisions/411100-SJ-001.md").unlink()
        return
    path = content / seed.file
    text = path.read_text("utf-8")
    assert seed.old in text
    path.write_text(text.replace(seed.old, seed.new, 1), "utf-8")


def test_every_kind_has_a_seed_or_stands_in_the_content(usual: set[tuple[str, str, str]]) -> None:
    assert set(KINDS) - {seed.kind for seed in SEEDS} - {kind for kind, *_ in usual} <= {"few-words"}


def test_a_place_hears_of_its_own_lists_and_those_above(real: Registry) -> None:
    regions = {each.region for each in findings(real, "411102", ON)}
    assert regions == {"411100", "410000", ""}


@pytest.mark.parametrize(
    ("contact", "fault"),
    [
        ("", ""),
        ("0371-65866001（工作日 8:30—12:00，13:30—18:00）", ""),
        ("12345 热线", ""),
        ("0371-65866001（0:59—24:00）", ""),
        ("0371-65866001（25:00 起）", "钟点"),
        ("https://[ 0371-65866001", "不完整"),
        ("www.henan.gov.cn 12345", ""),
        ("https://sthjt.henan.gov.cn/", ""),
        ("12369", "停用"),
        ("037-123", "不像电话"),
        ("8:30—18:00 来访", "没有电话"),
        ("https://nowhere", "不完整"),
        ("0371-65866001（8:75 起）", "钟点"),
    ],
)
def test_contacts(contact: str, fault: str) -> None:
    found = contact_fault(contact)
    assert (fault in found) if fault else not found


def test_the_policy_names_whom_we_know_it_names(real: Registry) -> None:
    """Article 5 lists the 13 departments, 11 is led by ecology, 7 names nobody in particular."""
    policy = real.policies["henan-2023-measures"]
    tasks = {task.paragraph: task for task in tasks_of(policy.body_markdown, real.departments)}
    assert len(tasks) == 27
    article5 = {each.id for each in real.departments.values() if each.article5}
    assert set(tasks["五"].lead + tasks["五"].others) == article5
    assert tasks["十一"].lead == ("ecology",)
    assert tasks["七"].unassigned and not tasks["二十四"].unassigned


@pytest.mark.parametrize(
    ("text", "lead", "others"),
    [
        ("（一）治扬尘。由住房城乡建设部门牵头，城市管理部门配合。", ("housing",), ("urban-management",)),
        ("1. 保护水源。牵头单位：水利部门；责任单位：生态环境局", ("water", "ecology"), ()),
        ("（二）生态环境质量明显改善，水利工程建设有序。", (), ()),  # fields, not offices
        ("（三）宣传。有关部门要各负其责。", (), ()),
        ("(四)巡查。水利厅和市场监管委、气象办配合。", (), ("water", "market", "meteorology")),
        ("10．监测。责任单位：水利、住建局。", ("water",), ("housing",)),
        ("| 任务 | 责任单位 |\n|---|---|\n| 护河 | 水利 |", ("water",), ()),
    ],
)
def test_tasks_name_offices_not_fields(
    real: Registry, text: str, lead: tuple[str, ...], others: tuple[str, ...]
) -> None:
    (task,) = tasks_of(text, real.departments)
    assert (task.lead, task.others, task.unassigned) == (lead, others, not lead + others)


@pytest.mark.parametrize(
    ("file", "old", "new", "left"),
    [
        ("matters_without_lead/C01.md", "", "", {"C01"}),
        ("matters_without_lead/C01.md", "status: unclear", "status: statutory", set()),
        ("matters_without_lead/C01.md", "related: [ST-001]", "related: [SJ-001]", set()),  # decided in Luohe
    ],
)
def test_a_matter_is_open_until_it_is_decided(
    small_copy: Path, file: str, old: str, new: str, left: set[str]
) -> None:
    path = small_copy / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    found = all_findings(load(small_copy), ON)
    assert {each.subject for each in found if each.kind == "no-lead"} == left


def test_command_gives_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", "--date", "2026-11-23", str(ROOT / "content")]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["faults"] == []
    assert {"duty-without-items", "no-lead"} <= {each["kind"] for each in data["warnings"]}
    assert all(each["line"] > 0 and each["file"] for each in data["warnings"])
    assert data["warnings"][0].keys() == WARNING
