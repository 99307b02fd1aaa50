"""What is due: for a unit its own reports and plans, for a coordinating office the board of its region."""

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.model import Role
from intake.services.annual import board as service
from intake.web.numbers import whole_number
from intake.web.security import context, staff_only
from intake.web.views.desk.annual.shared import OFFICE, WRITERS
from intake.web.views.desk.blueprint import bp


@bp.get("/annual")
@staff_only(*WRITERS)
def annual() -> ResponseReturnValue:
    """What the person's own unit owes, year by year."""
    return render_template(
        "desk/annual/overview.html", rows=service.mine(context(), g.staff), today=context().today()
    )


@bp.get("/annual/board")
@staff_only(*OFFICE)
def annual_board() -> ResponseReturnValue:
    """Who of those that report here, or to a region below, sent what and when."""
    years = service.years(context())
    year = request.args.get("year", "", str)
    asked = whole_number(year)
    chosen = asked if asked in years else years[min(1, len(years) - 1)]
    try:
        found = service.board(context(), g.staff, chosen, request.args.get("region", ""))
    except BadInput:
        abort(404)
    region = context().registry.region(found.region)
    below = [each for each in context().registry.children(region.code) if each.level in ("city", "county")]
    return render_template(
        "desk/annual/board.html", board=found, years=years, region=region, below=below, role=Role.COORDINATOR
    )
