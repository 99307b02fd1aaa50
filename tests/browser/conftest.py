"""The built site, the running product and a browser, made once for all browser tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from product import ARTIFACTS, Product, build_site
from visitor import Visitor

# Pictures of every page are for people to look at: `ALBUM=1 make test` has them in artifacts/.
Visitor.camera = bool(os.environ.get("ALBUM"))


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public site, built from the real content."""
    folder = tmp_path_factory.mktemp("site") / "output"
    build_site(folder)
    return folder


@pytest.fixture(scope="session")
def product(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A running installation; what it printed is kept beside the pictures."""
    made = Product(tmp_path_factory.mktemp("installation") / "data", output)
    ARTIFACTS.mkdir(exist_ok=True)
    try:
        yield made.start()
    finally:
        made.stop()
        (ARTIFACTS / "server.log").write_text(made.printed(), encoding="utf-8")
