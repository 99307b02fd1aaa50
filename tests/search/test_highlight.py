"""Whatever is in a document or a query, only <mark> may come out unescaped."""

from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from search.highlight import mark, snippet

TEXT = st.text(st.sampled_from("油烟<>&\"'ａAﬁ㎡ 。é́\x00") | st.characters(), max_size=200)
TERMS = st.lists(st.text(st.sampled_from("油烟<>&a fi"), max_size=4), max_size=4)


@given(TEXT, TERMS)
def test_mark_adds_marks_and_nothing_else(text: str, terms: list[str]) -> None:
    html = mark(text, terms)
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert bare == escape(text)
    assert html.count("<mark>") == html.count("</mark>")


@given(TEXT, TERMS, st.integers(1, 50))
def test_a_snippet_is_short_and_escaped(text: str, terms: list[str], width: int) -> None:
    html = snippet(text, terms, width)
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert len(unescape(bare)) <= width + 2


def test_width_and_case_do_not_hide_a_match() -> None:
    assert mark("ＰＭ２.５超标", ["pm2.5"]) == "<mark>ＰＭ２.５</mark>超标"
    assert mark("面积100㎡的厂", ["m2"]) == "面积100<mark>㎡</mark>的厂"
    assert mark("油烟油烟味", ["油烟", "油烟味"]) == "<mark>油烟油烟味</mark>"


def test_the_snippet_shows_the_richest_stretch() -> None:
    text = "前言。" * 100 + "楼下饭店油烟直排，油烟机从来不开。" + "后话。" * 100
    assert "饭店<mark>油烟</mark>直排" in snippet(text, ["油烟"])
