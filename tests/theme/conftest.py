"""The small site of theme_pages, running, and a browser on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page
from theme_pages import OpenPage, make_app
from werkzeug.serving import make_server


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the small site answers."""
    server = make_server("127.0.0.1", 0, make_app(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def open_page(browser: Browser, address: str) -> OpenPage:
    """open_page(path, **context options) gives a page; any console error or script fault fails the test."""

    @contextmanager
    def opened(path: str, **options: object) -> Iterator[Page]:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(address + path)
        yield page
        context.close()
        assert faults == []

    return opened
