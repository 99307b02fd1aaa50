"""Full-text search of cases at the desk."""

from urllib.parse import urlencode

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from intake.services.search import case_search
from intake.services.search.kinds import FIELDS
from intake.web.forms.search import CaseSearchForm
from intake.web.search_page import Link
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.words import gettext as _
from search import IndexBroken, Sort


@bp.get("/search")
@staff_only(*DESK)
def search() -> ResponseReturnValue:
    """Hits for the words in the address; with no words, only the box and what can be typed into it."""
    form = CaseSearchForm(request.args)
    typed, sort = form.q.data or "", Sort(form.sort.data)
    found, trouble, status = None, "", 200
    if typed:
        try:
            found = case_search.search(context(), g.staff, typed, sort, request.args.get("after", ""))
        except IndexBroken:
            trouble, status = _("搜索正在准备，请过一分钟再试；收件箱照常可用。"), 503
    narrower = _narrower(typed, sort, found) if found else []
    page = {"form": form, "typed": typed, "found": found, "trouble": trouble, "narrower": narrower}
    return render_template("desk/search.html", **page, onward_link=_further(typed, sort, found)), status


def _narrower(typed: str, sort: Sort, found: case_search.FoundCases) -> list[tuple[str, list[Link]]]:
    """Each field by which it can be narrowed: its name, and the same words with one more condition."""
    return [
        (
            _(FIELDS[facet.field]),
            [
                Link(each.words, _address(f"{typed} {_(FIELDS[facet.field])}:{each.code}", sort), each.count)
                for each in facet.options
            ],
        )
        for facet in found.facets
    ]


def _address(typed: str, sort: Sort) -> str:
    return f"{url_for('desk.search')}?{urlencode({'q': typed, 'sort': sort.value})}"


def _further(typed: str, sort: Sort, found: case_search.FoundCases | None) -> str:
    """The address of the next page, "" on the last."""
    if found is None or not found.after:
        return ""
    return f"{url_for('desk.search')}?{urlencode({'q': typed, 'sort': sort.value, 'after': found.after})}"
