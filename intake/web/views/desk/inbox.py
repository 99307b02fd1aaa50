"""The lists of a desk: one page of one list, as filtered; from one case of it to the next."""

from collections.abc import Container, Mapping
from urllib.parse import urlencode

from flask import abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.permissions import Right, may
from intake.services.desk import filters, saved
from intake.services.desk import inbox as lists
from intake.services.desk.filters import Filters
from intake.services.desk.inbox import Page
from intake.services.desk.queues import Queue, queues_for
from intake.services.desk.rows import CaseRow
from intake.services.office import ahead
from intake.web.forms.lists import FilterForm, SelectedForm, ViewForm
from intake.web.forms.question import grouped
from intake.web.security import context, staff_only
from intake.web.views.desk import board_pictures, choices, list_words
from intake.web.views.desk.blueprint import DESK, LAST_LIST, bp

_NOTHING: Page[CaseRow] = Page((), 1, 1, 0)


@bp.get("/")
@staff_only(*DESK)
def inbox() -> ResponseReturnValue:
    """One list of the desk; the first list unless another is asked for."""
    queue = queue_of(request.args)
    try:
        asked = filters.read(context(), request.args)
    except BadInput as refused:
        return show(request.args, refused), 422
    number = max(request.args.get("page", 1, int), 1)
    page = lists.inbox(context(), g.staff, queue, number, asked)
    if number > page.pages:
        return redirect(url_for("desk.inbox", queue=queue, page=page.pages, **asked.query()), 303)
    session[LAST_LIST] = {"queue": queue.value, **asked.query()}
    return _render(queue, asked, page)


@bp.get("/triage")
@staff_only("coordinator")
def triage_list() -> ResponseReturnValue:
    """What waits for the coordinating office's decision."""
    return redirect(url_for("desk.inbox", queue=Queue.TO_DECIDE), 303)


@bp.get("/next")
@staff_only(*DESK)
def next_case() -> ResponseReturnValue:
    """The case to take up after one, in the list the person came from; the list when it is empty."""
    said = session.get(LAST_LIST) or {}
    queue, asked = queue_of(said), filters.read(context(), said)
    number = lists.next_case(context(), g.staff, queue, request.args.get("after", ""), asked)
    if number is None:
        return redirect(address(said), 303)
    return redirect(url_for("desk.case", number=number), 303)


def queue_of(said: Mapping[str, str]) -> Queue:
    """The list that an address or form names; the person's first when it names none. Aborts 404."""
    queues = queues_for(g.staff)
    name = said.get("queue") or queues[0]
    if name not in queues:
        abort(404)
    return Queue(name)


def address(said: Mapping[str, str]) -> str:
    """The address of the list that was said. Raises BadInput for a filter that means nothing."""
    return url_for("desk.inbox", queue=queue_of(said), **filters.read(context(), said).query())


def show(said: Mapping[str, str], refused: BadInput, ticked: Container[str] = ()) -> str:
    """The list that was asked for and what is wrong with the asking; without rows when a filter is wrong.

    `ticked`: the boxes that stay ticked, as number@version.
    """
    queue = queue_of(said)
    try:
        asked = filters.read(context(), said)
    except BadInput:
        return _render(queue, filters.NONE, _NOTHING, refused)
    return _render(queue, asked, lists.inbox(context(), g.staff, queue, 1, asked), refused, ticked)


def _render(
    queue: Queue,
    asked: Filters,
    page: Page[CaseRow],
    refused: BadInput | None = None,
    ticked: Container[str] = (),
) -> str:
    form = FilterForm(request.args)
    list_words.offer(form)
    if refused:
        form.refuse(refused.field, refused.message)
    query = urlencode({"queue": queue.value, **asked.query()})
    selected = SelectedForm(formdata=None, data={"query": query})
    selected.assignee.choices = grouped(choices.recipients())
    held = lists.counts(context(), g.staff)
    coming = ahead.mine(context(), g.staff) if queue is Queue.MINE else ()
    return render_template(
        "desk/inbox.html",
        queue=queue,
        asked=asked,
        page=page,
        form=form,
        faults=form.faults() if refused else [],
        selected=selected,
        ticked=ticked,
        view_form=ViewForm(formdata=None, data={"query": query}),
        views=saved.views(context(), g.staff),
        tabs=list_words.tabs(held),
        day=list_words.day(held),
        ahead=board_pictures.ahead(coming) if any(each.count for each in coming) else "",
        coming=[(board_pictures.day_words(each), board_pictures.number(each)) for each in coming],
        place=list_words.place,
        told=list_words.number,
        keys_in=may(g.staff, Right.KEY_IN),
        query=query,
        search=url_for("desk.search") if "desk.search" in current_app.view_functions else "",
    )
