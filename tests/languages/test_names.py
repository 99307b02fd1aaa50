"""English names of what the record names: complete for the shipped record, and told on pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry import Registry, load
from registry.languages import CHINESE, english_page

NAMES = {
    "郑州市": "Zhengzhou City",
    "金水区": "Jinshui District",
    "郑州市金水区": "Jinshui District, Zhengzhou City",
    "郑州市金水区文化路街道": "Wenhua Road Subdistrict, Jinshui District, Zhengzhou City",
    "新安县": "Xin'an County",
    "漯河市": "Luohe City",
    "河南省生态环境厅": "Henan Provincial Department of Ecology and Environment",
    "金水区城市管理局": "Jinshui District Bureau of Urban Management",
    "郑州市生态环境局金水分局": "Zhengzhou City Bureau of Ecology and Environment (Jinshui Branch)",
    "新郑市市场监督管理和知识产权局": (
        "Xinzheng City Administration for Market Regulation and Intellectual Property"
    ),
    "郑州市生态环境保护委员会办公室": (
        "Office of the Ecological and Environmental Protection Committee of Zhengzhou City"
    ),
    "城市管理部门": "Urban Management department",
    "餐饮油烟": "Restaurant cooking fumes",
    "噪声和灯光": "Noise and light",
}
TOLD = {
    "<p>Led by the 水利 department.</p>": "<p>Led by the Water department.</p>",
    "<td> 郑州市 </td>": "<td> Zhengzhou </td>",
    "<b>水利、城管</b>": "<b>Water, Town</b>",
    "<title>水利 - 明单</title>": "<title>Water - 明单</title>",
    '<a aria-label="郑州市">x</a>': '<a aria-label="Zhengzhou">x</a>',
    '<option value="1">郑州市': '<option value="1">Zhengzhou',
    '<optgroup label="郑州市">': '<optgroup label="Zhengzhou">',
    "<p>水利和城管</p>": f'<p><span lang="{CHINESE}">水利和城管</span></p>',
    "<p>城管、交通</p>": f'<p><span lang="{CHINESE}">城管、交通</span></p>',
    '<input value="郑州市">': '<input value="郑州市">',
    "<b>光（污染）</b>": "<b>Light &amp; dark</b>",
}
FEW = {"郑州市": "Zhengzhou", "水利": "Water", "城管": "Town", "光（污染）": "Light & dark"}


@pytest.fixture(scope="module")
def shipped() -> Registry:
    return load(Path(__file__).resolve().parents[2] / "content")


@pytest.mark.parametrize("chinese", NAMES)
def test_a_name_in_english(chinese: str, shipped: Registry) -> None:
    assert shipped.english_names[chinese] == NAMES[chinese]


def test_every_shipped_name_has_english(shipped: Registry) -> None:
    """Each organ too, whether it is named by rule, by hand or by a reorganisation."""
    last = max(each.since for each in shipped.reorganisations.values())
    organs = {
        shipped.organ(department, region, last).name
        for department in shipped.departments
        for region in shipped.regions
    }
    named = [*shipped.regions.values(), *shipped.towns.values(), *shipped.departments.values()]
    named += [*shipped.topics.values(), *shipped.elsewhere.values()]
    matters = {*shipped.matters, *(each.matter for each in shipped.matters_without_lead.values())}
    without = (organs | matters | {each.name for each in named}) - shipped.english_names.keys()
    assert not without


def test_no_english_name_is_left_over(shipped: Registry) -> None:
    """What no list names any more goes."""
    matters = {*shipped.matters, *(each.matter for each in shipped.matters_without_lead.values())}
    assert shipped.english_matters.keys() <= matters


@pytest.mark.parametrize("html", TOLD)
def test_where_names_are_told(html: str) -> None:
    assert english_page(html, FEW) == TOLD[html]
