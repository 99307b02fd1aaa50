"""The files of a publication come into the content, or stay out of it, all together."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import structlog
from sqlalchemy.exc import SQLAlchemyError

from intake.lists.publishing import ListPublication, PublicFile, Step
from intake.services.publication.files import put, remove
from intake.settings import Settings
from intake.store.base import Database
from intake.store.lists import list_publications as store

log = structlog.get_logger()

_LOOKS, _BETWEEN = 50, 0.1  # seconds; placing takes milliseconds


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
    """Place the rest of what a crash left half in the content; returns whether it is worth another look.

    For a content that does not load: between two files of one publication it may have faults. Where a living
    publisher is at work, its files are its own; it is given a moment to get past them.
    """
    with closing(Database(settings.database_url)) as database:
        try:
            with database.alone("publish", wait=False) as mine:
                return _place_rest(settings.content_dir, database) if mine else _others_passed(database)
        except SQLAlchemyError:  # no database yet, so nothing was ever published from it
            return False


def _place_rest(content: Path, database: Database) -> bool:
    left = _half_placed(database)
    for each in left:
        log.warning("interrupted publication completed", release=each.key)
        place(content, each)
    return bool(left)


def _others_passed(database: Database) -> bool:
    for _look in range(_LOOKS):
        if not _half_placed(database):
            break
        time.sleep(_BETWEEN)
    return True


def _half_placed(database: Database) -> list[ListPublication]:
    with database.reading() as connection:
        return [each for each in store.under_way(connection) if each.step is Step.CHECKED]


def _put(content: Path, file: PublicFile) -> None:
    path = content / file.path
    if file.text is None:
        remove(path)
    elif _read(path) != file.text:
        put(path, file.text.encode())


def _read(path: Path) -> str | None:
    return path.read_bytes().decode() if path.exists() else None
