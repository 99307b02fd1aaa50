"""Official terms in plain words: the file's faults, and which terms a text uses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from registry import Explainer, Registry, check, load

ROOT = Path(__file__).resolve().parents[2]
FAULTS = {
    "not-english": ("english: Working day", "english: 工作日"),
    "duplicate-term": ("also: [牵头]", "also: [受理]"),
    "long-explanation": ("上班的日子，周末和放假不算。", "上班的日子，" * 20 + "完。"),
    "explanation-end": ("周末和放假不算。", "周末和放假不算"),
    "duplicate-term ": ("- id: referral", "- id: routing"),
    "unknown-key": ("term: 移送\n", "term: 移送\n  meaning: x\n"),
}
USED = {
    "由协调办公室转办，等待受理": ["coordinating-office", "routing", "acceptance"],
    "看转办依据": ["routing-certificate"],  # not 转办, which stands in it
    "阶段性办结": ["partly-closed"],
    "请求复查": ["review"],
    "没有这样的词": [],
}


@pytest.fixture(scope="module")
def shipped() -> Registry:
    return load(ROOT / "content")


def test_terms_are_read_as_written(shipped: Registry) -> None:
    for written in yaml.safe_load((ROOT / "content/words/glossary.yaml").read_text(encoding="utf-8")):
        term = shipped.glossary[written["id"]]
        assert all(
            getattr(term, key) == written[key] for key in ("term", "plain", "english", "english_plain")
        )


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_of_the_file(kind: str, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests/registry/content", content)
    (content / "words").mkdir()
    written = (ROOT / "content/words/glossary.yaml").read_text(encoding="utf-8")
    before, after = FAULTS[kind]
    assert before in written
    (content / "words/glossary.yaml").write_text(written.replace(before, after), encoding="utf-8")
    assert kind.strip() in {fault.kind for fault in check(content)}


@pytest.mark.parametrize("text", USED)
def test_terms_that_a_text_uses(text: str, shipped: Registry) -> None:
    found = Explainer(shipped.glossary, "zh-CN").explained_in(text)
    assert sorted(term.id for term in found) == sorted(USED[text])


def test_english_pages_explain_english_words(shipped: Registry) -> None:
    explainer = Explainer(shipped.glossary, "en")
    assert [term.id for term in explainer.explained_in("The lead department accepts.")] == ["lead-department"]
    told = explainer.explained("receipt-code")
    assert told and told.term == "Receipt code" and told.plain.isascii()
    assert explainer.explained("no-such-term") is None
