"""The real application over the real content and a fresh SQLite database, one per test module."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pages_seen
import pytest
from flask import Flask
from inspect_page import InspectingClient
from published_theme import publish_theme

from intake.services.context import Context
from intake.services.search.vocabulary import analyzer_for
from intake.store.base import Database
from intake.store.files.folder_files import FolderFiles
from intake.store.keys import load_or_create
from intake.web.app import create_app
from intake.web.security import limiter
from search import open_backend


@pytest.fixture(scope="session", autouse=True)
def valid_html(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """At the end one Java process reads every kind of page that the tests opened, whoever opened it."""
    yield
    found = pages_seen.findings(tmp_path_factory.mktemp("pages"))
    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def ctx(
    common: Context, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Context]:
    """An open context with its own database, files, keys and published site."""
    folder = tmp_path_factory.mktemp("data")
    settings = replace(
        common.settings,
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'mingdan.sqlite3'}",
        files_dir=folder / "files",
        output_dir=folder / "output",
    )
    shutil.copy(migrated_sqlite, folder / "mingdan.sqlite3")
    _publish(settings.output_dir)
    opened = replace(
        common,
        settings=settings,
        case_index=open_backend(f"whoosh://{folder}/cases", analyzer_for(common.registry)),
        database=Database(settings.database_url),
        files=FolderFiles(settings.files_dir),
        keys=load_or_create(folder / "keys"),
    )
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def app(ctx: Context) -> Flask:
    """The application; its limits are off except in the tests that are about them."""
    application = create_app(ctx)
    application.test_client_class = InspectingClient
    limiter.enabled = False
    return application


@pytest.fixture
def client(app: Flask) -> InspectingClient:
    """A browser of its own, without scripts."""
    browser = app.test_client()
    assert isinstance(browser, InspectingClient)
    return browser


def _publish(output: Path) -> None:
    """A small published site; the real one is tested beside its plugin."""
    (output / "lists").mkdir(parents=True)
    publish_theme(output)
    page = '<!doctype html><html lang="zh-CN"><title>明单</title><h1>{}</h1></html>'
    (output / "index.html").write_text(page.format("首页"), encoding="utf-8")
    (output / "404.html").write_text(page.format("没有找到这个页面"), encoding="utf-8")
    (output / "lists" / "index.html").write_text(page.format("清单"), encoding="utf-8")
    (output / "feed.atom").write_text("<feed/>", encoding="utf-8")
