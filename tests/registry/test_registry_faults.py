"""Every fault is found, all at once, at the very line; nothing faulty loads, nothing crashes."""

import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from approved import assert_approved
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry import ContentError, Fault, check, digest, load

ECOLOGY = "lists/410000/ecology/2026-09-01.yaml"
NEWER = "lists/410000/ecology/2027-01-01.yaml"
ENERGY = "lists/410000/energy/2026-09-01.yaml"
LUOHE = "lists/411100/ecology/2026-09-01.yaml"
DECISION = "lead_decisions/411100-SJ-001.md"
CLOCKS = "clocks.yaml"
REFERRALS = "referrals.yaml"
HEARING = '- {id: "desk:hearing:closed"'
YEAR = "calendar/2026.yaml"
NEW_YEAR = "  - name: 元旦\n    from: 2026-01-01\n    to: 2026-01-03\n    workdays: [2027-01-03]"
CLOCK_BASIS = "    basis:\n      - {statute: 生态环境法典, articles: [第146条]}\n"
CLOCK_TWICE = (
    "      - {id: conclude, name: 甲, limit: 1, unit: hours, source: 乙, evidence: secondary,\n"
    '         start: ["desk:case:accepted"], stop: ["desk:case:answered"]}\n'
    "      - id: conclude"
)
BASIS = "      - {statute: 生态环境法典, articles: [第217条, 第1102条]}\n"
TELLING = "工厂烟囱往外冒黑烟，家里窗台落一层灰。"
EMPTY_TALK = "依法依规负责煤炭消费压减有关监督管理工作。"


class Seed(NamedTuple):
    """In the file, replace the first `old` by `new`.

    The fault stands on the first line that holds `at`, of the file `seen_in` if it is another one;
    `echoes` are faults that rightly follow elsewhere.
    """

    kind: str
    file: str
    old: str
    new: str
    at: str
    seen_in: str = ""
    echoes: tuple[str, ...] = ()


