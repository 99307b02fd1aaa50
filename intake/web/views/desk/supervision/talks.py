"""Talks (约谈) with organs and circulars (通报) about them: a record."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.model import Role
from intake.cases.supervision import TalkKind
from intake.services.office import supervision
from intake.services.office.supervision import Held
from intake.web import journey
from intake.web.forms.staff import StaffForm
from intake.web.forms.supervision import TalkForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.supervision.items import ANSWERING
from intake.web.views.desk.supervision.shared import carry_out, offer_organs, telling
from intake.words import gettext as _


@bp.get("/office/talks")
@staff_only(*ANSWERING)
def talks() -> ResponseReturnValue:
    """What concerns the reader's organ or office."""
    return _show(TalkForm(formdata=None))


@bp.post("/office/talks")
@staff_only("coordinator")
@journey.keeps_typed
def record_talk() -> ResponseReturnValue:
    """Put one on file."""
    form = TalkForm()

    def act() -> str:
        answers = {name: value for name, value in form.answers().items() if name in Held.__slots__}
        supervision.record_talk(context(), g.staff, Held(**{**answers, "kind": TalkKind(form.kind.data)}))
        return url_for("desk.talks")

    return carry_out(form, act, _("已登记"), _show)


def _show(form: StaffForm, trouble: str = "") -> str:
    offer_organs(form)
    return render_template(
        "desk/supervision/talks.html",
        found=supervision.talks(context(), g.staff),
        form=form if g.staff.role is Role.COORDINATOR else None,
        **telling(form, trouble, offered=g.staff.role is Role.COORDINATOR),
    )
