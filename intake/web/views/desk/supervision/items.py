"""Supervision items: list, page, and what is written on them."""

from collections.abc import Callable
from typing import BinaryIO, cast

from flask import g, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from intake.cases.supervision import PaperAct, PaperKind
from intake.services.office import papers
from intake.services.office.papers import Written
from intake.web import journey
from intake.web.forms.staff import StaffForm
from intake.web.forms.supervision import CloseForm, PaperForm, ReplyForm, ReturnForm, VisitForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.supervision.shared import carry_out, telling
from intake.words import gettext as _

ANSWERING = ("clerk", "unit_head", "department_head", "coordinator")
Show = Callable[[str, StaffForm, str], str]
FORMS: dict[PaperAct, type[PaperForm]] = {
    PaperAct.REPLY: ReplyForm,
    PaperAct.VISIT: VisitForm,
    PaperAct.RETURN: ReturnForm,
    PaperAct.CLOSE: CloseForm,
}
ACTS = ", ".join(repr(act.value) for act in FORMS)


@bp.get("/office/items")
@staff_only(*ANSWERING)
def supervised() -> ResponseReturnValue:
    """The items that concern the reader's organ or office."""
    found = papers.listed(context(), g.staff, PaperKind.ITEM)
    return render_template("desk/supervision/items.html", found=found, today=context().today())


@bp.get("/office/items/<number>")
@staff_only(*ANSWERING)
def item(number: str) -> ResponseReturnValue:
    """One item with all that was written on it."""
    return show_item(number)


@bp.post(f"/office/items/<number>/<any({ACTS}):act>")
@staff_only(*ANSWERING)
@journey.keeps_typed
def act_on_item(number: str, act: str) -> ResponseReturnValue:
    """Reply, visit, return or close."""
    return act_on(PaperKind.ITEM, number, PaperAct(act), show_item)


@bp.get("/office/<any('item', 'finding'):kind>-files/<number>/<file_id>")
@staff_only(*ANSWERING)
def paper_file(kind: str, number: str, file_id: str) -> ResponseReturnValue:
    """A file. Pictures show in the page; everything else is saved, never opened here."""
    kept, content = papers.file(context(), g.staff, PaperKind(kind), number, file_id)
    picture = kept.mime.startswith("image/")
    response = send_file(content, kept.mime, as_attachment=not picture, download_name=kept.name, etag=False)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def act_on(kind: PaperKind, number: str, act: PaperAct, show: Show) -> ResponseReturnValue:
    """Carry out an act on an item or finding; `show` gives its page again, with what was typed."""
    form = FORMS[act]()

    def do() -> str:
        files = [
            cast("BinaryIO", each.stream) for each in request.files.getlist(form.files.name) if each.filename
        ]
        on = form.on.data if isinstance(form, VisitForm) else None
        paper = (kind, number, form.version.data)
        papers.act(context(), g.staff, paper, act, Written(form.text.data, on, files))
        return url_for(f"desk.{kind}", number=number)

    return carry_out(form, do, _("已记录"), lambda typed, trouble: show(number, typed, trouble))


def show_item(number: str, typed: StaffForm | None = None, trouble: str = "") -> str:
    """The page of an item; `typed` is a form to show as it was sent."""
    view = papers.one(context(), g.staff, PaperKind.ITEM, number)
    forms = act_forms(view, typed)
    offered = typed in forms.values()
    return render_template(
        "desk/supervision/item.html", view=view, forms=forms, **telling(typed, trouble, offered=offered)
    )


def act_forms(view: papers.PaperView, typed: StaffForm | None) -> dict[str, StaffForm]:
    """The forms of what the reader may do now, by act."""
    version = {"version": view.paper.version}
    forms: dict[str, StaffForm] = {
        act.value: FORMS[act](formdata=None, data=version) for act in view.acts if act in FORMS
    }
    for name, form in forms.items():
        if typed is not None and typed.PREFIX == form.PREFIX:
            typed["version"].raw_data = [str(view.paper.version)]
            forms[name] = typed
    return forms
