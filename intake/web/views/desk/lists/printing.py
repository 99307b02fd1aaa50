"""The list for the meeting that decides on it (列表送审稿), to be printed."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from intake.services.lists import deciding, showing
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.lists.one import frame
from intake.web.views.desk.lists.shared import READERS


@bp.get("/lists/<int:draft_id>/print")
@staff_only(*READERS)
def item_list_print(draft_id: int) -> ResponseReturnValue:
    """Every row in the order of the list, and what the reviewers said last."""
    view = showing.one(context(), g.staff, draft_id)
    return render_template(
        "desk/lists/print.html",
        **frame(view),
        decider=deciding.decider(context(), view.draft.region),
        now=context().now(),
    )
