"""The lists of a desk."""

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from intake.cases.ownership import place_name
from intake.cases.states import OVER, State
from intake.services.desk import inbox as lists
from intake.services.desk.inbox import Queue
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.words import days_between
from intake.words import gettext as _
from intake.words import mark

NAMES = {
    Queue.TO_DECIDE: mark("待确定"),
    Queue.NEW: mark("新到"),
    Queue.MINE: mark("我的"),
    Queue.WORKING: mark("办理中"),
    Queue.ANSWERED: mark("已答复"),
    Queue.WAITING: mark("等待中"),
    Queue.REVIEW: mark("复查复核"),
    Queue.CLOSED: mark("已办结"),
    Queue.ALL: mark("全部"),
}


@bp.get("/")
@staff_only(*DESK)
def inbox() -> ResponseReturnValue:
    """One list of the desk, longest-waiting first; the first list unless another is asked for."""
    queues = lists.queues_for(g.staff)
    name = request.args.get("queue", queues[0])
    if name not in queues:
        abort(404)
    queue, number = Queue(name), max(request.args.get("page", 1, int), 1)
    page = lists.inbox(context(), g.staff, queue, number)
    if number > page.pages:
        return redirect(url_for("desk.inbox", queue=queue, page=page.pages), 303)
    words = {"tabs": _tabs(queues), "waited": _waited, "place": _place}
    return render_template("desk/inbox.html", queue=queue, page=page, **words)


@bp.get("/triage")
@staff_only("coordinator")
def triage_list() -> ResponseReturnValue:
    """What waits for the coordinating office's decision."""
    return redirect(url_for("desk.inbox", queue=Queue.TO_DECIDE), 303)


def _tabs(queues: tuple[Queue, ...]) -> list[tuple[Queue, str, int]]:
    held = lists.counts(context(), g.staff)
    return [(queue, _(NAMES[queue]), held[queue]) for queue in queues]


def _place(row: lists.CaseRow) -> str:
    """The place without the reader's own region, which every row would repeat."""
    own = place_name(g.staff.region, context().registry)
    place = row.place.removeprefix(own)
    told = () if place and place in row.address else (place,)
    return " ".join(filter(None, (*told, row.address))) or _("未写明")


def _waited(row: lists.CaseRow) -> str:
    """How long the complainant has waited; nothing once there is an answer."""
    if row.state in (State.ANSWERED, State.MERGED, *OVER):
        return "—"
    days = days_between(row.filed_at, context().now())
    return _("%(days)d 天") % {"days": days} if days else _("今天")
