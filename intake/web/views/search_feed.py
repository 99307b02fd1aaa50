"""The feed of a search: its newest hits as Atom (RFC 4287). The address of a search is its subscription."""

import io
from datetime import date, datetime, time

from feedgenerator import Atom1Feed
from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from intake.services.context import LOCAL_TIME
from intake.services.search import search_public
from intake.services.search.kinds import FIELDS, KINDS
from intake.services.search.search_public import Found, FoundPage, Wanted
from intake.web.search_address import address, settled, wanted_here
from intake.web.security import context, limited, public
from intake.words import gettext as _
from search import IndexBroken, Sort

bp = Blueprint("search_feed", __name__)

_FRESH_FOR = 600  # seconds that a reader need not ask again
_RETRY_AFTER = 60


class _Feed(Atom1Feed):  # type: ignore[misc]  # it has no types
    """An empty feed was last changed when the index was made, not at this moment."""

    made_at: datetime

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self.made_at)


@bp.get("/search.atom")
@public
@limited("read", "GET")
def feed() -> ResponseReturnValue:
    """The newest hits that have a day. A part not understood is refused: it would bring everything."""
    try:
        found = search_public.newest(context(), wanted_here())
    except IndexBroken:
        said = _("搜索正在准备，请过一分钟再试。")
        return Response(said, 503, {"Retry-After": str(_RETRY_AFTER)}, mimetype="text/plain")
    if found.asked.not_understood:
        said = _("没有看懂：%(parts)s") % {"parts": "、".join(found.asked.not_understood)}
        return Response(said, 422, mimetype="text/plain")
    response = Response(_atom(found), mimetype="application/atom+xml")
    response.add_etag()
    response.last_modified = found.built_at
    response.cache_control.public = True
    response.cache_control.max_age = _FRESH_FOR
    return response.make_conditional(request)


def _atom(found: FoundPage) -> bytes:
    base, site = context().settings.base_url, context().registry.site
    search = settled(Wanted(sort=Sort.BEST), found.asked)
    made = _Feed(
        title=_("%(name)s：%(search)s") % {"name": site.name, "search": _title(found)},
        link=base + address(url_for("search.results"), search),
        feed_url=base + address(url_for("search_feed.feed"), search),
        description=site.demonstration_notice,
        language="zh-CN",
        author_name=site.name,
    )
    for each in found.items:
        if each.day:
            _add(made, each, each.day, base)
    made.made_at = found.built_at
    stream = io.StringIO()
    made.write(stream, "utf-8")
    return stream.getvalue().encode()


def _add(made: _Feed, found: Found, day: date, base: str) -> None:
    """An entry; its id is the permanent address, the same wherever and whenever it is found."""
    link = base + found.hit.stored.get("permanent", found.hit.url)
    moment = datetime.combine(day, time(), LOCAL_TIME)
    kind = _(KINDS[found.hit.kind])
    made.add_item(
        title=f"{kind}：{found.hit.title}",
        link=link,
        description=escape(Markup(found.hit.snippet_html).striptags()),  # noqa: S704 - made plain, not trusted
        unique_id=link,
        pubdate=moment,
        updateddate=moment,
    )


def _title(found: FoundPage) -> str:
    by = [f"{_(FIELDS[each.field])}：{each.words}" for each in found.asked.by]
    return _("搜索") + "，".join(filter(None, (f"“{found.asked.text}”" if found.asked.text else "", *by)))
