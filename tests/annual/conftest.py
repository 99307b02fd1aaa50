"""A unit that owes a report: its people, over a small content of their own, on either engine."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from annual_house import House
from samples import ROOT, People

from intake.services.context import Context
from registry import load


@pytest.fixture(scope="session")
def small_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site tests' content, and holidays of the year before."""
    folder = Path(shutil.copytree(ROOT / "tests/site/content", tmp_path_factory.mktemp("c") / "content"))
    shutil.copy(ROOT / "content/calendar/2025.yaml", folder / "calendar/2025.yaml")
    return folder


@pytest.fixture
def house(ctx: Context, people: People, small_content: Path, tmp_path: Path) -> House:
    """Everybody, over a content folder of their own."""
    content = Path(shutil.copytree(small_content, tmp_path / "content"))
    settings = replace(ctx.settings, content_dir=content, output_dir=tmp_path / "output")
    return House(replace(ctx, settings=settings, registry=load(content)), people)
