"""What the person is reminded of."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from intake.services.office import my_reminders
from intake.web.numbers import HIGHEST
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.supervision.shared import PAGES, REMINDERS


@bp.get("/reminders")
@staff_only(*DESK)
def reminders() -> ResponseReturnValue:
    """The unread ones first, then the newest."""
    found = my_reminders.of(context(), g.staff)
    return render_template("desk/supervision/reminders.html", found=found, words=REMINDERS, pages=PAGES)


@bp.post("/reminders/read")
@staff_only(*DESK)
def reminders_read() -> ResponseReturnValue:
    """Everything on the page was read."""
    my_reminders.mark_read(context(), g.staff, min(request.form.get("until", 0, int), HIGHEST))
    return redirect(url_for("desk.reminders"), 303)
