"""Reminder letters and reports upward: lists, pages, acknowledgement and answer."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.services.office import letters as service
from intake.services.office import reports as reporting
from intake.web import journey
from intake.web.forms.staff import StaffForm
from intake.web.forms.supervision import AcknowledgeForm, InstructionForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.supervision.shared import carry_out, telling
from intake.words import gettext as _

_ANSWERING = ("clerk", "unit_head", "department_head", "coordinator")


@bp.get("/office/")
@bp.get("/office/letters")
@staff_only(*_ANSWERING)
def letters() -> ResponseReturnValue:
    """The letters that concern the reader's organ or office."""
    return render_template("desk/supervision/letters.html", found=service.listed(context(), g.staff))


@bp.get("/office/letters/<number>")
@staff_only(*_ANSWERING)
def letter(number: str) -> ResponseReturnValue:
    """One letter, as it is printed."""
    return _letter(number, AcknowledgeForm(formdata=None))


@bp.post("/office/letters/<number>/acknowledge")
@staff_only(*_ANSWERING)
@journey.keeps_typed
def acknowledge_letter(number: str) -> ResponseReturnValue:
    """The organ says that it got the letter, and what it will do."""
    form = AcknowledgeForm()

    def act() -> str:
        service.acknowledge(context(), g.staff, number, form.reply.data)
        return url_for("desk.letter", number=number)

    return carry_out(form, act, _("已签收"), lambda typed, trouble: _letter(number, typed, trouble))


@bp.get("/office/reports")
@staff_only("coordinator")
def reports() -> ResponseReturnValue:
    """The reports that the office, or one below it, made or got."""
    return render_template("desk/supervision/reports.html", found=reporting.listed(context(), g.staff))


@bp.get("/office/reports/<number>")
@staff_only("coordinator")
def report(number: str) -> ResponseReturnValue:
    """One report, as it is printed."""
    return _report(number, InstructionForm(formdata=None))


@bp.post("/office/reports/<number>/answer")
@staff_only("coordinator")
@journey.keeps_typed
def answer_report(number: str) -> ResponseReturnValue:
    """The office above answers."""
    form = InstructionForm()

    def act() -> str:
        reporting.answer(context(), g.staff, number, form.instruction.data)
        return url_for("desk.report", number=number)

    return carry_out(form, act, _("批示已记录"), lambda typed, trouble: _report(number, typed, trouble))


def _letter(number: str, form: StaffForm, trouble: str = "") -> str:
    found = service.one(context(), g.staff, number)
    return render_template(
        "desk/supervision/letter.html",
        found=found,
        form=form,
        **telling(form, trouble, offered=found.may_acknowledge),
    )


def _report(number: str, form: StaffForm, trouble: str = "") -> str:
    found = reporting.one(context(), g.staff, number)
    return render_template(
        "desk/supervision/report.html",
        found=found,
        form=form,
        **telling(form, trouble, offered=found.may_answer),
    )
