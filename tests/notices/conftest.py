"""A mail server, a web server, and a context whose notices go to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from receivers import SENDER, MailServer, WebServer

from intake.services.context import Context
from intake.settings import NoticeSettings


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A running mail server."""
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture
def web_server() -> Iterator[WebServer]:
    """A running web server."""
    server = WebServer()
    yield server
    server.stop()


@pytest.fixture
def telling(ctx: Context, mail_server: MailServer) -> Context:
    """The context with mail switched on."""
    notices = NoticeSettings(mail_url=mail_server.url, mail_from=SENDER)
    return replace(ctx, settings=replace(ctx.settings, notices=notices))
