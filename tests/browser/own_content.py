"""An installation whose content is its own: what it publishes touches no other test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from product import Product
from publishing_house import small_content
from samples import settings_in

from intake.services.context import open_context
from intake.services.publication import site
from intake.settings import Settings
from intake.store import migrate


def installed(folder: Path) -> Settings:
    """A content, the site built of it, an empty database; nothing runs yet."""
    settings = replace(
        settings_in(folder / "data"),
        content_dir=small_content(folder / "content"),
        output_dir=folder / "output",
    )
    with closing(open_context(settings)) as ctx:
        migrate.up(ctx.database)
        site.build(ctx)
    return settings


@contextmanager
def running(settings: Settings) -> Iterator[Product]:
    """Such an installation, served until the block ends."""
    content = str(settings.content_dir)
    made = Product(
        settings.data_dir, settings.output_dir, CONTENT_DIR=content, REQUIRE_SECOND_FACTOR="0", DEMO="0"
    )
    try:
        yield made.start()
    finally:
        made.stop()
