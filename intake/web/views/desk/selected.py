"""What is done with a list: cases taken at once, files of it, paper."""

from collections.abc import Callable
from urllib.parse import parse_qsl

from flask import Response, g, render_template, request, send_file
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.services.casework.bulk import Outcome, Picked
from intake.services.desk import bulk, filters
from intake.services.desk import inbox as lists
from intake.services.desk.export import What, export
from intake.services.desk.sheets import Form
from intake.web import journey
from intake.web.forms.lists import SelectedForm
from intake.web.security import context, staff_only
from intake.web.views.desk import list_words
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.inbox import address, queue_of, show
from intake.words import gettext as _

_MIMES = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@bp.post("/selected")
@staff_only(*DESK)
@journey.keeps_typed
def selected() -> ResponseReturnValue:
    """Accept, give away, export or print the ticked cases."""
    form = SelectedForm()
    said = dict(parse_qsl(form.query.data or ""))
    do = _WAYS.get(request.form.get("do", ""))
    ticked = request.form.getlist("case")
    try:
        if do is None or not form.validate_on_submit():
            fault = next((message for _field, message in form.faults()), _("请选择要做什么。"))
            raise BadInput("case", fault)
        return do(bulk.picked(ticked), said, form)
    except BadInput as refused:
        return show(said, BadInput("", refused.message), ticked), 422


@bp.get("/export/<any(csv, xlsx):form>")
@staff_only(*DESK)
def exported(form: str) -> ResponseReturnValue:
    """The whole list, as filtered, as a file."""
    try:
        asked = filters.read(context(), request.args)
        return _file(What(queue_of(request.args), asked), Form(form))
    except BadInput as refused:
        return show(request.args, BadInput("", refused.message)), 422


@bp.get("/print")
@staff_only(*DESK)
def printed_list() -> ResponseReturnValue:
    """The list as filtered, for paper."""
    try:
        return _paper(request.args.to_dict(), None)
    except BadInput as refused:
        return show(request.args, BadInput("", refused.message)), 422


def _accept(chosen: tuple[Picked, ...], said: dict[str, str], _form: SelectedForm) -> ResponseReturnValue:
    return _told(_("受理"), bulk.accept_many(context(), g.staff, chosen), said)


def _assign(chosen: tuple[Picked, ...], said: dict[str, str], form: SelectedForm) -> ResponseReturnValue:
    outcomes = bulk.assign_many(context(), g.staff, chosen, form.assignee.data or "")
    return _told(_("分派"), outcomes, said)


def _export(form: Form) -> Callable[[tuple[Picked, ...], dict[str, str], SelectedForm], ResponseReturnValue]:
    def run(chosen: tuple[Picked, ...], said: dict[str, str], _form: SelectedForm) -> ResponseReturnValue:
        numbers = tuple(each.case_number for each in chosen)
        return _file(What(queue_of(said), filters.read(context(), said), numbers), form)

    return run


def _print(chosen: tuple[Picked, ...], said: dict[str, str], _form: SelectedForm) -> ResponseReturnValue:
    return _paper(said, tuple(each.case_number for each in chosen))


_WAYS = {
    "accept": _accept,
    "assign": _assign,
    "csv": _export(Form.CSV),
    "xlsx": _export(Form.XLSX),
    "print": _print,
}


def _told(doing: str, outcomes: tuple[Outcome, ...], said: dict[str, str]) -> str:
    """Which were done and which were not. Sent again it changes nothing: every version has moved on."""
    return render_template(
        "desk/selected.html",
        doing=doing,
        done=[each for each in outcomes if not each.refused],
        refused=[each for each in outcomes if each.refused],
        back=address(said),
    )


def _file(what: What, form: Form) -> Response:
    made = export(context(), g.staff, what, form)
    name = f"mingdan-{what.queue.value}-{context().today():%Y%m%d}.{form.value}"
    return send_file(made.file, _MIMES[form], as_attachment=True, download_name=name, etag=False)


def _paper(said: dict[str, str], numbers: tuple[str, ...] | None) -> str:
    queue, asked = queue_of(said), filters.read(context(), said)
    rows = lists.for_paper(context(), g.staff, queue, asked, numbers)
    return render_template(
        "desk/list_print.html",
        name=_(list_words.NAMES[queue]),
        rows=rows,
        most=lists.MOST_ON_PAPER,
        place=list_words.place,
        now=context().now(),
        back=address(said),
    )
