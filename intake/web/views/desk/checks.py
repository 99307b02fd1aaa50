"""The office's page of checks: what lists want attention for, and the tasks of a policy document."""

from collections import Counter

from flask import abort, g, jsonify, render_template, request, send_file
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.model import Role
from intake.services.desk.sheets import Form
from intake.services.office import checks as service
from intake.services.office.checks import LARGEST, Checked
from intake.web.forms.checks import ChecksForm, DocumentForm
from intake.web.regions import full_name
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from registry import Task
from registry.coverage.finding import KINDS

_FACTS = ("kind", "kind_words", "region", "department", "subject", "message", "advice", "file", "line", "url")


@bp.get("/checks")
@staff_only(Role.COORDINATOR)
def checks() -> ResponseReturnValue:
    """What the lists of a region want attention for, by kind."""
    found = _checked()
    form = ChecksForm(data={"region": found.region})
    form.offer([(code, full_name(context().registry, code)) for code in found.regions])
    counts = Counter(each.kind for each in found.found)
    return render_template(
        "desk/checks.html",
        form=form,
        found=found,
        counts={kind: counts[kind] for kind in KINDS if counts[kind]},
        kinds=KINDS,
        registry=context().registry,
    )


@bp.get("/checks.csv")
@staff_only(Role.COORDINATOR)
def checks_file() -> ResponseReturnValue:
    """The same as a file."""
    region = _checked().region
    file = service.export(context(), g.staff, region, Form.CSV)
    name = f"checks-{region}-{context().today()}.csv"
    response = send_file(file, "text/csv; charset=utf-8", as_attachment=True, download_name=name, etag=False)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/checks.json")
@staff_only(Role.COORDINATOR)
def checks_data() -> ResponseReturnValue:
    """The same as data."""
    found = _checked()
    warnings = [{fact: getattr(each, fact) for fact in _FACTS} for each in found.found]
    return jsonify({"region": found.region, "warnings": warnings})


@bp.route("/checks/document", methods=["GET", "POST"])
@staff_only(Role.COORDINATOR)
def check_document() -> ResponseReturnValue:
    """Which tasks a policy document has and which of them name nobody. Nothing is kept."""
    form = DocumentForm()
    tasks: tuple[Task, ...] | None = None
    if form.validate_on_submit():
        try:
            tasks = service.tasks_in(context(), g.staff, _document(form))
        except BadInput as refused:
            form.refuse("text", refused.message)
    page = render_template(
        "desk/check_document.html",
        form=form,
        faults=form.faults(),
        tasks=tasks,
        departments=context().registry.departments,
    )
    return page, 422 if form.errors else 200


def _document(form: DocumentForm) -> bytes:
    """What was given: the file, else the text."""
    file = request.files.get(form.file.name)
    given = file.read(LARGEST + 1) if file else b""
    return given or (form.text.data or "").encode()


def _checked() -> Checked:
    try:
        return service.checked(context(), g.staff, request.args.get("region", ""))
    except BadInput:
        abort(404)