SEEDS = [
    Seed("yaml-syntax", ENERGY, "topics: [energy]", "topics: [energy", "supporting:"),
    Seed("yaml-syntax", "topics.yaml", "- {id: energy", "\t- {id: energy", "\t"),
    Seed("wrong-type", "topics.yaml", "- {id: energy", "- energy\n- {id: energy", "- energy"),
    Seed("unknown-key", ENERGY, "    matter: ", "    colour: red\n    matter: ", "colour"),
    Seed("duplicate-key", ENERGY, "    topics:", "    handled_at: city\n    topics:", "handled_at: province"),
    Seed("missing-key", ENERGY, "    lead_status: statutory\n", "", "id: NY-001"),
    Seed("missing-key", ENERGY, "  document: 示范〔2026〕1号\n", "", "drafted_by"),
    Seed("missing-key", ENERGY, "effective_from: 2026-09-01\n", "", "region:"),
    Seed("missing-key", "site.yaml", "hotline", "# hotline", "name:"),
    Seed("wrong-type", ENERGY, "topics: [energy]", "topics: energy", "topics: energy"),
    Seed("wrong-type", ENERGY, "matter: 煤炭消费压减", "matter: [煤炭消费]", "matter: ["),
    Seed("wrong-type", ENERGY, "reviewed_by: [ecology]", "reviewed_by:\n    - {ecology: 1}", "{ecology: 1}"),
    Seed("empty-value", ENERGY, "decided_by: 省委、省政府", "decided_by: ~", "decided_by"),
    Seed("empty-value", ENERGY, f"description: {TELLING}", "description:", "description:"),
    Seed("bad-date", ENERGY, "decided_on: 2026-08-25", "decided_on: 2026-02-30", "decided_on"),
    Seed("bad-date", "statutes.csv", "2028-01-01", "20280101", "20280101"),
    Seed("bad-choice", ENERGY, "handled_at: province", "handled_at: village", "village"),
    Seed("bad-choice", "statutes.csv", "例,local_regulation", "例,bylaw", "bylaw"),
    Seed("bad-id", ENERGY, "id: NY-001", "id: ../evil", "../evil"),
    Seed(
        "bad-id",
        "topics.yaml",
        "- {id: energy",
        "- {id: a/b, name: 甲, icon: b, summary: 丙}\n- {id: energy",
        "a/b",
    ),
    Seed(
        "unknown-department",
        ENERGY,
        "supporting: [reform]",
        "supporting:\n      - reform\n      - magic",
        "magic",
    ),
    Seed("unknown-department", ENERGY, "goes_to: market", "goes_to: nobody", "nobody"),
    Seed("unknown-department", "departments.yaml", "to: reform", "to: nobody", "nobody"),
    Seed("unknown-region", "organs.csv", "411100,reform", "419999,reform", "419999"),
    Seed(
        "unknown-region", "place_words.yaml", "behind:", "spanning: {某新区: ['419999']}\nbehind:", "spanning"
    ),
    Seed("unknown-region", "regions.csv", "县,county,411100", "县,county,411900", "411900"),
    Seed("unknown-region", "towns.csv", "411121100,舞泉镇,411121", "411199100,舞泉镇,411199", "411199"),
    Seed("unknown-topic", ENERGY, "topics: [energy]", "topics: [enrgy]", "enrgy"),
    Seed("unknown-statute", ENERGY, "statute: 生态环境法典", "statute: 没有的法", "没有的法"),
    Seed("unknown-item", ENERGY, "item: SJ-001", "item: SJ-999", "SJ-999"),
    Seed("unknown-item", "matters_without_lead/C01.md", "[ST-001]", "[ST-404]", "ST-404"),
    Seed("unknown-decision", ENERGY, "    lead_status", "    decision: X-1\n    lead_status", "X-1"),
    Seed("repealed-basis", ENERGY, "statute: 生态环境法典", "statute: 大气污染防治法", "大气污染"),
    Seed("basis-not-yet-valid", ENERGY, "statute: 生态环境法典", "statute: 反食品浪费法修订案", "反食品"),
    Seed("no-basis", ENERGY, f"basis:\n{BASIS}", "basis: []\n", "basis: []"),
    Seed("duplicate-item", ECOLOGY, "id: ST-002", "id: ST-001", "  - id: ST-001\n    matter: 跨县"),
    Seed("two-leads", ENERGY, "id: NY-001", "id: SJ-001", "id: SJ-001", echoes=("two-leads",) * 2),
    Seed("no-words", ENERGY, "words: [冒黑烟, 烟囱冒烟]", "words: []", "words"),
    Seed("vague-description", ENERGY, TELLING, EMPTY_TALK, "description"),
    Seed("bad-boundary", ENERGY, "goes_to: market, item: SJ-001", "item: SJ-001", "looks_like"),
    Seed("empty-list", ENERGY, "items:\n", "items: []\nrest:\n", "items: []", echoes=("unknown-key",)),
    Seed("approval-order", ENERGY, "decided_on: 2026-08-25", "decided_on: 2026-09-25", "published_on"),
    Seed(
        "approval-order", ENERGY, "effective_from: 2026-09-01", "effective_from: 2026-08-31", "effective_from"
    ),
    Seed("path-mismatch", ENERGY, "department: energy", "department: reform", "department"),
    Seed("path-mismatch", "pages/about.md", "slug: about", "slug: uber", "slug"),
    Seed(
        "bad-release-date",
        ENERGY,
        "release: 2026-09-01",
        "release: 2026年9月",
        "release",
        echoes=("path-mismatch",),
    ),
    Seed(
        "release-order",
        ECOLOGY,
        "effective_from: 2026-09-01",
        "effective_from: 2027-01-01",
        "release:",
        NEWER,
    ),
    Seed("not-demonstration", ENERGY, "demonstration: true", "demonstration: false", "release"),
    Seed("no-organ", "departments.yaml", "  organs:\n    province: 河南省能源局\n", "", "release:", ENERGY),
    Seed(
        "bad-organ-rule",
        "departments.yaml",
        "{region}发展",
        "{place}发展",
        "organs:\n    province: 河南省发展",
    ),
    Seed("succession-cycle", "departments.yaml", "to: reform", "to: energy", "id: energy"),
    Seed("orphan-region", "regions.csv", "中原区,county,410100", "中原区,county,410000", "中原区"),
    Seed("orphan-region", "regions.csv", "舞阳县,county,411100", "舞阳县,county,", "舞阳县"),
    Seed(
        "region-cycle",
        "regions.csv",
        "漯河市,city,410000",
        "漯河市,city,411100",
        "漯河市",
        echoes=("orphan-region",),
    ),
    Seed(
        "region-code", "regions.csv", "410102,中原区", "420102,中原区", "中原区", echoes=("unknown-region",)
    ),
    Seed("region-code", "regions.csv", "411171,漯河", "41117,漯河", "漯河经"),
    Seed("duplicate-region", "regions.csv", "411171,漯河", "411121,漯河", "漯河经"),
    Seed("duplicate-name", "regions.csv", "411100,漯河经开区", "411100,航空港区", "漯河经"),
    Seed("csv-columns", "regions.csv", "411171,漯河", "411171,,漯河", "411171"),
    Seed("csv-syntax", "organs.csv", "411100,reform", '411100,"ref"orm', '"ref"'),
    Seed("csv-header", "towns.csv", "code,name,parent", "code,name", "code"),
    Seed("town-code", "towns.csv", "411121100", "411122100", "411122100"),
    Seed("duplicate-statute", "statutes.csv", "反食品浪费法修订案,", "大气污染防治法,", "2028"),
    Seed("duplicate-organ", "organs.csv", "411100,reform", "410102,market", "漯河市发改委"),
    Seed("decision-mismatch", LUOHE, "id: SJ-001", "id: SJ-002", "id: SJ-002"),
    Seed("decision-not-carried-out", LUOHE, "    decision: 411100-SJ-001\n", "", "id:", DECISION),
    Seed("decision-order", DECISION, "decided_on: 2026-08-25", "decided_on: 2026-09-25", "effective_from"),
    Seed("empty-value", "pages/about.md", "slug: about", "slug:", "slug:"),
    Seed("missing-key", "pages/about.md", "summary: 这是什么网站。\n", "", "title"),
    Seed("no-header", "pages/about.md", "---\ntitle", "title", "title"),
    Seed("empty-body", "pages/about.md", "这里公布生态环境保护责任清单。\n", "   \n", "   "),
    Seed("closed-hotline", "pages/about.md", "这里公布", "打12369。这里公布", "12369"),
    Seed("closed-hotline", ENERGY, "words: [冒黑烟", "words: [打12369举报", "12369"),
    Seed("bad-date", YEAR, "[2026-01-04]", "[2026-01-32]", "2026-01-32"),
    Seed("bad-number", YEAR, "year: 2026", "year: 二〇二六", "year:"),
    Seed("path-mismatch", YEAR, "year: 2026", "year: 2025", "year:"),
    Seed("wrong-year", YEAR, "[2026-01-04]", "[2027-01-03]", "2027-01-03"),
    Seed("bad-holiday", YEAR, "to: 2026-02-23", "to: 2026-02-13", "2026-02-13"),
    Seed("bad-holiday", YEAR, "to: 2026-02-23", "to: 2026-12-23", "2026-12-23"),
    Seed("not-a-weekend", YEAR, "[2026-01-04]", "[2026-01-05]", "2026-01-05"),
    Seed("day-twice", YEAR, "from: 2026-09-25", "from: 2026-09-20", "holidays:"),
    Seed("calendar-incomplete", YEAR, "name: 端午节", "name: 龙舟节", "holidays:"),
    Seed("missing-key", YEAR, "from: 2026-01-01, ", "", "name: 元旦"),
    Seed("bad-number", CLOCKS, "limit: 60", "limit: 0", "limit:"),
    Seed("bad-number", CLOCKS, "most: 30", "most: 三十", "most:"),
    Seed("bad-choice", CLOCKS, "unit: calendar_days", "unit: weeks", "unit:"),
    Seed("bad-choice", CLOCKS, "evidence: original", "evidence: hearsay", "evidence:"),
    Seed("bad-choice", CLOCKS, "    clocks:", "    roll_to_working_day: maybe\n    clocks:", "roll_to"),
    Seed(
        "unknown-clock-event", CLOCKS, 'stop: ["desk:case:answered"]', 'stop: ["desk:case:answred"]', "stop:"
    ),
    Seed("unknown-clock-event", CLOCKS, 'closes: "desk:hearing:closed"', 'closes: "no:such:one"', "closes:"),
    Seed(
        "duplicate-clock-event",
        CLOCKS,
        HEARING,
        '- {id: "desk:case:accepted", name: 甲}\n  ' + HEARING,
        "name: 甲",
    ),
    Seed("bad-id", CLOCKS, HEARING, '- {id: "closed", name: 甲}\n  ' + HEARING, "name: 甲"),
    Seed("clock-order", CLOCKS, 'stop: ["desk:case:answered"]', 'stop: ["desk:case:accepted"]', "stop:"),
    Seed("empty-value", CLOCKS, 'stop: ["desk:case:answered"]', "stop: []", "stop:"),
    Seed("unknown-statute", CLOCKS, "statute: 生态环境法典", "statute: 没有的法", "没有的法"),
    Seed("repealed-basis", CLOCKS, "statute: 生态环境法典", "statute: 大气污染防治法", "大气污染"),
    Seed("no-enclosures", REFERRALS, "调查报告, required: true", "调查报告, required: false", "enclosures:"),
    Seed("duplicate-enclosure", REFERRALS, "{name: 其他材料", "{name: 调查报告", "required: false"),
    Seed("bad-choice", REFERRALS, "identity: on_reason", "identity: always", "always"),
    Seed("unknown-clock-profile", REFERRALS, "whole: true", "whole: true\n  profile: no", "profile"),
    Seed("no-basis", REFERRALS, "evidence: default", "evidence: original", "evidence:"),
    Seed(
        "duplicate-clock", CLOCKS, "      - id: conclude", CLOCK_TWICE, "- id: conclude\n        name: 办结"
    ),
    Seed("lead-with-profile", REFERRALS, "whole: true", "whole: false\n  profile: test-petition", "profile"),
    Seed("bad-id", CLOCKS, HEARING, '- name: 甲\n    id: "closed"\n  ' + HEARING, 'id: "closed'),
    Seed("wrong-type", "site.yaml", "meta:\n  SiteName: 测试", "meta: 测试", "meta"),
    Seed("wrong-type", "site.yaml", "meta:\n", "? [甲]\n: 乙\nmeta:\n", "? [甲]"),
    Seed("bad-date", ENERGY, "第1102条]}", "第1102条], valid_to: 2026-13-01}", "2026-13-01"),
    Seed("bad-date", ENERGY, "第1102条]}", "第1102条], valid_from: 2026-14-01}", "2026-14-01"),
    Seed("bad-choice", REFERRALS, "confidential: false", "confidential: 否", "confidential:"),
    Seed("no-basis", CLOCKS, CLOCK_BASIS, "", "evidence:"),
    Seed(
        "wrong-year",
        YEAR,
        "  - {name: 元旦, from: 2026-01-01, to: 2026-01-03, workdays: [2026-01-04]}",
        NEW_YEAR,
        "workdays: [2027",
    ),
    Seed("wrong-year", YEAR, "to: 2026-06-21", "to: 2027-06-21", "2027-06-21", echoes=("bad-holiday",)),
    Seed("unknown-statute", ENERGY, "statute: 生态环境法典", "statute: 生态环境法", "生态环境法,"),
    Seed("no-clocks", CLOCKS, "clocks:\n", "clocks: []\n    rest:\n", "clocks: []", echoes=("unknown-key",)),
]


