"""Who is responsible, the search, and the API's own description."""

from collections.abc import Callable, Mapping

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from intake.services.search import naming, paging, search_public
from intake.services.search.kinds import KINDS, STATES
from intake.services.search.search_public import Wanted
from intake.web.openapi import document
from intake.web.security import context, public
from intake.web.views.api import shapes
from intake.web.views.api.blueprint import Refused, bp, invalid, only_known, reading
from intake.web.views.api.body import Faults, iso_day
from intake.words import gettext as _
from intake.words import mark
from search import IndexBroken, Sort

QUERY_LENGTH = 100
FRESH_FOR = 60  # seconds that an answer of the search may be kept


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
    only_known("q", "region", "department", "kind", "topic", "state", "date", "sort", "after")
    wanted = _wanted()
    try:
        found = search_public.search(context(), wanted, counting=True)
    except IndexBroken:
        raise Refused(503, "unavailable", _("搜索正在准备，请过一分钟再试")) from None
    response = jsonify(shapes.search_page(wanted.q, found, context().settings.base_url))
    response.cache_control.public = True
    response.cache_control.max_age = FRESH_FOR
    return response


def _wanted() -> Wanted:
    q, sort, after = (request.args.get(name, "").strip() for name in ("q", "sort", "after"))
    by = {name: value for name in _KNOWN if (value := request.args.get(name, "").strip())}
    faults: Faults = {}
    if not 1 <= len(q) <= QUERY_LENGTH:
        faults["q"] = [_("请写 1 至 100 个字")]
    for name, value in by.items():
        known, told = _KNOWN[name]
        if not known(value):
            faults[name] = [_(told)]
    if sort and sort not in set(Sort):
        faults["sort"] = [_("应为 best 或 newest")]
    elif after and not paging.is_place(Sort(sort or Sort.BEST), after):
        faults["after"] = [_("应为上一页给出的 next，排序也要相同")]
    if faults:
        invalid(faults)
    return Wanted(q, {name: (value,) for name, value in by.items()}, Sort(sort or Sort.BEST), after)


_Known = Mapping[str, tuple[Callable[[str], bool], str]]
_KNOWN: _Known = {
    "region": (lambda value: value in context().registry.regions, mark("没有这个行政区划代码")),
    "department": (lambda value: value in context().registry.departments, mark("没有这个部门代号")),
    "kind": (lambda value: value in KINDS, mark("没有这个类别，见接口说明")),
    "topic": (lambda value: value in context().registry.topics, mark("没有这个领域代号")),
    "state": (lambda value: value in STATES, mark("没有这个状态，见接口说明")),
    "date": (
        lambda value: naming.days_named(value) is not None,
        mark("应为 2026-10、2026-10-01..2026-11-15、>2026-10-01 这样的写法"),
    ),
}


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
