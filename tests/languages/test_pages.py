"""English pages: links stay among them, Chinese in them is marked, and nothing else changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.languages import CHINESE, english_page, english_pages, in_english, stay, twin

LINKS = {
    "/": "/en/",
    "/lists/": "/en/lists/",
    "/search?q=烟.csv": "/en/search?q=烟.csv",
    "/items/CG-001/#who": "/en/items/CG-001/#who",
    "/en/lists/": "/en/lists/",
    "/entry": "/en/entry",
    "/theme/css/mingdan.css": "/theme/css/mingdan.css",
    "/lists/all.csv": "/lists/all.csv",
    "/feed.atom": "/feed.atom",
    "/staff/login": "/staff/login",
    "/desk/cases/2026-1": "/desk/cases/2026-1",
}
CHINESE_PARTS = {
    "<p>Led by the 城市管理 department.</p>": "城市管理",
    "<li>《生态环境法典》第217条</li>": "《生态环境法典》第217条",
    "<p>郑州市金水区，2026年9月1日</p>": "郑州市金水区，2026年9月1日",
}
UNTOUCHED = (
    "<title>明单</title>",
    '<script type="application/ld+json">{"name": "明单"}</script>',
    "<svg><text>郑州</text></svg>",
    "<textarea>工厂冒黑烟</textarea>",
    '<img alt="黑烟" src="/theme/a.svg">',
    '<a hreflang="zh-CN" href="/lists/">back</a>',
    '<a href="https://example.org/lists/">x</a>',
    '<a href="//example.org/lists/">x</a>',
)


@pytest.mark.parametrize("path", LINKS)
def test_where_a_link_leads(path: str) -> None:
    assert stay(path) == LINKS[path]
    assert english_page(f'<a class="x" href="{path}">x</a>') == f'<a class="x" href="{LINKS[path]}">x</a>'


@pytest.mark.parametrize("html", CHINESE_PARTS)
def test_chinese_says_so(html: str) -> None:
    marked = f'<span lang="{CHINESE}">{CHINESE_PARTS[html]}</span>'
    assert english_page(html) == html.replace(CHINESE_PARTS[html], marked)


@pytest.mark.parametrize("html", UNTOUCHED)
def test_what_cannot_be_marked_stays(html: str) -> None:
    assert english_page(html) == html


def test_a_choice_in_chinese_says_so_itself() -> None:
    assert english_page('<option value="1">郑州市</option>') == (
        '<option lang="zh-CN" value="1">郑州市</option>'
    )


def test_twins_lead_to_each_other() -> None:
    assert twin(twin("/lists/")) == "/lists/"
    assert in_english(twin("/")) and not in_english("/") and not in_english("/entry/")


@given(st.text(st.sampled_from("烟郑《》，。a1 &;%“”"), max_size=40))
def test_no_word_is_lost(text: str) -> None:
    html = f"<p>{text}</p>"
    assert re.sub(r'<span lang="zh-CN">(.*?)</span>', r"\1", english_page(html)) == html


def test_many_pages_are_told_as_one() -> None:
    many = english_pages({"郑州市": "Zhengzhou"})
    for page in ("<p>郑州市</p>\n<p>\n清单 <a\nhref='/'>x</a>\n</p>", "<p>郑州市</p>\n"):
        assert many(page) == english_page(page, {"郑州市": "Zhengzhou"})
