"""A department's own table becomes rows of its list: upload, look at it, confirm. And back as a file."""

import io
from typing import Final

from flask import flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput, StaleCase
from intake.lists.matching import Fate
from intake.services.lists import exporting, importing, showing
from intake.services.lists.exporting import Kind
from intake.services.lists.importing import Confirmation, Preview
from intake.web import journey
from intake.web.forms.list_import import (
    ConfirmForm,
    TableRowForm,
    UploadForm,
    choices,
    offer_missing,
    row_forms,
)
from intake.web.forms.question import one_line
from intake.web.security import context, large_body, limited, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.lists.one import frame
from intake.web.views.desk.lists.shared import EDITORS, READERS
from intake.words import gettext as _

MOST_ROWS: Final = 300  # a page of more would be too long to look through, and to send back


@bp.get("/lists/<int:draft_id>/import")
@staff_only(*EDITORS)
def item_list_import(draft_id: int) -> ResponseReturnValue:
    """Where to choose a table."""
    return _upload(draft_id, UploadForm(formdata=None))


@bp.post("/lists/<int:draft_id>/import")
@staff_only(*EDITORS)
@large_body
@limited("upload")
@journey.keeps_typed
def receive_table(draft_id: int) -> ResponseReturnValue:
    """Read the table; what it says is shown on the next page."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _upload(draft_id, form), 422
    file = request.files.get(form.file.name)
    try:
        if file is None or not file.filename:
            raise BadInput("file", _("请选择一个表格文件"))
        content = file.stream.read(importing.MOST_FILE_BYTES + 1)
        handle = importing.receive(context(), g.staff, draft_id, content, one_line(file.filename))
        _checked(importing.preview(context(), g.staff, draft_id, handle))
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return _upload(draft_id, form), 422
    return redirect(url_for("desk.table_preview", draft_id=draft_id, handle=handle), 303)


@bp.get("/lists/<int:draft_id>/import/<handle>")
@staff_only(*EDITORS)
def table_preview(draft_id: int, handle: str) -> ResponseReturnValue:
    """All that was read, doubts at their cells. `pick=guessed` ticks rows with nothing but guesses."""
    seen = importing.preview(context(), g.staff, draft_id, handle)
    rows = row_forms(seen.matching.rows, fresh=True, guessed_too=request.args.get("pick") == "guessed")
    return _preview(handle, seen, _confirm_form(seen, fresh=True), rows)


@bp.post("/lists/<int:draft_id>/import/<handle>")
@staff_only(*EDITORS)
@journey.keeps_typed
def take_table(draft_id: int, handle: str) -> ResponseReturnValue:
    """Take over what is ticked."""
    seen = importing.preview(context(), g.staff, draft_id, handle)
    form, rows = _confirm_form(seen, fresh=False), row_forms(seen.matching.rows, fresh=False)
    sound = [row.validate() for row in rows]
    if not form.validate_on_submit() or not all(sound):
        return _preview(handle, seen, form, rows), 422
    said = Confirmation(form.digest.data, choices(form, rows))
    try:
        done = importing.confirm(context(), g.staff, draft_id, handle, said)
    except BadInput as refused:
        form.refuse("", refused.message)
        return _preview(handle, seen, form, rows), 422
    except StaleCase as stale:
        return _preview(handle, seen, form, rows, stale.message), 409
    told = _(
        "已导入：新增 %(added)d 项，修改 %(changed)d 项，删去 %(removed)d 项；表里有 %(left)d 项没有导入"
    )
    counts = {"added": done.added, "changed": done.changed, "removed": done.removed, "left": done.left}
    flash(told % counts)
    return redirect(url_for("desk.item_list_rows", draft_id=draft_id), 303)


@bp.post("/lists/<int:draft_id>/import/<handle>/drop")
@staff_only(*EDITORS)
def drop_table(draft_id: int, handle: str) -> ResponseReturnValue:
    """Give the import up."""
    importing.forget(context(), g.staff, draft_id, handle)
    flash(_("没有导入，清单没有变动"))
    return redirect(url_for("desk.item_list_import", draft_id=draft_id), 303)


@bp.get(f"/lists/<int:draft_id>/export.<any({', '.join(Kind)}):form>")
@staff_only(*READERS)
def export_item_list(draft_id: int, form: str) -> ResponseReturnValue:
    """The list as an Excel or Word table, to print or to change and import."""
    file = exporting.export(context(), g.staff, draft_id, Kind(form))
    response = send_file(io.BytesIO(file.content), as_attachment=True, download_name=file.name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _checked(seen: Preview) -> None:
    if len(seen.matching.rows) > MOST_ROWS:
        said = _("表里有 %(count)s 项，一次最多导入 %(most)d 项，请分成几个文件。")
        raise BadInput("file", said % {"count": len(seen.matching.rows), "most": MOST_ROWS})


def _confirm_form(seen: Preview, *, fresh: bool) -> ConfirmForm:
    form = ConfirmForm(formdata=None, data={"digest": seen.digest}) if fresh else ConfirmForm()
    offer_missing(form, seen.matching.missing)
    return form


def _upload(draft_id: int, form: UploadForm) -> str:
    view = showing.one(context(), g.staff, draft_id)
    return render_template(
        "desk/lists/import.html", **frame(view, _("导入表格")), form=form, faults=form.faults()
    )


def _preview(
    handle: str, seen: Preview, form: ConfirmForm, rows: list[TableRowForm], trouble: str = ""
) -> str:
    fates = [each.fate for each in seen.matching.rows]
    form.digest.raw_data, form.digest.data = None, seen.digest
    return render_template(
        "desk/lists/import_preview.html",
        **frame(seen.view, _("核对导入的表格")),
        seen=seen,
        handle=handle,
        form=form,
        rows=rows,
        counts={fate.value: fates.count(fate) for fate in Fate},
        doubtful=sum(not row.matched.row.plain for row in rows),
        guessed=sum(row.guessed_only for row in rows),
        faults=[*form.faults(), *(fault for row in rows for fault in row.faults())],
        trouble=trouble,
    )
