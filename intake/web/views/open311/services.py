"""Discovery, the services of a jurisdiction, and what may be said of each."""

from __future__ import annotations

from intake.services.open311 import catalogue
from intake.web.security import context, public
from intake.web.views.open311 import asked, shapes
from intake.web.views.open311.blueprint import answers, bp, reading
from intake.web.views.open311.documents import KINDS, Many, Node
from intake.words import gettext as _

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


@bp.get("/discovery.<extension>")
@bp.get("/v2/discovery.<extension>")
@public
@reading
@answers("discovery")
def discovery() -> Node:
    """Where the endpoint is, in which formats, and when the lists last changed."""
    ctx = context()
    changed = f"{catalogue.changed_on(ctx):%Y-%m-%d} 00:00"
    endpoint: Node = {
        "specification": SPECIFICATION,
        "url": f"{ctx.settings.base_url}/open311/v2",
        "changeset": changed,
        "type": "test" if ctx.settings.demo else "production",
        "formats": Many("format", [kind.partition(";")[0] for kind in KINDS.values()]),
    }
    site = ctx.registry.site
    return {
        "changeset": changed,
        "contact": _("{title}，热线 {hotline}。{notice}").format(
            title=site.title, hotline=site.hotline, notice=site.demonstration_notice
        ),
        "key_service": _("接口密钥（api_key）由本站的运行单位发给其他系统，请向协调办公室申请。"),
        "endpoints": Many("endpoint", [endpoint]),
    }


@bp.get("/v2/services.<extension>")
@public
@reading
@answers("services")
def services() -> Node:
    """The matters of the lists in force in the jurisdiction."""
    found = catalogue.services(context(), asked.within())
    return Many("service", [shapes.service(each) for each in found])


@bp.get("/v2/services/<code>.<extension>")
@public
@reading
@answers("service_definition")
def definition(code: str) -> Node:
    """What may be said of one of them."""
    return shapes.definition(catalogue.service(context(), asked.within(), code))
