"""Who is responsible, the search, and the API's own description."""

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from intake.services.search import search_public
from intake.services.search.search_public import Wanted
from intake.web.openapi import document
from intake.web.security import context, public
from intake.web.views.api import shapes
from intake.web.views.api.blueprint import Refused, bp, invalid, only_known, reading
from intake.web.views.api.body import Faults, iso_day
from intake.words import gettext as _

QUERY_LENGTH = 100
PAGES = 50
KINDS = ("item", "list", "department", "unassigned", "page", "result")


@bp.get("/v1/who")
@public
@reading
def who() -> ResponseReturnValue:
    """Who leads a matter in a region on a day."""
    only_known("matter", "region", "date")
    matter, region, day = (request.args.get(name, "") for name in ("matter", "region", "date"))
    faults: Faults = {}
    if not matter:
        faults["matter"] = [_("请写事项编号，例如 ST-001")]
    if region not in context().registry.regions:
        faults["region"] = [_("没有这个行政区划代码")]
    if day and iso_day(day) is None:
        faults["date"] = [_("应为日期，例如 2026-11-03")]
    if faults:
        invalid(faults)
    found = search_public.who(context(), matter, region, iso_day(day))
    if found is None:
        raise Refused(404, "not_found", _("这一天、这个地方，公布的清单里没有这个事项"))
    return shapes.responsibility(found, context().settings.base_url)


@bp.get("/v1/search")
@public
@reading
def search() -> ResponseReturnValue:
    """What is published and matches the words."""
    only_known("q", "region", "department", "kind", "page")
    wanted = _wanted()
    found = search_public.search(context(), wanted)
    return shapes.search_page(wanted.q, found, context().settings.base_url)


def _wanted() -> Wanted:
    asked = {name: request.args.get(name, "").strip() for name in ("q", "region", "department", "kind")}
    page = request.args.get("page", "1")
    faults: Faults = {}
    if not 1 <= len(asked["q"]) <= QUERY_LENGTH:
        faults["q"] = [_("请写 1 至 100 个字")]
    if asked["region"] and asked["region"] not in context().registry.regions:
        faults["region"] = [_("没有这个行政区划代码")]
    if asked["department"] and asked["department"] not in context().registry.departments:
        faults["department"] = [_("没有这个部门代号")]
    if asked["kind"] and asked["kind"] not in KINDS:
        faults["kind"] = [_("应为 %(kinds)s 之一") % {"kinds": "、".join(KINDS)}]
    if page not in map(str, range(1, PAGES + 1)):
        faults["page"] = [_("应为 1 至 50 的整数")]
    if faults:
        invalid(faults)
    filters = {name: asked[name] or None for name in ("region", "department", "kind")}
    return Wanted(asked["q"], **filters, page=int(page))


@bp.get("/v1/openapi.json")
@public
@reading
def openapi() -> ResponseReturnValue:
    """The description of this API."""
    return jsonify(document())


@bp.get("/")
@public
def explained() -> ResponseReturnValue:
    """The same for people."""
    return render_template("api/index.html", spec=document(), base=context().settings.base_url)
