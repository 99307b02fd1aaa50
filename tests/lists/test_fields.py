"""Rows ↔ items: what the editor accepts is what the registry accepts, and faults stand at their cells."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.lists.fields import Head, check_rows, items_of, row_of
from intake.lists.model import HEADINGS, DraftRow
from intake.lists.numbering import numbered
from registry import Registry
from registry.lists.one_list import check_list

DAY = date(2026, 11, 24)
HEAD = Head("410000", "ecology", "河南省生态环境厅清单", True, DAY)
SOUND = DraftRow(
    "k",
    item="ST-901",
    matter="夜里烧垃圾",
    topics="工厂废气和空气",
    handled_at="县级",
    description="在空地、路边烧垃圾，黑烟呛人，家里开不了窗。",
    basis="《生态环境法典》第217条",
    words="烧垃圾",
    lead_status="法律法规规定",
)
# field, what is typed, part of the message; None: it is accepted
CELLS: list[tuple[str, str, str | None]] = [
    ("item", "", None),
    ("item", "ST-1", "应像 ST-001 这样"),
    ("item", "ｓｔ－９０２", None),
    ("item", "ZJ-001", "已经由住房城乡建设部门牵头"),
    ("matter", "", "要填写"),
    ("topics", "废气", "没有叫“废气”的领域"),
    ("topics", "工厂废气和空气；油烟和异味", None),
    ("topics", "手续、资金和监督", None),
    ("topics", "工厂废气和空气、手续、资金和监督", "没有叫“手续”的领域"),
    ("supporting", "住建局、公安亭", "没有叫“公安亭”的部门，是不是"),
    ("supporting", "住房城乡建设部门\n公安", None),
    ("handled_at", "乡级", "不在可选的里面：省级、市级、县级"),
    ("handled_at", "市", None),
    ("description", "依法依规负责监督管理有关工作", "太笼统"),
    ("basis", "生态环境法典第217条", "《生态环境法典》第217条、第1102条这样"),
    ("basis", "《大气污染防治法》第3条", "改引《生态环境法典》"),
    ("basis", "《没有的法》第3条", "没有代号为“没有的法”的法律法规"),
    ("basis", "《生态环境法典》二百一十七", "不像条文号"),
    ("basis", "《生态环境法典》第２１７条，第218条\n《排污许可管理条例》第3条", None),
    ("words", "", "要填写"),
    ("words", "烧垃圾，烧树叶；冒烟", None),
    ("boundaries", "工地扬尘 -> 住房城乡建设（ZJ-001）", None),
    ("boundaries", "有人受伤，先打119、110；再说别的", None),
    ("boundaries", "工地扬尘 → 谁也不是", "没有叫“谁也不是”的部门"),
    ("boundaries", "工地扬尘 → 住房城乡建设（ZJ-999）", "没有代号为“ZJ-999”的事项"),
    ("boundaries", "→ 住房城乡建设", "工地扬尘 → 住房城乡建设"),
    ("lead_status", "有法律", "不在可选的里面"),
    ("decision", "410000-ST-901", "没有代号为“410000-ST-901”的牵头意见"),
    ("description", "拨打12369投诉烧垃圾的黑烟呛人", "12369 电话已停用"),
]


@pytest.mark.parametrize(("field", "typed", "message"), CELLS)
def test_a_cell(registry: Registry, field: str, typed: str, message: str | None) -> None:
    found = check_rows(HEAD, [replace(SOUND, **{field: typed})], registry)
    if message is None:
        assert found == ()
    else:
        assert {(each.key, each.field) for each in found} == {("k", field)}, found
        assert message in found[0].message


def test_every_published_list_goes_to_rows_and_back(registry: Registry) -> None:
    for release in registry.releases:
        if release.effective_to is None:
            head = Head(release.region, release.department, release.title, True, DAY)
            rows = [row_of(item, registry, str(place)) for place, item in enumerate(release.items)]
            assert items_of(head, rows, registry) == tuple(
                replace(item, release=str(DAY)) for item in release.items
            ), release.key
            assert check_rows(head, rows, registry) == (), release.key


def test_faults_come_in_the_order_of_the_rows_and_all_at_once(registry: Registry) -> None:
    rows = [replace(SOUND, key="a", words="", basis="《水法》第1条"), replace(SOUND, key="b", topics="x")]
    found = [(each.key, each.field) for each in check_rows(HEAD, rows, registry)]
    assert found[0] == ("a", "words") and ("b", "topics") in found
    assert ("b", "item") in found  # the same matter twice
    with pytest.raises(ValueError, match="x"):
        items_of(HEAD, rows, registry)


def test_a_lead_decision_on_its_way_is_no_fault(registry: Registry) -> None:
    row = replace(SOUND, decision="410000-ST-901")
    assert check_rows(HEAD, [row], registry, {"410000-ST-901"}) == ()


def test_new_matters_get_the_departments_next_numbers(registry: Registry) -> None:
    taken = {"ST-950"}
    rows = [replace(SOUND, key="a", item=""), SOUND, replace(SOUND, key="b", item="")]
    assert [row.item for row in numbered(rows, "ecology", registry, taken)] == ["ST-951", "ST-901", "ST-952"]
    assert numbered([replace(SOUND, item="")], "no-such", registry)[0].item == ""


TYPED = st.text(alphabet="《》第217条→、，；：（）()ZJ-001工地扬尘县级\n{}[]#&*!|>'\"%@`: ~", max_size=30)


@given(st.fixed_dictionaries(dict.fromkeys(HEADINGS, TYPED)))
def test_whatever_is_typed_is_accepted_or_told_at_a_cell(registry: Registry, typed: dict[str, Any]) -> None:
    """Never an exception, never a fault at no cell; what is accepted reads as an item of the registry."""
    row = DraftRow("k", **typed)
    found = check_rows(HEAD, [row], registry)
    assert all(each.key == "k" and each.field in HEADINGS and each.message for each in found), found
    if not found:
        assert items_of(HEAD, numbered([row], "ecology", registry), registry)
    assert asdict(row) == {"key": "k", **typed}


def test_a_text_that_is_no_list_is_one_fault(registry: Registry) -> None:
    found = check_list(registry, "410000/ecology/2026-12-01", "region: [")
    assert [each.kind for each in found] == ["yaml-syntax"]
