"""The handling table of inspections: on the page, as CSV, as an Excel file."""

from flask import g, render_template, request, send_file
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.services.desk.sheets import Form
from intake.services.office import inspection as service
from intake.services.office.board import USUAL_DAYS
from intake.services.office.inspection import HEADS, MOST
from intake.services.office.period import last_days
from intake.web.security import context, staff_only
from intake.web.views.desk import about
from intake.web.views.desk.about import Reading
from intake.web.views.desk.blueprint import bp
from intake.words import gettext as _

_TYPES = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@bp.get("/board/inspection")
@staff_only(*about.OFFICE)
def inspection() -> ResponseReturnValue:
    """One page of the table."""
    reading = about.read(last_days(context(), USUAL_DAYS))
    return _page(reading), 422 if reading.fault else 200


@bp.get("/board/inspection.<any(csv, xlsx):form>")
@staff_only(*about.OFFICE)
def inspection_file(form: str) -> ResponseReturnValue:
    """The whole table as a file."""
    reading, kind = about.read(last_days(context(), USUAL_DAYS)), Form(form)
    if reading.fault:
        return _page(reading), 422
    try:
        made = service.export(context(), g.staff, reading.asked, kind)
    except BadInput as refused:
        reading.form.refuse(refused.field, refused.message)
        return _page(reading), 422
    period = reading.asked.period
    name = f"inspection-{period.since}-{period.until}.{kind}"
    response = send_file(made.file, _TYPES[kind], as_attachment=True, download_name=name, etag=False)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(reading: Reading) -> str:
    page = min(max(1, request.args.get("page", 1, int)), MOST)
    return render_template(
        "desk/inspection.html",
        table=service.table(context(), g.staff, reading.asked, page),
        heads=[_(head) for head in HEADS],
        most=MOST,
        reading=reading,
        faults=reading.form.faults(),
    )
