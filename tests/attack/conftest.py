"""One application over one small world for all attacks that a test process makes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from published_theme import publish_theme
from roles_world import build
from samples import People
from siege import House

from intake.services.context import Context
from intake.services.search.vocabulary import analyzer_for
from intake.store.base import Database
from intake.store.files.folder_files import FolderFiles
from intake.store.keys import load_or_create
from intake.web.app import create_app
from intake.web.security import limiter
from search import open_backend


@pytest.fixture(scope="session")
def house(
    common: Context, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A database, files, keys and a published page of its own; limits are off but for tests about them."""
    folder = tmp_path_factory.mktemp("attack")
    shutil.copy(migrated_sqlite, folder / "mingdan.sqlite3")
    settings = replace(
        common.settings,
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'mingdan.sqlite3'}",
        files_dir=folder / "files",
        output_dir=folder / "output",
    )
    (settings.output_dir / "lists").mkdir(parents=True)
    publish_theme(settings.output_dir)
    (settings.output_dir / "index.html").write_text("<!doctype html><title>明单</title>", encoding="utf-8")
    (settings.output_dir / "feed.atom").write_text("<feed/>", encoding="utf-8")
    (folder / "secret.txt").write_text("TOP-SECRET", encoding="utf-8")
    ctx = replace(
        common,
        settings=settings,
        case_index=open_backend(f"whoosh://{folder}/cases", analyzer_for(common.registry)),
        database=Database(settings.database_url),
        files=FolderFiles(settings.files_dir),
        keys=load_or_create(folder / "keys"),
    )
    app = create_app(ctx)
    was, limiter.enabled = limiter.enabled, False
    yield House(ctx, app, build(ctx, People(ctx)))
    limiter.enabled = was
    ctx.database.close()
