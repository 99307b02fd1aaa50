"""Results: every fault at its line, what is written is what is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from approved import assert_approved

from registry import Registry, check, load, result_text

SITE = Path(__file__).parents[1] / "site/content"
FILE = "results/410105/2026/0001.yaml"

FAULTS = [
    ("unknown-item", "item: ST-001", "item: ST-999", "item:"),
    ("item-not-in-release", "item: ST-001", "item: SJ-001", None),
    ("unknown-region", 'region: "410105"', 'region: "410199"', "region:"),
    ("unknown-department", "department: ecology", "department: ecologie", "department:"),
    ("unknown-release", "410000/ecology/2026-09-01", "410000/ecology/2020-01-01", None),
    ("release-elsewhere", "410000/ecology/2026-09-01", "411100/ecology/2026-09-01", None),
    ("unknown-topic", "- air", "- fire", "- fire"),
    ("bad-month", 'reported: "2026-08"', 'reported: "2026-8"', "reported:"),
    ("bad-choice", "verdict: 'true'", "verdict: maybe", "verdict:"),
    ("bad-id", '"410105-2026-0001"', '"410105-0001"', "id:"),
    ("path-mismatch", '"410105-2026-0001"', '"410105-2026-0007"', "id:"),
    ("missing-key", "title: 砖厂夜里冒烟\n", "", None),
    ("missing-picture", "0001-1.jpg", "0001-2.jpg", "0001-2"),
    ("bad-picture-name", "0001-1.jpg", "../0001-1.jpg", "../"),
    ("identity", "白天没有烟。", "电话13800001111。", "complaint:"),
    ("identity", "复查达标。", "豫A12345已扣。", "outcome:"),
    ("identity", "改造后的烟囱", "zhang@example.com的烟囱", "alt:"),
    ("identity", "不涉及个人隐私", "微信zhang_88同意，不涉及个人隐私", "grounds:"),
    ("not-demonstration", "demonstration: true", "demonstration: false", None),
    ("unknown-statute", "statute: 生态环境法典", "statute: 没有的法", "没有的法"),
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITE, tmp_path / "content"))


@pytest.mark.parametrize(("kind", "old", "new", "at"), FAULTS, ids=[f"{f[0]}-{f[2][:12]}" for f in FAULTS])
def test_a_fault_is_named_at_its_line(content: Path, kind: str, old: str, new: str, at: str | None) -> None:
    path = content / FILE
    text = path.read_text(encoding="utf-8").replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    faults = check(content)
    assert_approved("registry", f"result: {kind} {old}".splitlines()[0], [repr(fault) for fault in faults])
    found = [(fault.file, fault.line) for fault in faults if fault.kind == kind]
    line = text.partition(at)[0].count("\n") + 1 if at else 2
    assert (FILE, line) in found


def test_a_faults_message_does_not_repeat_the_number(content: Path) -> None:
    path = content / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("白天", "13800001111"), encoding="utf-8")
    assert [fault.kind for fault in check(content)] == ["identity"]
    assert "0000" not in check(content)[0].message


def test_a_picture_with_its_place_is_refused(content: Path) -> None:
    picture = (content / FILE).with_name("0001-1.jpg")
    picture.write_bytes(picture.read_bytes()[:2] + b"\xff\xe1\x00\x0aExif\0\0xx" + picture.read_bytes()[2:])
    assert [fault.kind for fault in check(content)] == ["picture-exif"]


def test_a_withdrawn_result_may_keep_no_text(content: Path) -> None:
    path = content / "results/410105/2026/0002.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "complaint: 还在\nimages: []\n", encoding="utf-8")
    assert_approved("registry", "result: withdrawn", [repr(fault) for fault in check(content)])


def test_what_is_written_is_what_is_read(real: Registry) -> None:
    for registry, folder in ((real, Path("content")), (load(SITE), SITE)):
        for result in registry.results.values():
            stem = result.id.rpartition("-")[2]
            assert (folder / result.folder / f"{stem}.yaml").read_text(encoding="utf-8") == result_text(
                result
            )
