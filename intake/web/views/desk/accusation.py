"""The page on which the office marks a case as accusing an organ, or takes its own mark back."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.model import Owner, Staff
from intake.services.casework import accusing
from intake.services.casework.accusing import Accusation
from intake.services.context import Context
from intake.services.desk import inbox
from intake.web import journey
from intake.web.forms.accusation import AccusationForm, TakeBackForm
from intake.web.forms.question import grouped, options
from intake.web.forms.staff import CaseForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.case import to_list
from intake.web.views.desk.choices import organ_words
from intake.web.views.desk.steps import Step, carry_out
from intake.words import gettext as _
from intake.words import mark


@bp.get("/cases/<number>/accusation")
@staff_only("coordinator")
def accusation(number: str) -> ResponseReturnValue:
    """The form that fits: to mark it, or to take the mark back."""
    view = inbox.case(context(), g.staff, number)
    kind = TakeBackForm if view.certificate.accused_by_hand else AccusationForm
    return _page(number, kind(formdata=None, data={"version": view.version}))


@bp.post("/cases/<number>/accusation")
@staff_only("coordinator")
@journey.keeps_typed
def mark_accusation(number: str) -> ResponseReturnValue:
    """Mark it."""
    inbox.case(context(), g.staff, number)  # whom it does not concern is refused before faults are told
    return carry_out(number, _MARK)


@bp.post("/cases/<number>/accusation/take-back")
@staff_only("coordinator")
@journey.keeps_typed
def take_back_accusation(number: str) -> ResponseReturnValue:
    """Take it back."""
    inbox.case(context(), g.staff, number)
    return carry_out(number, _TAKE_BACK)


def _mark(ctx: Context, staff: Staff, number: str, form: CaseForm) -> None:
    region, _slash, department = form["organ"].data.partition("/")
    said = Accusation(Owner(region, department or None), form["reason"].data)
    accusing.mark(ctx, staff, number, form.version.data, said)


def _take_back(ctx: Context, staff: Staff, number: str, form: CaseForm) -> None:
    accusing.take_back(ctx, staff, number, form.version.data, form["reason"].data)


def _page(number: str, form: CaseForm) -> str:
    view = inbox.case(context(), g.staff, number)
    if isinstance(form, AccusationForm):
        found = accusing.organs(context(), view.certificate.region or g.staff.region)
        named = {
            place: [(f"{each.region}/{each.department}", organ_words(each)) for each in organs]
            for place, organs in found.items()
        }
        form.organ.choices = [*options([("", _("请选择"))]), *grouped(named)]
    where = "mark" if isinstance(form, AccusationForm) else "take_back"
    action = url_for(f"desk.{where}_accusation", number=number)
    return render_template(
        "desk/accusation.html", number=number, view=view, form=form, action=action, faults=form.faults()
    )


_MARK = Step(AccusationForm, _mark, mark("已标明 %(number)s 涉及单位，限制知悉"), to_list, _page)
_TAKE_BACK = Step(TakeBackForm, _take_back, mark("已取消 %(number)s 涉及单位的标明"), to_list, _page)
