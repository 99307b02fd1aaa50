"""What a picture draws are the numbers it was given, in bytes that are the same every time; nothing else."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from pictures import About, Bar, Series, Stop, Tile, bars, columns, path, tiles
from pictures.columns import round_up
from pictures.lines import lines
from pictures.svg import wide

NAMES = st.text("油烟噪声ab<&\"'", min_size=1, max_size=6)
ABOUT = About("a", "标题<&", "都在这里")


def drawn(picture: Markup) -> ElementTree.Element:
    """The picture, if it is well formed."""
    return ElementTree.fromstring(str(picture))


def boxes(picture: Markup, kind: str, side: str) -> list[float]:
    """One measure of every box of a kind, in percent or em."""
    found = (each for each in drawn(picture).iter("rect") if each.get("class") == kind)
    return [float(re.sub(r"%|em", "", each.get(side, ""))) for each in found]


def words(picture: Markup, kind: str) -> list[str]:
    return [
        "".join(t.itertext()) for t in drawn(picture).iter("text") if kind in (t.get("class") or "").split()
    ]


@given(st.lists(st.tuples(NAMES, st.integers(0, 10**6)), min_size=1, max_size=20))
def test_bars_are_as_long_as_their_numbers(rows: list[tuple[str, int]]) -> None:
    picture = bars(ABOUT, [Bar(name, count) for name, count in rows])
    most = max(count for _name, count in rows) or 1
    assert words(picture, "chart-number") == [str(count) for _name, count in rows]
    assert boxes(picture, "chart-1", "width") == pytest.approx([100 * n / most for _, n in rows], abs=0.01)


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**6)), min_size=1, max_size=16))
def test_columns_are_as_high_as_their_numbers_and_hidden_ones_leave_no_trace(
    counts: list[int | None],
) -> None:
    picture = columns(ABOUT, [str(n) for n, _ in enumerate(counts)], [Series("件数", counts)])
    told = [count for count in counts if count]
    assert words(picture, "chart-number") == ["–" if count is None else str(count) for count in counts]
    high = boxes(picture, "chart-1", "height")
    assert high == pytest.approx([9.0 * count / max(told) for count in told], abs=0.01)
    hidden = columns(
        ABOUT, [str(n) for n, _ in enumerate(counts)], [Series("件数", [c or None for c in counts])]
    )
    assert boxes(hidden, "chart-1", "height") == high  # nought and hidden differ in words only


@given(st.integers(0, 10**9))
def test_a_scale_ends_above_what_it_shows(most: int) -> None:
    top = round_up(most)
    assert most <= top <= max(2, 5 * most) and top % 2 == 0


@pytest.mark.parametrize(
    ("name", "room", "broken"),
    [
        ("航空港区", 4.2, ["航空港区"]),
        ("豫东综合物流产业聚集区", 4.2, ["豫东综合", "物流产业", "聚集区"]),
        ("Zhengzhou", 4.2, ["Zheng-", "zhou"]),
        ("Pingdingshan", 4.2, ["Ping-", "ding-", "shan"]),
        ("Guancheng Hui", 6.0, ["Guancheng", "Hui"]),
    ],
)
def test_names_break_where_a_reader_would(name: str, room: float, broken: list[str]) -> None:
    assert lines(name, room) == broken


@given(st.text("航空 ABcdeghinou", min_size=1, max_size=30), st.floats(1.5, 20))
def test_no_line_is_wider_than_its_room(name: str, room: float) -> None:
    for line in lines(name.strip() or "x", room):
        assert line and (wide(line.rstrip("-…")) <= room or len(line.rstrip("-…")) == 1)


@pytest.mark.parametrize("standing", ["done", "now", "next"])
def test_names_are_texts_never_markup(standing: str) -> None:
    made = path(About('k" onload="x', "<script>", "a&b"), [Stop("<b>", standing)])
    assert drawn(made).find("title").text == "<script>"  # type: ignore[union-attr]  # every picture has one
    assert not {each.tag for each in drawn(made).iter()} & {"script", "b"}
    tile = Tile(0, 0, "<i>", "&", '"', "/x?a=1&b=2", "some", 0.5)
    assert drawn(tiles("地图", [tile], 1)).find("a").get("href") == "/x?a=1&b=2"  # type: ignore[union-attr]


def test_pictures_bring_no_style_and_no_colour_of_their_own() -> None:
    made = str(
        columns(ABOUT, ["一", "二"], [Series("件数", [3, None])]) + bars(ABOUT, [Bar("一", 2, part=1)])
    )
    assert not re.search(r"style=|#[0-9a-f]{3}|\b(?:fill|stroke)=", made)
