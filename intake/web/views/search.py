"""Search of what is published."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.services.filing import suggest
from intake.services.search import search_public
from intake.services.search.search_public import FoundPage, Wanted
from intake.web.forms.find import SearchForm
from intake.web.regions import region_choices
from intake.web.search_address import wanted_here
from intake.web.search_page import SearchPage, meta_of
from intake.web.security import context, limited, public
from search import IndexBroken

bp = Blueprint("search", __name__)


@bp.get("/search")
@public
@limited("read", "GET")
def results() -> ResponseReturnValue:
    """Hits for the words and fields in the address; with none, only the form and how to search."""
    wanted = wanted_here()
    asks = wanted.by or any(each.isalnum() for each in wanted.q)  # punctuation alone would find everything
    try:
        found = search_public.search(context(), wanted, counting=True) if asks else None
    except IndexBroken:
        return _render(wanted, None, trouble=True), 503
    return _render(wanted, found)


def _render(wanted: Wanted, found: FoundPage | None, trouble: bool = False) -> str:
    page = SearchPage.of(wanted, found, url_for("search.results"), url_for("search_feed.feed"))
    return render_template(
        "search/results.html",
        form=_form(wanted, found),
        typed=wanted.q,
        found=found,
        page=page,
        page_url=context().settings.base_url + page.permanent,
        trouble=trouble,
        likely=_likely(found),
        meta_of=meta_of,
    )


def _form(wanted: Wanted, found: FoundPage | None) -> SearchForm:
    registry = context().registry
    chosen = [each for each in found.asked.by if not each.typed] if found else []
    form = SearchForm.showing(wanted.sort, chosen)
    departments = [(each.id, each.name) for each in registry.departments.values() if each.organs]
    form.offer(region_choices(registry), departments, chosen)
    return form


def _likely(found: FoundPage | None) -> list[suggest.Suggestion]:
    """Where words find nothing: items that the router takes them for."""
    if found is None or found.items or not found.asked.text:
        return []
    regions = found.asked.codes("region")
    return suggest.suggest(context(), found.asked.text, regions[0] if len(regions) == 1 else None)[:3]
