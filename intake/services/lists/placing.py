"""The files of a publication come into the content, or stay out of it, all together."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import structlog
from sqlalchemy.exc import SQLAlchemyError

from intake.lists.publishing import ListPublication, PublicFile, Step
from intake.services.publication.files import put, remove
from intake.settings import Settings
from intake.store import list_publications as store
from intake.store.base import Database

log = structlog.get_logger()


def place(content: Path, publication: ListPublication) -> None:
    """Put every file in its place; doing it again changes nothing.

    Raises OSError after putting back what was there, so that a full disk leaves the content as it was.
    """
    before = [PublicFile(each.path, _read(content / each.path)) for each in publication.files]
    try:
        for each in publication.files:
            _put(content, each)
    except OSError:
        for each in before:
            _put(content, each)
        raise


def finish_interrupted(settings: Settings) -> bool:
    """Place the rest of what a crash left half in the content; returns whether there was anything.

    For a content that does not load: between two files of one publication it may have faults.
    """
    with closing(Database(settings.database_url)) as database:
        try:
            with database.reading() as connection:
                checked = [each for each in store.under_way(connection) if each.step is Step.CHECKED]
        except SQLAlchemyError:  # no database yet, so nothing was ever published from it
            return False
    for each in checked:
        log.warning("interrupted publication completed", release=each.key)
        place(settings.content_dir, each)
    return bool(checked)


def _put(content: Path, file: PublicFile) -> None:
    path = content / file.path
    if file.text is None:
        remove(path)
    elif _read(path) != file.text:
        put(path, file.text.encode())


def _read(path: Path) -> str | None:
    return path.read_bytes().decode() if path.exists() else None
