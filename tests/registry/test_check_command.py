"""What `python -m registry` says, of faulty content and of sound."""

import json
import re
from pathlib import Path

import pytest
from approved import assert_approved

from registry.__main__ import main

# On a copy of the real content; each pattern's first match in the first file that has one.
REAL_SEEDS = [
    ("yaml-syntax", "lists/410000/civil-affairs/*.yaml", r"topics: \[", "topics: [[ }"),
    ("unknown-key", "lists/410000/police/*.yaml", r"lead_status:", "led_status:"),
    ("missing-key", "lists/410000/police/*.yaml", r"    handled_at: .*\n", ""),
    ("unknown-department", "lists/410000/water/*.yaml", r"supporting: \[", "supporting: [magic, "),
    ("unknown-topic", "lists/410000/water/*.yaml", r"topics: \[", "topics: [magic, "),
    ("unknown-statute", "lists/410000/water/*.yaml", r"statute: [^,}]+", "statute: 没有的法"),
    ("repealed-basis", "lists/410000/housing/*.yaml", r"statute: 生态环境法典", "statute: 大气污染防治法"),
    ("bad-choice", "lists/410000/transport/*.yaml", r"handled_at: \w+", "handled_at: village"),
    ("bad-date", "lists/410000/transport/*.yaml", r"decided_on: \S+", "decided_on: 2026-13-01"),
    ("path-mismatch", "lists/410000/health/*.yaml", r'region: "410000"', 'region: "410100"'),
    (
        "vague-description",
        "lists/410000/forestry/*.yaml",
        r"description: .*",
        "description: 依法负责有关工作。",
    ),
    ("unknown-decision", "lists/411100/ecology/*.yaml", r"decision: \S+", "decision: nothing"),
    ("two-leads", "lists/410000/commerce/*.yaml", r"id: \S+", "id: ST-001"),
    ("csv-columns", "regions.csv", r"410105,", "410105,,"),
    ("town-code", "towns.csv", r"410102001,", "410102,"),
    ("bad-choice", "statutes.csv", r",law,", ",bylaw,"),
    ("duplicate-department", "departments.yaml", r"id: water\b", "id: ecology"),
    ("no-header", "pages/about.md", r"---\n", ""),
    ("closed-hotline", "pages/privacy.md", r"\Z", "\n请拨打12369\n"),
    ("unexpected-file", "pages/old.html", None, "<p>"),
    ("not-utf8", "elsewhere.yaml", None, "名".encode("gbk").decode("latin-1")),
]


def test_the_check_command_names_every_fault_seeded_into_the_real_content(
    real_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _, pattern, old, new in REAL_SEEDS:
        path = next(iter(sorted(real_copy.glob(pattern))), real_copy / pattern)
        if old is None:
            path.write_bytes(new.encode("latin-1"))
            continue
        text, count = re.subn(old, new, path.read_text("utf-8"), count=1)
        assert count == 1, (pattern, old)
        path.write_text(text, "utf-8")
    assert main(["check", str(real_copy)]) == 1
    told = capsys.readouterr().out.replace(f"{real_copy}/", "").splitlines()
    for kind, pattern, _, _ in REAL_SEEDS:
        named = re.escape(pattern).replace(r"\*", r"[^/]*")
        line = rf"{named}:[1-9]\d*: \[{kind}\] .*[\u4e00-\u9fff]"
        assert any(re.match(line, each) for each in told), kind
    assert told[-1].startswith(f"内容有 {len(told) - 1} 处错误，不能发布：unknown-department ")
    assert main(["check", "--json", str(real_copy)]) == 1
    data = json.loads(capsys.readouterr().out)
    assert len(data["faults"]) == len(told) - 1 and data["warnings"] == []
    assert data["faults"][0].keys() == {"file", "line", "kind", "message"}


@pytest.mark.parametrize("more", [[], ["--warnings"]], ids=["counted", "each"])
def test_the_check_command_is_content_with_sound_content(
    small_copy: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert main(["check", *more, "--date", "2026-11-23", str(small_copy)]) == 0
    lines = capsys.readouterr().out.replace(f"{small_copy}/", "").splitlines()
    assert_approved("registry", f"command: sound {'and'.join(more)}".rstrip(), lines)


def test_the_tasks_command_says_who(small_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = small_copy / "policy.md"
    file.write_text(
        "（一）治煤。市场监管部门牵头，党校配合。\n（二）宣传。各负其责。\n（三）纪律。审计部门负责。",
        "utf-8",
    )
    assert main(["tasks", str(file), str(small_copy)]) == 0
    assert_approved(
        "registry", "command: tasks", capsys.readouterr().out.replace(f"{small_copy}/", "").splitlines()
    )
