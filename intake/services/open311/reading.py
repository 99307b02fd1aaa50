"""Requests and updates for whoever asks: a system its own, everybody else what is published."""

from __future__ import annotations

from collections.abc import Collection

from intake.cases.errors import NotFound
from intake.services.citizens import code
from intake.services.context import Context
from intake.services.open311 import own, public
from intake.services.open311.records import Asked, ServiceRequest, Update
from intake.words import gettext as _


def listed(ctx: Context, source: str | None, asked: Asked) -> list[ServiceRequest]:
    """A page, newest first. `source`: the system that asks (api:<number>); None: nobody in particular."""
    return own.listed(ctx, source, asked) if source else public.listed(ctx, asked)


def numbered(ctx: Context, source: str | None, ids: Collection[str]) -> list[ServiceRequest]:
    """Those of these that may be known, newest first; about the others nothing is said."""
    filed = own.numbered(ctx, source, ids) if source else []
    return [*filed, *public.numbered(ctx, ids)]


def one(ctx: Context, source: str | None, request_id: str) -> ServiceRequest:
    """One request. Raises NotFound, also for one that is there and not public."""
    found = numbered(ctx, source, [request_id])
    if not found:
        raise NotFound(_("没有这个 service_request_id，或者它没有公布，也不是这个密钥转来的。"))
    return found[0]


def updates(ctx: Context, source: str | None, asked: Asked) -> list[Update]:
    """A page of what happened, oldest first."""
    return own.updates(ctx, source, asked) if source else public.updates(ctx, asked)


def request_of_token(ctx: Context, token: str) -> str:
    """The number of the request whose receipt code this is. Raises MistypedCode, NotFound or StillWaiting."""
    code_hash = code.reached(ctx, token)
    with ctx.database.reading() as connection:
        held = code.find(connection, code_hash)
    if held is None:
        raise NotFound(_("没有这个 token。"))
    return held.case.number
