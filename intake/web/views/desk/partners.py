"""Other systems: who manages them adds them, issues and revokes their keys, sets where their events go."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.model import Role
from intake.cases.ownership import regions_below
from intake.cases.partner import scope_words, scopes_for
from intake.cases.permissions import Right, may
from intake.services.partners import hooks, keys, managing
from intake.services.partners.keys import Issued, Wanted
from intake.services.partners.managing import NewPartner, PartnerView
from intake.web import journey
from intake.web.forms.partners import HookForm, KeyForm, PartnerForm
from intake.web.forms.question import options
from intake.web.forms.staff import StaffForm
from intake.web.security import context, limited, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.partner_words import event_row, key_mark, keys_mark
from intake.words import gettext as _

MANAGERS = (Role.COORDINATOR.value, Role.ADMINISTRATOR.value)
HEAD = Role.DEPARTMENT_HEAD.value
T = TypeVar("T")


@bp.get("/partners")
@staff_only(*MANAGERS, HEAD)
def partners() -> ResponseReturnValue:
    """The systems that one manages, or of one's own organ."""
    return _partners(PartnerForm(formdata=None))


@bp.post("/partners")
@staff_only(*MANAGERS)
@journey.keeps_typed
def add_partner() -> ResponseReturnValue:
    """Add a system."""
    form = PartnerForm()
    new = NewPartner(form.name.data or "", form.region.data or "", form.department.data or "")
    if (made := _done(form, lambda: managing.add(context(), g.staff, new))) is not None:
        flash(_("已新增合作系统，下一步给它发密钥"))
        return redirect(url_for("desk.partner", partner_id=made.id), 303)
    return _partners(form), 422


@bp.get("/partners/<int:partner_id>")
@staff_only(*MANAGERS, HEAD)
def partner(partner_id: int) -> ResponseReturnValue:
    """One system: its keys, its events, what did not arrive."""
    return _partner(partner_id)


@bp.post("/partners/<int:partner_id>/keys")
@staff_only(*MANAGERS)
@journey.keeps_typed
def issue_key(partner_id: int) -> ResponseReturnValue:
    """Issue a key; its secret is on the answer and nowhere else."""
    found, form = keys.managed(context(), g.staff, partner_id), KeyForm()
    wanted = Wanted(form.name.data or "", form.scopes.data or (), form.days.data or 0, bool(form.client.data))
    issued = _done(form, lambda: keys.issue(context(), g.staff, found, wanted))
    return _shown_once(partner_id, issued) if issued else (_partner(partner_id, form), 422)


@bp.post("/partners/<int:partner_id>/keys/<int:key_id>/<any(rotate, revoke):step>")
@staff_only(*MANAGERS)
def key_step(partner_id: int, key_id: int, step: str) -> ResponseReturnValue:
    """Issue another like it, or end it."""
    found = keys.managed(context(), g.staff, partner_id)
    if step == "rotate":
        return _shown_once(partner_id, keys.rotate(context(), g.staff, found, key_id, keys.MOST_DAYS))
    keys.revoke(context(), g.staff, found, key_id)
    flash(_("已吊销密钥"))
    return _back(partner_id)


@bp.post("/partners/<int:partner_id>/keys/<int:key_id>/approve")
@staff_only(HEAD)
def approve_key(partner_id: int, key_id: int) -> ResponseReturnValue:
    """The head lets the organ's own system in."""
    keys.approve(context(), g.staff, keys.seen(context(), g.staff, partner_id), key_id)
    flash(_("已批准，密钥现在可以使用"))
    return _back(partner_id)


@bp.post("/partners/<int:partner_id>/hook")
@staff_only(*MANAGERS)
@journey.keeps_typed
def set_partner_hook(partner_id: int) -> ResponseReturnValue:
    """Set where events go; the signing secret is on the answer and nowhere else."""
    found, form = keys.managed(context(), g.staff, partner_id), HookForm()
    secret = _done(form, lambda: hooks.set_hook(context(), g.staff, found, form.url.data or ""))
    if secret is None:
        return _partner(partner_id, form), 422
    return render_template("desk/partner_secret.html", view=_view(partner_id), hook_secret=secret)


