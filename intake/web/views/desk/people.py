"""Units and people of an organ: the department head arranges them, everybody enters their own leave."""

from collections.abc import Callable

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.model import ORGAN_ROLES, Role
from intake.cases.people import Colleague, acting_for
from intake.cases.permissions import Right, may
from intake.services.casework import resting
from intake.services.staff import colleagues, leave, units
from intake.web import journey
from intake.web.forms.people import DeputyForm, LeaveForm, PlaceForm, UnitForm
from intake.web.forms.question import options
from intake.web.forms.staff import StaffForm
from intake.web.numbers import whole_number
from intake.web.offices import role_name
from intake.web.security import context, staff_only
from intake.web.views.desk import choices
from intake.web.views.desk.blueprint import DESK, bp
from intake.words import gettext as _
from registry import CalendarEnded

HEAD = Role.DEPARTMENT_HEAD.value


@bp.get("/people")
@staff_only(*DESK)
def people() -> ResponseReturnValue:
    """Who is here, who is away, and who does it instead."""
    return _people(UnitForm(formdata=None))


@bp.post("/people/units")
@staff_only(HEAD)
@journey.keeps_typed
def add_unit() -> ResponseReturnValue:
    """Make a unit."""
    form = UnitForm()
    if _done(form, lambda: units.add(context(), g.staff, form.name.data)):
        flash(_("已设立科室"))
        return redirect(url_for("desk.people"), 303)
    return _people(form), 422


@bp.get("/people/units/<int:unit_id>")
@staff_only(HEAD)
def unit(unit_id: int) -> ResponseReturnValue:
    """Rename or dissolve a unit."""
    return _unit(unit_id, None)


@bp.post("/people/units/<int:unit_id>/rename")
@staff_only(HEAD)
@journey.keeps_typed
def rename_unit(unit_id: int) -> ResponseReturnValue:
    """Give a unit another name."""
    form = UnitForm()
    if _done(form, lambda: units.rename(context(), g.staff, unit_id, form.name.data)):
        flash(_("已改名"))
        return redirect(url_for("desk.people"), 303)
    return _unit(unit_id, form), 422


@bp.post("/people/units/<int:unit_id>/dissolve")
@staff_only(HEAD)
def dissolve_unit(unit_id: int) -> ResponseReturnValue:
    """Remove a unit; its people and cases stay with the organ."""
    units.dissolve(context(), g.staff, unit_id)
    flash(_("已撤销科室，人员和投诉都还在本单位"))
    return redirect(url_for("desk.people"), 303)


@bp.get("/people/<login>")
@staff_only(*DESK)
def person(login: str) -> ResponseReturnValue:
    """One person: unit, deputy, leave."""
    return _person(login, None)


@bp.post("/people/<login>/place")
@staff_only(HEAD)
@journey.keeps_typed
def place(login: str) -> ResponseReturnValue:
    """Let somebody sit in a unit, or in none."""
    form = PlaceForm()
    chosen = whole_number(form.unit.data)
    return _carry_out(login, form, lambda: units.place(context(), g.staff, login, chosen), _("已改所在科室"))


@bp.post("/people/<login>/deputy")
@staff_only(*DESK)
@journey.keeps_typed
def name_deputy(login: str) -> ResponseReturnValue:
    """Let a colleague stand in."""
    form = DeputyForm()

    def name() -> None:
        leave.name_deputy(context(), g.staff, login, form.deputy.data or "")

    return _carry_out(login, form, name, _("已改代办人"))


@bp.post("/people/<login>/leave")
@staff_only(*DESK)
@journey.keeps_typed
def take_leave(login: str) -> ResponseReturnValue:
    """Enter a leave."""
    form = LeaveForm()

    def take() -> None:
        leave.take(context(), g.staff, login, form.first.data, form.last.data)

    return _carry_out(login, form, take, _("已登记休假"))


