"""What the pages of supervision share: how a form is carried out, and the words they use."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput, BadTransition, StaleCase
from intake.cases.supervision import act_words, state_words
from intake.web.forms.question import grouped, options
from intake.web.forms.staff import StaffForm
from intake.web.views.desk import choices
from intake.web.views.desk.blueprint import bp
from intake.words import gettext as _
from intake.words import mark

# A kind of reminder → what it says.
REMINDERS: Mapping[str, str] = {
    "warned": mark("期限快到：%(about)s"),
    "due": mark("期限已到：%(about)s"),
    "unit_head": mark("已超期，请督促：%(about)s"),
    "department_head": mark("已超期，请部门负责人过问：%(about)s"),
    "office": mark("已超期，请协调办公室督促：%(about)s"),
    "letter": mark("收到提醒函：%(about)s"),
    "report": mark("收到上报：%(about)s"),
    "resting": mark("一直没有指定承办人：%(about)s"),
    "task": mark("配合部门超期没有回复：%(about)s"),
    "item": mark("督办：%(about)s"),
    "finding": mark("督察检查问题：%(about)s"),
    "opinion": mark("请会商：%(about)s"),
    "talk": mark("约谈、通报：%(about)s"),
    "list": mark("清单等您办理：%(about)s"),
    "list_due": mark("审定的清单快到公布期限：%(about)s"),
    "list_late": mark("审定的清单超过公布期限：%(about)s"),
    "upward": mark("超期未办，已到上报一级：%(about)s"),
    "annual": mark("专题报告快到期：%(about)s"),
    "annual_late": mark("专题报告没有按时报送：%(about)s"),
}
PAGES: Mapping[str, str] = {
    "letter": "desk.letter",
    "report": "desk.report",
    "item": "desk.item",
    "finding": "desk.finding",
    "opinion": "desk.finding",
    "annual": "desk.annual_report",
    "annual_late": "desk.annual_report",
}


@bp.context_processor
def _words() -> dict[str, Any]:
    return {"state_words": state_words, "act_words": act_words}


def carry_out(
    form: StaffForm, act: Callable[[], str], done: str, again: Callable[[StaffForm, str], str]
) -> ResponseReturnValue:
    """Do what a valid form asks and go to the address that `act` gives.

    `again` shows the page once more with what was typed and why it could not be done.
    """
    if not form.validate_on_submit():
        return again(form, ""), 422
    try:
        onward = act()
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return again(form, ""), 422
    except (BadTransition, StaleCase) as refused:
        return again(form, refused.message), 409
    flash(done)
    return redirect(onward, 303)


def telling(typed: StaffForm | None, trouble: str, *, offered: bool) -> dict[str, Any]:
    """What a page says of a form that could not be used: its faults, or, when it is not `offered` any more,
    what was typed, to be kept elsewhere."""
    if typed is None or offered:
        return {"faults": typed.faults() if typed else [], "trouble": trouble, "left_over": {}}
    trouble = trouble or (_("现在不能这样操作，请看一看最新的情况。") if typed.errors else "")
    return {"faults": [], "trouble": trouble, "left_over": typed.typed()}


def offer_organs(form: StaffForm) -> None:
    """Fill the choices of a form's department and region."""
    form["department"].choices = options(choices.departments())
    places = choices.regions()
    places.pop("", None)
    form["region"].choices = grouped({"": [("", _("请选择"))], **places})
