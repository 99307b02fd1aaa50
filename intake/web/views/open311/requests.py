"""Service requests: filed, listed, looked up by number or by token."""

from __future__ import annotations

from flask import g

from intake.cases.model import Receipt
from intake.cases.receipt import spaced
from intake.services.open311 import filing as filing_service
from intake.services.open311 import own
from intake.services.open311 import reading as reading_service
from intake.services.open311.records import ServiceRequest
from intake.web.security import context, public
from intake.web.views.open311 import asked, sent, shapes
from intake.web.views.open311.blueprint import answers, bp, filing, looking_up, reading
from intake.web.views.open311.documents import Many, Node
from intake.web.views.open311.sender import reader, senders
from intake.words import gettext as _


@bp.post("/v2/requests.<extension>")
@public
@senders
@filing
@answers("service_requests")
def file_request() -> Node:
    """File it; what is shown is stored."""
    receipt = filing_service.file(context(), g.api_key, asked.within(), sent.service_request())
    return Many("request", [_receipt(receipt)])


@bp.get("/v2/requests.<extension>")
@public
@reading
@answers("service_requests")
def requests() -> Node:
    """A page of them, newest first."""
    ctx, source = context(), reader()
    asked.within()
    numbers = asked.ids()
    if numbers:
        return _listed(reading_service.numbered(ctx, source, numbers))
    return _listed(reading_service.listed(ctx, source, asked.requests()))


@bp.get("/v2/requests/<request_id>.<extension>")
@public
@reading
@answers("service_requests")
def one_request(request_id: str) -> Node:
    """One of them."""
    asked.within()
    return _listed([reading_service.one(context(), reader(), request_id)])


@bp.get("/v2/tokens/<token>.<extension>")
@public
@looking_up
@answers("service_requests")
def request_of_token(token: str) -> Node:
    """The number of the request whose receipt code is the token."""
    asked.within()
    number = reading_service.request_of_token(context(), token)
    return Many("request", [{"service_request_id": number, "token": token}])


def _listed(found: list[ServiceRequest]) -> Node:
    base, extended = context().settings.base_url, asked.extended()
    return Many("request", [shapes.service_request(each, base, extended=extended) for each in found])


def _receipt(receipt: Receipt) -> Node:
    """The receipt code is for the complainant, whom the sender tells; nobody is told it again."""
    base = context().settings.base_url
    notice = _("已登记，编号 {number}。查询码 {code}，请交给投诉人保存，凭它在 {url} 查看办理情况。")
    told = notice.format(number=receipt.case_number, code=spaced(receipt.code), url=f"{base}/track")
    plain: dict[str, Node] = {
        "service_request_id": receipt.case_number,
        "service_notice": told,
        "account_id": "",
    }
    if not asked.extended():
        return plain
    extended: dict[str, Node] = {"receipt_code": spaced(receipt.code)}
    if receipt.certificate:
        extended["certificate"] = shapes.certificate(own.cited(receipt.certificate), base)
    return {**plain, "extended_attributes": extended}
