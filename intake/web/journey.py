"""The thread through the complaint pages: the draft behind the cookie, the order of steps, one way to ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, after_this_request, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from intake.services.filing import drafts
from intake.services.filing.drafts import Draft
from intake.web import errors
from intake.web.cookies import drop_private_cookie, private_cookie, set_private_cookie
from intake.web.forms.question import Question
from intake.web.security import View, context, limited
from intake.words import gettext as _

COOKIE = "mingdan_draft"
CHECK = "receipt.check"


def step_names() -> list[str]:
    """The steps a citizen sees, in order."""
    return [_("发生了什么"), _("在哪里"), _("什么时候"), _("照片和材料"), _("联系方式"), _("核对并提交")]


def token() -> str:
    """The secret of the draft in hand, or an empty string."""
    return str(g.get("draft_token") or private_cookie(COOKIE))


def draft() -> Draft | None:
    """The draft behind the cookie; None when there is none or it has expired."""
    return drafts.load(context(), token()) if token() else None


def begin(answers: Mapping[str, Any]) -> None:
    """Start a fresh draft with these answers and hand its secret to the browser. Aborts 429."""
    g.draft_token = _new_draft()
    drafts.save(context(), g.draft_token, answers)

    @after_this_request
    def hand_over(response: Response) -> Response:
        set_private_cookie(response, COOKIE, g.draft_token)
        return response


@limited("start")
def _new_draft() -> str:
    """Every way to a new draft passes here: any question answered without a draft makes one."""
    return drafts.start(context())


def forget(response: Response) -> Response:
    """Take the draft's secret from the browser."""
    drop_private_cookie(response, COOKIE)
    return response


def keep(found: Draft | None, answers: Mapping[str, Any]) -> None:
    """Add answers to the draft; when it is gone (expired, cookies cleared) a new one takes them."""
    if found is None:
        begin(answers)
    else:
        drafts.save(context(), token(), {**found.answers, **answers})


def elsewhere(found: Draft | None) -> ResponseReturnValue | None:
    """Where to go when this draft cannot be asked more: it was sent already, or there is none to show."""
    if found is not None and found.submitted:
        return redirect(url_for("receipt.shown"), 303)
    if found is None and request.method == "GET":
        return redirect(url_for("complain.start"), 303)
    return None


def changing() -> bool:
    """Whether the citizen came from the last page to change one answer."""
    return "change" in request.args


def step_url(endpoint: str) -> str:
    """The address of a step; on the way back to the last page it stays on that way."""
    return url_for(endpoint, change=1) if changing() else url_for(endpoint)


def onward(endpoint: str) -> ResponseReturnValue:
    """To the next question, or back to the last page when that is where the change was asked for."""
    return redirect(url_for(CHECK if changing() else endpoint), 303)


def ask(
    template: str,
    step: int,
    form: Question,
    *,
    back: str,
    faults: Sequence[tuple[str, str]] = (),
    **more: Any,
) -> ResponseReturnValue:
    """Show a question with the faults of its form and further ones; 422 when what was sent has any.

    `back` is the endpoint of the page before; `step` counts from 1, 0 stands before the first.
    """
    told = [*form.faults(), *faults]
    page = render_template(
        template,
        form=form,
        faults=told,
        step=step,
        steps=step_names(),
        step_url=step_url,
        back=url_for(CHECK if changing() else back),
        **more,
    )
    return page, 422 if told and request.method == "POST" else 200


def keeps_typed(view: View) -> View:
    """Mark a view that shows what was typed again when its form is refused, however it was refused."""
    view.mingdan_keeps_typed = True  # type: ignore[attr-defined]  # a mark on the function
    return view


def show_typed_again(error: CSRFError) -> ResponseReturnValue:
    """A page too old to be accepted: the view's own form refuses it too, and shows it with what was typed."""
    view = current_app.view_functions[request.endpoint or ""]
    if not getattr(view, "mingdan_keeps_typed", False):
        return errors.http_error(error)
    try:
        shown: ResponseReturnValue = current_app.ensure_sync(view)(**(request.view_args or {}))
    except Exception as refused:  # Flask asks nobody about what is raised inside of a handler
        return current_app.handle_user_exception(refused)
    return shown
