"""What is drawn from the code is what the code would draw now: `make docs` draws it anew."""

from __future__ import annotations

import pytest

from docs.drawn import DRAWN, HERE


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_drawn_is_stale(name: str) -> None:
    drawn = DRAWN[name]()
    assert (HERE / name).read_text(encoding="utf-8") == drawn, f"{name} is stale: make docs"
