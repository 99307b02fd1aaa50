"""The editor: every row a form of its own, saved by its button or, where scripts run, while one types."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from flask import flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput, BadTransition
from intake.lists.draft import ListRow
from intake.lists.model import HEADINGS
from intake.services.lists import rows, showing
from intake.services.lists.rows import RowConflict, SavedRow
from intake.services.lists.showing import ListView
from intake.web import errors, journey
from intake.web.forms.item_lists import TitleForm
from intake.web.forms.list_rows import AdoptForm, MoveForm, RowForm, RowStepForm, filled, row_form
from intake.web.forms.question import options
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.lists.one import frame
from intake.web.views.desk.lists.shared import EDITORS, READERS
from intake.web.words import local_time
from intake.words import gettext as _

NEW = "new"  # the key of the form for a row that is not there yet


def _tells_why_not(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """A view whose list may have moved on, or be full, since its page was shown: nothing typed is lost."""

    @wraps(view)
    def run(draft_id: int, **named: str) -> ResponseReturnValue:
        try:
            return view(draft_id, **named)
        except (BadInput, BadTransition) as refused:
            if errors.wants_json():
                return jsonify(state="conflict", message=refused.message), 409
            typed = RowForm(named.get("key", NEW))
            return _editor(draft_id, typed, trouble=refused.message), 409

    return run


@bp.get("/lists/<int:draft_id>/rows")
@staff_only(*READERS)
def item_list_rows(draft_id: int) -> ResponseReturnValue:
    """All rows: to edit for whoever may, else to read. `open` names the row to begin with."""
    return _editor(draft_id, opened=request.args.get("open", ""))


@bp.post("/lists/<int:draft_id>/rows")
@staff_only(*EDITORS)
@journey.keeps_typed
@_tells_why_not
def add_list_row(draft_id: int) -> ResponseReturnValue:
    """Add a row, empty or with what was typed."""
    form = RowForm(NEW)
    if not form.validate_on_submit():
        return _editor(draft_id, form), 422
    after = request.args.get("after", "")
    added = rows.add_row(context(), g.staff, draft_id, form.row(), after)
    flash(_("已添加一行"))
    return _to_row(draft_id, added.row.key)


@bp.post("/lists/<int:draft_id>/rows/<key>")
@staff_only(*EDITORS)
@journey.keeps_typed
@_tells_why_not
def save_list_row(draft_id: int, key: str) -> ResponseReturnValue:
    """Save one row; a script gets what it needs to go on, a person the editor at that row."""
    form = RowForm(key)
    if not form.validate_on_submit():
        return _refused(draft_id, form)
    try:
        saved = SavedRow(form.version.data, form.row())
        kept = rows.save_row(context(), g.staff, draft_id, saved)
    except RowConflict as conflict:
        return _conflict(draft_id, conflict)
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return _refused(draft_id, form)
    if errors.wants_json():
        return _told(draft_id, kept)
    flash(_("已保存"))
    return _to_row(draft_id, key)


@bp.post("/lists/<int:draft_id>/rows/<key>/remove")
@staff_only(*EDITORS)
@journey.keeps_typed
@_tells_why_not
def remove_list_row(draft_id: int, key: str) -> ResponseReturnValue:
    """Take a row out; it can be put back."""
    form = RowStepForm()
    if not form.validate_on_submit():
        return _editor(draft_id, trouble=_("请再试一次。")), 422
    try:
        rows.remove_row(context(), g.staff, draft_id, key, form.version.data)
    except RowConflict as conflict:
        return _conflict(draft_id, conflict)
    flash(_("已删除，可以在本页下面恢复"))
    return redirect(url_for("desk.item_list_rows", draft_id=draft_id), 303)


@bp.post("/lists/<int:draft_id>/rows/<key>/restore")
@staff_only(*EDITORS)
@_tells_why_not
def restore_list_row(draft_id: int, key: str) -> ResponseReturnValue:
    """Put a removed row back."""
    rows.restore_row(context(), g.staff, draft_id, key)
    flash(_("已恢复，放在最后"))
    return _to_row(draft_id, key)


@bp.post("/lists/<int:draft_id>/rows/<key>/move")
@staff_only(*EDITORS)
@journey.keeps_typed
@_tells_why_not
def move_list_row(draft_id: int, key: str) -> ResponseReturnValue:
    """Move a row to another place."""
    form = MoveForm()
    if not form.validate_on_submit():
        return _editor(draft_id, trouble=_("请填写移到第几行。")), 422
    rows.move_row(context(), g.staff, draft_id, key, form.place.data)
    flash(_("已移动"))
    return _to_row(draft_id, key)


@bp.get("/lists/<int:draft_id>/adopt")
@staff_only(*READERS)
def adopt_page(draft_id: int) -> ResponseReturnValue:
    """The items of the lists above that this list does not have."""
    return _adopt(draft_id, AdoptForm(formdata=None))


@bp.post("/lists/<int:draft_id>/adopt")
@staff_only(*EDITORS)
@journey.keeps_typed
@_tells_why_not
def adopt_items(draft_id: int) -> ResponseReturnValue:
    """Take items over as rows."""
    form = AdoptForm()
    if not form.validate_on_submit():
        return _adopt(draft_id, form), 422
    count = rows.adopt_items(context(), g.staff, draft_id, form.items.data)
    flash(_("已采用 %(count)s 项") % {"count": count})
    return redirect(url_for("desk.item_list_rows", draft_id=draft_id), 303)


def _to_row(draft_id: int, key: str) -> ResponseReturnValue:
    here = url_for("desk.item_list_rows", draft_id=draft_id, open=key, _anchor=f"row-{key}")
    return redirect(here, 303)


def _refused(draft_id: int, form: RowForm) -> ResponseReturnValue:
    if errors.wants_json():
        return jsonify(state="refused", message=_("没有保存"), faults=dict(form.errors)), 422
    return _editor(draft_id, form), 422


def _told(draft_id: int, kept: ListRow) -> ResponseReturnValue:
    """What the script writes into the page after a row was saved."""
    view = showing.one(context(), g.staff, draft_id)
    faults = {each.field: each.message for each in view.faults.get(kept.row.key, ())}
    said = _("已保存 %(at)s") % {"at": local_time(kept.written_at)}
    return jsonify(state="saved", version=kept.version, message=said, faults=faults, count=view.fault_count)


def _conflict(draft_id: int, conflict: RowConflict) -> ResponseReturnValue:
    """Both texts side by side; what was typed stands in a form that saves it upon the other's."""
    if errors.wants_json():
        return jsonify(state="conflict", message=conflict.message), 409
    theirs, mine = conflict.theirs, conflict.mine
    view = showing.one(context(), g.staff, draft_id)
    target = replace(mine, key=NEW) if mine and theirs.removed else mine
    form = filled(target, theirs.version) if target else None
    differing = [
        (HEADINGS[name], getattr(mine, name), getattr(theirs.row, name))
        for name in HEADINGS
        if mine and getattr(mine, name) != getattr(theirs.row, name)
    ]
    step = RowStepForm(formdata=None, data={"version": theirs.version})
    page = render_template(
        "desk/lists/conflict.html",
        **frame(view, _("同一行有两种改法")),
        theirs=theirs,
        form=form,
        step=step,
        differing=differing,
        message=conflict.message,
    )
    return page, 409


