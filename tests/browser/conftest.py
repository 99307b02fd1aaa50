"""The built site, the running product and a browser, made once for all browser tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from once import made_once, of_the_run
from product import ARTIFACTS, Product, build_site
from sound import Sound
from visitor import Visitor

from intake.services.context import Context

# Pictures of every page are for people to look at: `ALBUM=1 make test` has them in artifacts/.
Visitor.camera = bool(os.environ.get("ALBUM"))


@pytest.fixture(scope="session", autouse=True)
def seen_by_axe(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What one worker's visitors found accessible, those of others need not have read again."""
    Visitor.sound = Sound(of_the_run(tmp_path_factory) / "sound")


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public site, built from the real content. Who publishes into it takes a copy."""
    return made_once(tmp_path_factory, "output", build_site)


@pytest.fixture(scope="session")
def product(common: Context, output: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A running installation; what it printed is kept beside the pictures."""
    folder = tmp_path_factory.mktemp("installation")
    shutil.copytree(common.settings.data_dir / "index", folder / "data" / "index")  # of the same content
    made = Product(folder / "data", Path(shutil.copytree(output, folder / "output")))
    ARTIFACTS.mkdir(exist_ok=True)
    try:
        yield made.start()
    finally:
        made.stop()
        (ARTIFACTS / "server.log").write_text(made.printed(), encoding="utf-8")
