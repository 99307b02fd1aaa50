"""The routing benchmark measures what it is given, and says so when it is given nothing."""

import json
from pathlib import Path

import pytest

from benchmarks import routing

ROWS = [
    {"id": "1", "text": "楼下饭店油烟直排", "env": "yes", "lead": "城市管理", "accept": ["城市管理"]},
    {"id": "2", "text": "老板拖欠工资不给", "env": "no", "lead": "非环境事项", "accept": ["非环境事项"]},
    {
        "id": "3",
        "text": "厂里半夜偷排废水",
        "env": "yes",
        "lead": "林业",
        "accept": ["林业"],
    },  # labelled wrongly
]


@pytest.mark.parametrize("arguments", [[], ["no-such-file.jsonl"]])
def test_without_a_labelled_file_it_says_what_is_missing(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LABELLED", raising=False)
    assert routing.main(arguments) == 0
    assert "LABELLED" in capsys.readouterr().out


def test_the_figures_are_those_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.chdir(Path(__file__).resolve().parents[2])
    labelled = tmp_path / "labelled.jsonl"
    labelled.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), "utf-8")
    assert routing.main([str(labelled)]) == 0
    written = (tmp_path / "bench" / "routing.json").read_text("utf-8")
    report = json.loads(written)
    assert (report["complaints"], report["top1"], report["top1_environmental"]) == (3, 0.6667, 0.5)
    assert report["environmental"]["no"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert report["departments"]["林业"] == {"labelled": 1, "right": 0}
    assert report["peers"]["bm25"]["top1"] < report["top1"]
    assert not any(row["text"] in written for row in ROWS)