def plant(content: Path, seed: Seed) -> tuple[str, int, str]:
    """Plant the fault and say where it must be found."""
    path = content / seed.file
    text = path.read_text("utf-8")
    assert seed.old in text, seed
    path.write_text(text.replace(seed.old, seed.new, 1), "utf-8")
    seen_in = content / (seed.seen_in or seed.file)
    line = seen_in.read_text("utf-8").partition(seed.at)[0].count("\n") + 1
    return seed.seen_in or seed.file, line, seed.kind


def places(faults: list[Fault]) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.kind) for fault in faults]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.kind}-{seed.file}-{seed.new[:12]!r}")
def test_a_fault_is_named_at_its_line_and_breeds_no_others(small_copy: Path, seed: Seed) -> None:
    expected = plant(small_copy, seed)
    faults = check(small_copy)
    found = places(faults)
    assert expected in found
    named = f"seed {seed.kind} {seed.file} {seed.old!r} → {seed.new!r}"
    assert_approved("registry", named, [f"{fault.file}:{fault.line}: {fault.message}" for fault in faults])
    found.remove(expected)
    assert Counter(kind for _, _, kind in found) == Counter(seed.echoes)
    with pytest.raises(ContentError):
        load(small_copy)


def test_all_faults_are_named_at_once(small_copy: Path) -> None:
    one_per_file = {seed.file: seed for seed in reversed(SEEDS) if not seed.seen_in}
    expected = {plant(small_copy, seed) for seed in one_per_file.values()}
    assert len(expected) >= 10
    assert expected <= set(places(check(small_copy)))


