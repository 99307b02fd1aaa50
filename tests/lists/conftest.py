"""Lists to publish, over a small content of their own, on either engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from publishing_house import House, small_content
from samples import Clock, People, settings_in

from intake.services.context import context_for
from registry import load


@pytest.fixture
def house(database_url: str, tmp_path: Path, clock: Clock) -> Iterator[House]:
    """The province's house with a content, a site and an index of its own."""
    content = small_content(tmp_path / "content")
    given = replace(settings_in(tmp_path), content_dir=content, output_dir=tmp_path / "output")
    settings = replace(given, database_url=database_url, procedure="test-petition")
    ctx = context_for(settings, load(content), clock)
    yield House(ctx, People(ctx))
    ctx.close()
