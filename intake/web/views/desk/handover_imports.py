"""A hotline's table becomes cases: choose it, look at what was read, confirm, watch it being filed."""

from collections.abc import Mapping

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.model import Role
from intake.services.partners import importing, managing
from intake.services.partners.importing import PAGE, Preview
from intake.services.partners.sheet import COLUMN_WORDS, NEEDED, Column
from intake.web import journey
from intake.web.forms.handover_imports import ColumnsForm, TableForm
from intake.web.forms.question import one_line, options
from intake.web.numbers import whole_number
from intake.web.security import context, large_body, limited, staff_only
from intake.web.views.desk.blueprint import bp
from intake.words import gettext as _

OFFICE = Role.COORDINATOR.value
SHOWN = 20  # rows, to see whether the columns are right
FAULTS_SHOWN = 200


@bp.get("/partners/imports")
@staff_only(OFFICE)
def handover_imports() -> ResponseReturnValue:
    """Where to choose a hotline and its table, and what was imported lately."""
    return _start(TableForm(formdata=None))


@bp.post("/partners/imports")
@staff_only(OFFICE)
@large_body
@limited("upload")
@journey.keeps_typed
def receive_handovers() -> ResponseReturnValue:
    """Read the table; what it says is shown on the next page."""
    form = TableForm()
    if not form.validate_on_submit():
        return _start(form), 422
    file = request.files.get(form.file.name)
    partner_id = whole_number(form.partner.data) or 0
    try:
        if file is None or not file.filename:
            raise BadInput("file", _("请选择一个表格文件"))
        content = file.stream.read(importing.MOST_FILE_BYTES + 1)
        handle = importing.receive(context(), g.staff, partner_id, content, one_line(file.filename))
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return _start(form), 422
    return redirect(url_for("desk.handover_preview", partner_id=partner_id, handle=handle), 303)


@bp.get("/partners/<int:partner_id>/imports/<handle>")
@staff_only(OFFICE)
def handover_preview(partner_id: int, handle: str) -> ResponseReturnValue:
    """What was read, doubts at their cells."""
    return _preview(importing.preview(context(), g.staff, partner_id, handle), handle)


@bp.post("/partners/<int:partner_id>/imports/<handle>")
@staff_only(OFFICE)
@journey.keeps_typed
def confirm_handovers(partner_id: int, handle: str) -> ResponseReturnValue:
    """Look at it again with other columns, or hand the rows to the worker."""
    form = ColumnsForm()
    chosen = _chosen(form)
    seen = importing.preview(context(), g.staff, partner_id, handle, chosen)
    if not form.validate_on_submit():
        return _preview(seen, handle, form), 422
    if request.form.get("step") != "confirm":
        return _preview(seen, handle, form)
    try:
        made = importing.confirm(context(), g.staff, partner_id, handle, chosen)
    except BadInput as refused:
        form.refuse("", refused.message)
        return _preview(seen, handle, form), 422
    flash(_("已开始导入，刷新这一页看进度"))
    return redirect(url_for("desk.handover_import", import_id=made), 303)


@bp.get("/partners/imports/<int:import_id>")
@staff_only(OFFICE)
def handover_import(import_id: int) -> ResponseReturnValue:
    """How far an import is, and what became of each row."""
    page = request.args.get("page", "1")
    number = whole_number(page) or 0
    if not 1 <= number <= 1000:
        abort(404)
    found = importing.progress(context(), g.staff, import_id, number)
    pages = max(1, -(-found.found.done // PAGE))
    return render_template("desk/handover_import.html", progress=found, page=number, pages=pages)


def _start(form: TableForm) -> str:
    known = [each for each in managing.known_to(context(), g.staff) if not each.organ]
    form.partner.choices = options(
        (str(each.id), f"{each.name}（{managing.belongs_to(context(), each)}）")
        for each in known
        if not each.closed_at
    )
    return render_template(
        "desk/handover_imports.html",
        form=form,
        latest=importing.latest(context(), g.staff, known),
        faults=form.faults(),
    )


def _chosen(form: ColumnsForm) -> Mapping[Column, int | None]:
    """The columns picked on the page; anything that is no column is none."""
    picked = {column: form[column.value].data or "" for column in Column}
    return {
        column: number if (number := whole_number(said)) in range(1000) else None
        for column, said in picked.items()
    }


def _preview(seen: Preview, handle: str, typed: ColumnsForm | None = None) -> str:
    now = {column.value: "" if at is None else str(at) for column, at in seen.sheet.mapping.items()}
    form = typed or ColumnsForm(formdata=None, data=now)
    columns = options(
        [
            ("", _("没有这一列")),
            *((str(n), f"{each or _('（空）')}") for n, each in enumerate(seen.sheet.headings)),
        ]
    )
    for column in Column:
        form[column.value].choices = columns
    doubts = [doubt for row in seen.sheet.rows for doubt in row.doubts]
    return render_template(
        "desk/handover_preview.html",
        seen=seen,
        handle=handle,
        form=form,
        columns=[(form[column.value], column in NEEDED) for column in Column],
        words={column.value: _(words) for column, words in COLUMN_WORDS.items()},
        faulty=sum(not row.sound for row in seen.sheet.rows),
        doubts=doubts[:FAULTS_SHOWN],
        more_doubts=max(0, len(doubts) - FAULTS_SHOWN),
        rows=seen.sheet.rows[:SHOWN],
        faults=form.faults(),
    )
