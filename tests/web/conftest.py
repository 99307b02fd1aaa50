"""The real application over the real content and a fresh SQLite database, one per test module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from inspect_page import InspectingClient

from intake.services import index
from intake.services.context import Context, context_for
from intake.settings import Settings, from_environment
from intake.store import migrate
from intake.web.app import create_app
from intake.web.security import limiter
from registry import Registry, load

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The published record, loaded once."""
    return load(ROOT / "content")


@pytest.fixture(scope="session")
def index_dir(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A search index over it, built once; the tests only read it."""
    folder = tmp_path_factory.mktemp("index")
    ctx = context_for(_settings(folder, folder / "index"), registry)
    index.rebuild(ctx)
    ctx.close()
    return folder / "index"


@pytest.fixture(scope="module")
def ctx(registry: Registry, index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """An open context with its own database, files and keys."""
    folder = tmp_path_factory.mktemp("data")
    _publish(folder / "output")
    opened = context_for(_settings(folder, index_dir), registry)
    migrate.up(opened.database)
    yield opened
    opened.close()


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


def _settings(folder: Path, index_folder: Path) -> Settings:
    return from_environment(
        {
            "DATA_DIR": str(folder),
            "OUTPUT_DIR": str(folder / "output"),
            "CONTENT_DIR": str(ROOT / "content"),
            "SEARCH_URL": f"whoosh:///{index_folder}",
            "POW_COST": "1",
        }
    )


def _publish(output: Path) -> None:
    """A small published site; the real one is tested beside its plugin."""
    (output / "lists").mkdir(parents=True)
    (output / "theme").symlink_to(ROOT / "site" / "theme" / "static")
    page = '<!doctype html><html lang="zh-CN"><title>明单</title><h1>{}</h1></html>'
    (output / "index.html").write_text(page.format("首页"), encoding="utf-8")
    (output / "404.html").write_text(page.format("没有找到这个页面"), encoding="utf-8")
    (output / "lists" / "index.html").write_text(page.format("清单"), encoding="utf-8")
    (output / "feed.atom").write_text("<feed/>", encoding="utf-8")