@bp.post("/people/<login>/leave/<int:leave_id>/cancel")
@staff_only(*DESK)
def cancel_leave(login: str, leave_id: int) -> ResponseReturnValue:
    """Remove a leave."""
    leave.cancel(context(), g.staff, login, leave_id)
    flash(_("已取消休假"))
    return redirect(url_for("desk.person", login=login), 303)


@bp.get("/resting")
@staff_only(*DESK)
def unassigned() -> ResponseReturnValue:
    """Cases that no person has had for too long."""
    try:
        found, fault = resting.unassigned_for(context(), g.staff), ""
    except CalendarEnded as ended:
        found, fault = (), str(ended)
    days = context().settings.casework.resting_days
    return render_template(
        "desk/resting.html", found=found, fault=fault, days=days, holder_of=choices.organ_words
    )


def _carry_out(login: str, form: StaffForm, do: Callable[[], object], said: str) -> ResponseReturnValue:
    if _done(form, do):
        flash(said)
        return redirect(url_for("desk.person", login=login), 303)
    return _person(login, form), 422


def _done(form: StaffForm, do: Callable[[], object]) -> bool:
    """Whether the form was right and the service took it; what was wrong is on the form."""
    if not form.validate_on_submit():
        return False
    try:
        do()
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return False
    return True


def _people(form: UnitForm) -> str:
    roster = colleagues.roster(context(), g.staff)
    return render_template(
        "desk/people.html",
        people=roster.values(),
        units=units.of_organ(context(), g.staff) if g.staff.role in ORGAN_ROLES else [],
        stand_in=lambda each: acting_for(roster, each.staff.id),
        role_name=role_name,
        manages=may(g.staff, Right.MANAGE_UNITS),
        form=form,
        faults=form.faults(),
    )


def _unit(unit_id: int, typed: UnitForm | None) -> str:
    found = next((each for each in units.of_organ(context(), g.staff) if each.id == unit_id), None)
    if found is None:
        abort(404)
    form = typed or UnitForm(formdata=None, data={"name": found.name})
    faults = typed.faults() if typed else []
    return render_template("desk/unit.html", unit=found, form=form, faults=faults)


def _person(login: str, typed: StaffForm | None) -> str:
    coming = leave.to_come(context(), g.staff, login)
    roster = colleagues.roster(context(), g.staff)
    found = next(each for each in roster.values() if each.staff.login == login)
    forms = _forms(found)
    if typed is not None:
        _offer(typed, found)
        forms[typed.PREFIX] = typed
    return render_template(
        "desk/person.html",
        person=found,
        coming=coming,
        forms=forms,
        faults=typed.faults() if typed else [],
        role_name=role_name,
        deputy=roster.get(found.deputy_id) if found.deputy_id else None,
    )


def _forms(found: Colleague) -> dict[str, StaffForm]:
    """The forms that this reader may fill in for somebody."""
    deputy = colleagues.roster(context(), g.staff).get(found.deputy_id or 0)
    made: dict[str, StaffForm] = {
        DeputyForm.PREFIX: DeputyForm(formdata=None, data={"deputy": deputy.staff.login if deputy else ""}),
        LeaveForm.PREFIX: LeaveForm(formdata=None),
    }
    if may(g.staff, Right.MANAGE_UNITS):
        made[PlaceForm.PREFIX] = PlaceForm(formdata=None, data={"unit": str(found.unit_id or "")})
    for form in made.values():
        _offer(form, found)
    return made


def _offer(form: StaffForm, found: Colleague) -> None:
    if isinstance(form, PlaceForm):
        known = [(str(each.id), each.name) for each in units.of_organ(context(), g.staff)]
        form.unit.choices = options([("", _("不在科室")), *known])
    if isinstance(form, DeputyForm):
        people = leave.deputies_for(context(), g.staff, found.staff.login)
        known = [(each.staff.login, each.staff.name) for each in people]
        form.deputy.choices = options([("", _("还没有")), *known])
