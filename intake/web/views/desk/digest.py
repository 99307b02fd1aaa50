"""The digest for leaders, made to be printed."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from intake.cases.small_counts import FEWEST
from intake.services.office import digest as service
from intake.services.office.digest import Every
from intake.web.security import context, staff_only
from intake.web.views.desk import about
from intake.web.views.desk.blueprint import bp
from intake.words import gettext as _
from intake.words import mark

EVERY = {Every.WEEK: mark("本周"), Every.MONTH: mark("本月"), Every.QUARTER: mark("本季度")}


@bp.get("/board/digest")
@staff_only(*about.OFFICE)
def digest() -> ResponseReturnValue:
    """Of this week unless other days are asked for."""
    reading = about.read(service.period_of(Every.WEEK, context().today()))
    page = render_template(
        "desk/digest.html",
        digest=service.digest(context(), g.staff, reading.asked),
        reading=reading,
        faults=reading.form.faults(),
        periods=[(service.period_of(each, context().today()), _(words)) for each, words in EVERY.items()],
        told=_told,
        made_on=context().today(),
    )
    return page, 422 if reading.fault else 200


def _told(count: int | None) -> str:
    """A count as it may be handed on."""
    return f"<{FEWEST}" if count is None or 0 < count < FEWEST else str(count)