def test_a_list_that_is_no_yaml_is_the_only_fault_though_others_cite_its_items(real_copy: Path) -> None:
    path = real_copy / "lists/410000/ecology/2026-09-01.yaml"
    path.write_text(path.read_text("utf-8").replace("topics: [", "topics: [[ }", 1), "utf-8")
    assert [fault.kind for fault in check(real_copy)] == ["yaml-syntax"]


def test_missing_files_are_faults(tmp_path: Path) -> None:
    missing = {fault.file for fault in check(tmp_path) if fault.kind == "missing-file"}
    assert missing >= {
        "regions.csv",
        "towns.csv",
        "statutes.csv",
        "topics.yaml",
        "departments.yaml",
        "site.yaml",
    }


def test_no_year_is_missing_between_two(small_copy: Path) -> None:
    (small_copy / "calendar/2025.yaml").unlink()
    (small_copy / "calendar/notes.txt").write_text("x")
    assert places(check(small_copy)) == [("calendar/notes.txt", 1, "unexpected-file")]
    text = (small_copy / YEAR).read_text("utf-8")
    (small_copy / "calendar/2028.yaml").write_text(text.replace("2026-", "2028-"), "utf-8")
    assert ("calendar/2028.yaml", 1, "calendar-gap") in places(check(small_copy))


