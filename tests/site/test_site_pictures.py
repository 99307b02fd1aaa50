"""What a page draws is what its table says, figure by figure; what the table withholds is not drawn."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from disclosure.pictures.result_pictures import drawn
from disclosure.small_cells import LEAST
from hypothesis import given
from hypothesis import strategies as st
from site_pages import XHTML, PageFacts

SVG = "{http://www.w3.org/2000/svg}"
ROWS = st.dictionaries(st.text("甲乙丙丁", min_size=1), st.one_of(st.none(), st.integers(0, 99)), max_size=12)


def test_statistics_draw_what_their_tables_tell(pages: dict[str, dict[str, PageFacts]]) -> None:
    figures = pages["small"]["/results/statistics/"].all("figure")
    assert figures
    for figure in figures:
        told = [words(cell) for cell in figure.iter(f"{XHTML}td")]
        shown = [text for text in numbers(figure) if text != "–"]
        assert Counter(shown) == Counter(text for text in told if text.isdigit())
        assert all(int(text) == 0 or int(text) >= LEAST for text in shown)


@pytest.mark.parametrize("site", ["province", "small"])
def test_every_picture_has_words_and_a_place(pages: dict[str, dict[str, PageFacts]], site: str) -> None:
    for url, page in pages[site].items():
        for picture in page.tree.iter(f"{SVG}svg"):
            if picture.get("role") == "img":
                ids = picture.get("aria-labelledby", "").split()
                named = [page.tree.find(f".//*[@id='{each}']") for each in ids]
                assert len(named) == 2 and all(each is not None and words(each) for each in named), url
            assert picture.get("role") or picture.get("aria-hidden") or picture.get("overflow"), url


@given(rows=ROWS)
@pytest.mark.parametrize("key", ["month", "region"])
def test_a_hidden_count_is_in_no_part_of_the_picture(key: str, rows: dict[str, int | None]) -> None:
    """A picture of a table is the same whatever the counts are that it hides, and it names none of theirs."""
    picture = drawn(key, "表", rows, 99)
    told = {name: count for name, count in rows.items() if count is not None}
    assert bool(picture) == bool(told)
    if key == "region":
        assert picture == drawn(key, "表", told, 99)
        assert picture.count("chart-number") == len(told)


def words(element: ET.Element) -> str:
    return "".join(element.itertext()).strip()


def numbers(figure: ET.Element) -> list[str]:
    """The numbers written in a picture."""
    texts = (each for each in figure.iter(f"{SVG}text") if "chart-number" in (each.get("class") or ""))
    return [words(each) for each in texts]
