"""A partner sets where its own events go, and tries it out."""

from flask import g
from flask.typing import ResponseReturnValue

from intake.cases.partner import NEEDS_HEAD, Scope
from intake.services.partners import hooks
from intake.web.security import context, scoped
from intake.web.views.api.blueprint import Refused, bp, invalid, trying, working
from intake.web.views.api.body import Reader, json_object
from intake.web.words import iso_time
from intake.words import gettext as _


@bp.get("/v1/hook")
@scoped(Scope.HOOKS)
@working
def hook() -> ResponseReturnValue:
    """To which host events go; never the whole address or the secret."""
    found = hooks.where(context(), g.api_key.partner)
    if found is None:
        raise Refused(404, "not_found", _("没有设置推送网址。"))
    return {
        "host": found.host,
        "set_at": iso_time(found.set_at),
        "approved": found.approved_at is not None,
    }


@bp.put("/v1/hook")
@scoped(Scope.HOOKS)
@working
def set_hook() -> ResponseReturnValue:
    """Set the address; the answer holds the new secret, this once. A key that opens an organ's cases has
    the word of its head."""
    read = Reader(json_object(), {"url"})
    url = read.words("url")
    if read.faults:
        invalid(read.faults)
    vouched = bool(g.api_key.scopes & NEEDS_HEAD)
    by, partner = g.api_key.staff, g.api_key.partner
    return {"secret": hooks.set_hook(context(), by, partner, url, vouched=vouched)}


@bp.delete("/v1/hook")
@scoped(Scope.HOOKS)
@working
def remove_hook() -> ResponseReturnValue:
    """Send no more events."""
    hooks.remove_hook(context(), g.api_key.staff, g.api_key.partner)
    return "", 204


@bp.post("/v1/hook/test")
@scoped(Scope.HOOKS)
@trying
def try_hook() -> ResponseReturnValue:
    """Send a test event now."""
    tried = hooks.try_out(context(), g.api_key.partner)
    return {"arrived": tried.arrived, "said": tried.said}
