"""The monthly list for the procuratorate: looked at, then taken as a file, which is recorded."""

from flask import g, render_template, request, send_file
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.model import Role
from intake.services.office import share_list as service
from intake.services.office.share_list import ShareForm
from intake.web.forms.share_list import MonthForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp

SHOWN = 50
_MIME = {
    ShareForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ShareForm.CSV: "text/csv",
    ShareForm.JSON: "application/json",
}


@bp.get("/share-list")
@staff_only(Role.COORDINATOR.value)
def share_list() -> ResponseReturnValue:
    """What the list of a month would hold."""
    asked = request.args.get("month", "")
    month = asked or service.last_month(context())
    form = MonthForm(formdata=None, data={"month": month})
    try:
        found = service.of_month(context(), g.staff, month)
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        found = None
    page = render_template(
        "desk/share_list.html",
        found=found,
        form=form,
        kinds=[each.value for each in ShareForm],
        lines=found.lines[:SHOWN] if found else (),
        faults=form.faults(),
    )
    return page, 422 if found is None else 200


@bp.post("/share-list/<any(xlsx, csv, json):form>")
@staff_only(Role.COORDINATOR.value)
def take_share_list(form: str) -> ResponseReturnValue:
    """The file; that it was taken is on the record."""
    month, kind = request.form.get("month", ""), ShareForm(form)
    try:
        file = service.export(context(), g.staff, month, kind)
    except BadInput as refused:
        again = MonthForm(formdata=None, data={"month": month})
        again.refuse(refused.field, refused.message)
        return render_template("desk/share_list.html", found=None, form=again, faults=again.faults()), 422
    return send_file(file, _MIME[kind], as_attachment=True, download_name=f"share-list-{month}.{form}")
