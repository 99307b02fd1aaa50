"""A publisher killed at any point: after a restart the old release is whole, or the new one."""

from __future__ import annotations

from contextlib import closing

import pytest
from agreeing import git, told
from crashing import POINTS, killed_publishing
from publishing_house import FIRST, LIST, NEW_WORD, House
from samples import HENAN

from intake.services.context import open_context
from intake.services.publication import due
from intake.services.search import index

WORDS = {LIST: NEW_WORD, FIRST: "煤灰飞到窗台"}


ENGINES = (("sqlite", LIST), ("postgresql", FIRST))
# Where the database has just been told, or is about to be: on either engine. Between these only files and the
# index are at work, and they know no engine: one of the two, in turn.
TOLD = {
    "checked",
    "placing noted",
    "committed",
    "commit noted",
    "build noted",
    "said, not committed",
    "finished",
}
LIVES = [
    (*engine, point)
    for number, point in enumerate(POINTS)
    for engine in (ENGINES if point in TOLD else ENGINES[number % 2 :][:1])
]


@pytest.mark.parametrize(("database_url", "department", "point"), LIVES, indirect=["database_url"])
def test_killed_at_any_point(house: House, point: str, department: str) -> None:
    draft, key = house.asked(department), f"{HENAN}/{department}/2026-11-23"
    assert killed_publishing(house.ctx, POINTS[point])
    with closing(open_context(house.ctx.settings, house.ctx.now)) as ctx:  # a restart
        due.resume(ctx)
        index.keep_up(ctx.renewed())
        assert told(ctx, draft, key, WORDS[department]).agreed is not None
        due.publish(ctx)  # the worker's next look
        assert told(ctx, draft, key, WORDS[department]).agreed is True
        assert due.publish(ctx) == due.Published(0, 0, 0)
    assert len(git(house.content, "log", "--format=%s").splitlines()) == 2
