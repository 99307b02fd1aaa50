"""The real application over a database of each test's own, on either engine, and systems that call it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from contract import ContractClient, client_of
from other_system import Make, System
from samples import JINSHUI

from intake.cases.partner import OF_HOTLINE, OF_ORGAN
from intake.services.context import Context
from intake.services.partners import keys, managing
from intake.services.partners.keys import Wanted
from intake.services.partners.managing import NewPartner
from intake.web.app import create_app
from intake.web.security import limiter


@pytest.fixture
def client(ctx: Context) -> Iterator[ContractClient]:
    """A client without a key; limits are off."""
    application = create_app(ctx)
    limiter.enabled = False
    yield client_of(application)


@pytest.fixture
def system(ctx: Context, client: ContractClient) -> Make:
    """Makes systems: of an organ or (no department) a hotline, with these scopes or all it can have."""

    def make(department: str = "ecology", *scopes: str, region: str = JINSHUI, name: str = "") -> System:
        partner = managing.add(
            ctx, None, NewPartner(name or f"{department or '热线'}系统", region, department)
        )
        all_of_it = OF_ORGAN if department else OF_HOTLINE
        issued = keys.issue(ctx, None, partner, Wanted("二〇二六", scopes or all_of_it, 30))
        return System(client, partner, issued.secret, issued.key_id)

    return make
