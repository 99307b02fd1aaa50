"""A draft beside the release in force."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from intake.services.lists import comparing
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.lists.one import frame
from intake.web.views.desk.lists.shared import READERS
from intake.words import gettext as _

KINDS = ("moved_in", "moved_out", "changed", "added", "removed")


@bp.get("/lists/<int:draft_id>/compare")
@staff_only(*READERS)
def item_list_compare(draft_id: int) -> ResponseReturnValue:
    """What publishing the draft would change, field by field."""
    found = comparing.compare(context(), g.staff, draft_id)
    groups = {kind: [each for each in found.changes if each.kind == kind] for kind in KINDS}
    return render_template(
        "desk/lists/compare.html",
        **frame(found.view, _("和现行清单比对")),
        found=found,
        groups={kind: each for kind, each in groups.items() if each},
        departments=context().registry.departments,
        topics=context().registry.topics,
    )
