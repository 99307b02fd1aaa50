"""Saved views: a list with its filters under a name, one's own or shared with the organ."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.model import Staff
from intake.services.casework.step import required
from intake.services.context import Context
from intake.services.desk import filters
from intake.services.desk.queues import Queue, queues_for
from intake.store.desk import saved_views as store
from intake.store.desk.saved_views import SavedView
from intake.words import gettext as _

MOST, NAME_LENGTH = 20, 30


def views(ctx: Context, staff: Staff) -> tuple[SavedView, ...]:
    """One's own and what the organ's people share, by name."""
    with ctx.database.reading() as connection:
        return store.seen_by(connection, staff)


def save(ctx: Context, staff: Staff, name: str, said: Mapping[str, str], *, shared: bool) -> None:
    """Keep what an address says (`queue` and filters) under a name; the same name again replaces it.

    Raises BadInput("name", or a filter's name), or NotPermitted for a list the person does not have.
    """
    title = required("name", tidy(name), NAME_LENGTH)
    asked = filters.read(ctx, said)
    queue = said.get("queue", "")
    if queue not in queues_for(staff):
        raise NotPermitted(_("您的账号没有这个列表。"))
    query = urlencode({"queue": Queue(queue).value, **asked.query()})
    with ctx.database.writing() as connection:
        store.keep(connection, staff, SavedView(0, title, query, shared, staff.name, own=True), ctx.now())
        if store.count_of(connection, staff) > MOST:
            raise BadInput("name", _("最多保存 {count} 个视图，请先删掉一个。").format(count=MOST))


def remove(ctx: Context, staff: Staff, view_id: int) -> None:
    """Delete a view of one's own. Raises NotFound for any other."""
    with ctx.database.writing() as connection:
        if not store.remove(connection, staff, view_id):
            raise NotFound(_("没有这个视图，或者不是您保存的。"))