@bp.post("/partners/<int:partner_id>/hook/approve")
@staff_only(HEAD)
def approve_hook(partner_id: int) -> ResponseReturnValue:
    """The head agrees to where the organ's events go."""
    found = keys.seen(context(), g.staff, partner_id)
    hooks.approve_hook(context(), g.staff, found, _shown_at())
    flash(_("已批准，事件推送到这个网址"))
    return _back(partner_id)


@bp.post("/partners/<int:partner_id>/hook/<any(remove, test, resend):step>")
@staff_only(*MANAGERS)
@limited("upload")
def partner_hook_step(partner_id: int, step: str) -> ResponseReturnValue:
    """Stop sending, send a test event now, or send again what did not arrive."""
    found = keys.managed(context(), g.staff, partner_id)
    if step == "remove":
        hooks.remove_hook(context(), g.staff, found)
        flash(_("不再推送事件"))
    elif step == "resend":
        flash(_("重新推送 %(count)s 个事件") % {"count": hooks.resend(context(), g.staff, found)})
    else:
        tried = hooks.try_out(context(), found)
        said = _("测试事件已送到（%(said)s）") if tried.arrived else _("测试事件没有送到：%(said)s")
        flash(said % {"said": tried.said})
    return _back(partner_id)


@bp.post("/partners/<int:partner_id>/events/<int:event_id>/resend")
@staff_only(*MANAGERS)
@limited("upload")
def resend_event(partner_id: int, event_id: int) -> ResponseReturnValue:
    """Send one event again."""
    found = keys.managed(context(), g.staff, partner_id)
    if not hooks.resend(context(), g.staff, found, event_id):
        abort(404)
    flash(_("这个事件会马上重新推送"))
    return _back(partner_id)


@bp.post("/partners/<int:partner_id>/close")
@staff_only(*MANAGERS)
def close_partner(partner_id: int) -> ResponseReturnValue:
    """End a system with all its keys."""
    managing.close(context(), g.staff, keys.managed(context(), g.staff, partner_id))
    flash(_("已停用，密钥全部吊销"))
    return redirect(url_for("desk.partners"), 303)


def _shown_at() -> datetime:
    """When the address was set that the head saw; aborts 400 without it."""
    try:
        return datetime.fromisoformat(request.form["set_at"])
    except ValueError:
        abort(400)


def _done(form: StaffForm, do: Callable[[], T]) -> T | None:
    """What the service made of it; None when something was wrong, which then is on the form."""
    _offer(form)
    if not form.validate_on_submit():
        return None
    try:
        return do()
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return None


def _offer(form: StaffForm) -> None:
    if isinstance(form, PartnerForm):
        registry = context().registry
        places = regions_below(registry, g.staff.region)
        form.region.choices = options((code, registry.region(code).name) for code in places)
        known = sorted((each.id, each.name) for each in registry.departments.values())
        form.department.choices = options([("", _("热线")), *known])


def _partners(form: PartnerForm) -> str:
    _offer(form)
    return render_template(
        "desk/partners.html",
        found=managing.rows(context(), g.staff),
        keys_mark=keys_mark,
        manages=may(g.staff, Right.MANAGE_PARTNERS),
        may_import=may(g.staff, Right.IMPORT_CASES),
        form=form,
        faults=form.faults(),
    )


def _partner(partner_id: int, typed: StaffForm | None = None) -> str:
    view, approves = _view(partner_id), may(g.staff, Right.APPROVE_KEY)
    key = typed if isinstance(typed, KeyForm) else KeyForm(formdata=None)
    key.scopes.choices = options(
        (scope.value, scope_words(scope)) for scope in sorted(scopes_for(view.partner.organ))
    )
    return render_template(
        "desk/partner.html",
        view=view,
        manages=may(g.staff, Right.MANAGE_PARTNERS),
        approves=approves,
        address=hooks.address(context(), g.staff, view.partner) if approves else "",
        key_form=key,
        hook_form=typed if isinstance(typed, HookForm) else HookForm(formdata=None),
        faults=typed.faults() if typed else [],
        key_mark=key_mark,
        events=[event_row(each) for each in view.events],
        scope_words=scope_words,
    )


def _view(partner_id: int) -> PartnerView:
    return managing.one(context(), g.staff, partner_id)


def _shown_once(partner_id: int, issued: Issued) -> str:
    return render_template("desk/partner_secret.html", view=_view(partner_id), issued=issued)


def _back(partner_id: int) -> ResponseReturnValue:
    return redirect(url_for("desk.partner", partner_id=partner_id), 303)
