"""Answered cases to publish, over a small content of their own, on either engine."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from publishing_desk import Desk
from samples import ROOT, People

from intake.services.context import Context


@pytest.fixture(scope="session")
def small_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site tests' content, with the item that the cases are about, all statutes and clocks."""
    folder = Path(shutil.copytree(ROOT / "tests/site/content", tmp_path_factory.mktemp("c") / "content"))
    for name in ("statutes.csv", "clocks.yaml"):
        shutil.copy(ROOT / "content" / name, folder / name)
    return folder


@pytest.fixture
def desk(ctx: Context, people: People, small_content: Path, tmp_path: Path) -> Desk:
    """A desk over a content folder of its own."""
    content = Path(shutil.copytree(small_content, tmp_path / "content"))
    settings = replace(ctx.settings, content_dir=content, output_dir=tmp_path / "output")
    return Desk(replace(ctx, settings=settings), people)
