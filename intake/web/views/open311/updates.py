"""Updates of service requests, given and taken as FixMyStreet does."""

from __future__ import annotations

from flask import g

from intake.services.open311 import posting
from intake.services.open311 import reading as reading_service
from intake.web.security import context, public
from intake.web.views.open311 import asked, sent, shapes
from intake.web.views.open311.blueprint import answers, bp, filing, reading
from intake.web.views.open311.documents import Many, Node
from intake.web.views.open311.sender import reader, senders


@bp.get("/v2/servicerequestupdates.<extension>")
@public
@reading
@answers("service_request_updates")
def updates() -> Node:
    """What happened between two moments, oldest first."""
    found = reading_service.updates(context(), reader(), asked.updates())
    return Many("request_update", [shapes.update(each) for each in found])


@bp.post("/v2/servicerequestupdates.<extension>")
@public
@senders
@filing
@answers("service_request_updates")
def post_update() -> Node:
    """Add what the complainant says further."""
    asked.within()
    update_id = posting.post(context(), g.api_key.source, sent.update())
    return Many("request_update", [{"update_id": update_id}])