def _editor(draft_id: int, typed: RowForm | None = None, opened: str = "", trouble: str = "") -> str:
    view = showing.one(context(), g.staff, draft_id)
    heading = _("逐项编辑") if view.may_edit else _("清单内容")
    return render_template(
        "desk/lists/rows.html",
        **frame(view, heading),
        forms=[_form(each, view, typed) for each in view.rows] if view.may_edit else [],
        blank=typed if typed and typed.key == NEW else RowForm(NEW, formdata=None, data={"version": 0}),
        title=TitleForm(formdata=None, data={"version": view.draft.version, "title": view.draft.title}),
        step=RowStepForm(formdata=None),
        move=MoveForm(formdata=None),
        opened=typed.key if typed else opened,
        faults=typed.faults() if typed else [],
        trouble=trouble,
        left_over=_left_over(typed) if typed and not view.may_edit else {},
    )


def _left_over(typed: RowForm) -> dict[str, str]:
    """What was typed into a row of a list that cannot be edited any more, by heading."""
    cells = {heading: getattr(typed.row(), name) for name, heading in HEADINGS.items()}
    return {heading: said for heading, said in cells.items() if said}


def _form(kept: ListRow, view: ListView, typed: RowForm | None) -> RowForm:
    form = typed if typed and typed.key == kept.row.key else row_form(kept)
    form.show_faults(view.faults.get(kept.row.key, ()))
    return form


def _adopt(draft_id: int, form: AdoptForm) -> str:
    view = showing.one(context(), g.staff, draft_id)
    had = {each.row.item for each in view.rows}
    offered = [
        each
        for each in rows.inherited(context(), view.draft.region, view.draft.department)
        if each.id not in had
    ]
    form["items"].choices = options([(each.id, f"{each.id} {each.matter}") for each in offered])
    return render_template(
        "desk/lists/adopt.html", **frame(view, _("采用上级清单的事项")), form=form, faults=form.faults()
    )
