"""Search of what is published, and the question "who answers for this here"."""

from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from intake.services.search import search_public
from intake.services.search.search_public import Wanted
from intake.web.forms.find import KINDS, SearchForm, WhoForm
from intake.web.regions import full_name, region_choices
from intake.web.security import context, limited, public

bp = Blueprint("search", __name__)

MOST_PAGES = 500  # beyond it nobody reads, and a crawler may stop


@bp.get("/search")
@public
@limited("read", "GET")
def results() -> ResponseReturnValue:
    """Hits for the words and filters in the address; with no words, only the form."""
    form = _search_form()
    wanted = Wanted(
        q=form.q.data,
        region=form.wanted("region"),
        department=form.wanted("department"),
        kind=form.wanted("kind"),
        page=_page_number(),
    )
    found = search_public.search(context(), wanted) if wanted.q else None
    return render_template(
        "search/results.html",
        form=form,
        wanted=wanted,
        found=found,
        place=full_name(context().registry, wanted.region),
        kinds=KINDS,
        prefix=_address_up_to_page(wanted),
    )


@bp.get("/who")
@public
@limited("read", "GET")
def who() -> ResponseReturnValue:
    """Who leads a matter in a region today, by which published item."""
    form = WhoForm(request.args)
    form.offer(region_choices(context().registry))
    item = context().registry.items.get(form.matter.data)
    if item is None:
        abort(404)
    region = form.region.data if form.region.data in context().registry.regions else None
    answer = search_public.who(context(), item.id, region) if region else None
    return render_template(
        "search/who.html", form=form, item=item, answer=answer, place=full_name(context().registry, region)
    )


def _search_form() -> SearchForm:
    registry = context().registry
    form = SearchForm(request.args)
    departments = [(each.id, each.name) for each in registry.departments.values() if each.organs]
    form.offer(region_choices(registry), departments)
    return form


def _page_number() -> int:
    return max(1, min(request.args.get("page", 1, type=int), MOST_PAGES))


def _address_up_to_page(wanted: Wanted) -> str:
    fields = {"q": wanted.q, "region": wanted.region, "department": wanted.department, "kind": wanted.kind}
    kept = {name: value for name, value in fields.items() if value}
    return f"{request.path}?{urlencode({**kept, 'page': ''})}"
