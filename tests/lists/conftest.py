"""Lists to publish, over a small content of their own, on either engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from agreeing import git
from publishing_house import House, record_moved, small_content
from samples import Clock, People, settings_in

from intake.services.context import context_for
from intake.services.publication import site
from intake.store import migrate
from registry import load


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a content in a git repository, and the site built of it."""
    folder = tmp_path_factory.mktemp("shown")
    content = small_content(folder / "content")
    git(content, "init", "--quiet")
    git(content, "add", ".")
    git(content, "commit", "--quiet", "--message", "以前的")
    given = replace(settings_in(folder), content_dir=content, output_dir=folder / "output")
    ctx = context_for(given, load(content), Clock())
    migrate.up(ctx.database)
    site.build(ctx)
    ctx.close()
    return folder


@pytest.fixture
def house(shown: Path, database_url: str, tmp_path: Path, clock: Clock) -> Iterator[House]:
    """The province's house with a content, a site and an index of its own."""
    for name in ("content", "output", "site"):  # the last: what the generator keeps of what it made
        shutil.copytree(shown / name, tmp_path / name)
    record_moved(tmp_path / "site", shown / "output", tmp_path / "output")
    settings = replace(
        settings_in(tmp_path),
        content_dir=tmp_path / "content",
        output_dir=tmp_path / "output",
        database_url=database_url,
    )
    ctx = context_for(settings, load(settings.content_dir), clock)
    yield House(ctx, People(ctx))
    ctx.close()