def test_content_without_a_calendar_does_not_load(small_copy: Path) -> None:
    shutil.rmtree(small_copy / "calendar")
    assert places(check(small_copy)) == [("calendar", 1, "no-calendar")]


yaml_like = st.text(st.sampled_from("-:?[]{}#&*!|>'\"%@` \n\tabé节0123~,.\x00\ufeff"), max_size=200)
FILES = [
    ENERGY,
    DECISION,
    "departments.yaml",
    "topics.yaml",
    "site.yaml",
    "regions.csv",
    "place_words.yaml",
    CLOCKS,
    YEAR,
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    file=st.sampled_from(FILES),
    garbage=st.one_of(yaml_like, st.binary(max_size=100)),
    cut=st.integers(0, 1500),
)
def test_no_text_crashes_the_loader(
    tmp_path_factory: pytest.TempPathFactory, file: str, garbage: str | bytes, cut: int
) -> None:
    content = tmp_path_factory.mktemp("garbage") / "content"
    shutil.copytree(Path(__file__).parent / "content", content)
    path = content / file
    old = path.read_bytes()
    new = old[:cut] + (garbage.encode("utf-8", "surrogatepass") if isinstance(garbage, str) else garbage)
    path.write_bytes(new)
    faults = check(content)
    assert all(fault.line >= 1 and fault.message for fault in faults)
    if not faults:  # it may still be sound: then it loads
        load(content)
    shutil.rmtree(content)


@pytest.mark.parametrize("nest", ["[" * 100_000, "- " * 100_000, "{a: " * 5_000, "&a [*a]", "*a"])
def test_yaml_that_nests_too_deep_is_a_fault(small_copy: Path, nest: str) -> None:
    (small_copy / "topics.yaml").write_text(nest)
    assert {fault.file for fault in check(small_copy)} == {"topics.yaml"}


def test_the_digest_follows_every_change(small_copy: Path) -> None:
    before = digest(small_copy)
    page = small_copy / "pages/about.md"
    page.write_text(page.read_text("utf-8") + "改", "utf-8")
    changed = digest(small_copy)
    page.rename(page.with_name("other.md"))
    assert len({before, changed, digest(small_copy)}) == 3
