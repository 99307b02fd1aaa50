"""The application over the real content with a few systems that file, and a real server before it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from samples import Clock
from served import serving
from waitress.server import create_server
from werkzeug.test import TestResponse

from intake.services.context import Context
from intake.services.partners import managing
from intake.services.search.vocabulary import analyzer_for
from intake.store.base import Database
from intake.store.keys import load_or_create
from intake.web.app import create_app
from intake.web.security import limiter
from search import open_backend

V2 = "/open311/v2"
REPORT = {
    "service_code": "ST-001",
    "address_string": "金水区花园路 100 号",
    "description": "工厂烟囱夜里冒黑烟，刺鼻难闻。",
}


@dataclass(frozen=True, repr=False)
class Desk311:
    """The endpoint as a client sees it, with the key of one system."""

    ctx: Context
    app: Flask
    key: str
    other_key: str

    def get(self, path: str, **arguments: str) -> TestResponse:
        """GET below the endpoint."""
        return FlaskClient(self.app, TestResponse).get(f"{V2}/{path}", query_string=arguments)

    def post(self, path: str, **fields: str | list[str]) -> TestResponse:
        """POST a form with our key, unless the fields name another."""
        sent = {"api_key": self.key, **fields}
        return FlaskClient(self.app, TestResponse).post(f"{V2}/{path}", data=sent)

    def filed(self, **fields: str) -> str:
        """File a request; returns its number."""
        answer = self.post("requests.json", **{**REPORT, **fields})
        assert answer.status_code == 200, answer.text
        number: str = answer.get_json()[0]["service_request_id"]
        return number


@pytest.fixture(scope="module")
def clock311() -> Clock:
    """The time of a module's tests: stands still unless moved."""
    return Clock()


@pytest.fixture(scope="module")
def desk(
    common: Context, migrated_sqlite: Path, clock311: Clock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk311]:
    """The endpoint over a database of its own; limits are off."""
    folder = tmp_path_factory.mktemp("open311")
    shutil.copy(migrated_sqlite, folder / "mingdan.sqlite3")
    settings = replace(
        common.settings,
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'mingdan.sqlite3'}",
        output_dir=folder / "output",
    )
    opened = replace(
        common,
        settings=settings,
        case_index=open_backend(f"whoosh://{folder}/cases", analyzer_for(common.registry)),
        database=Database(settings.database_url),
        keys=load_or_create(folder / "keys"),
        now=clock311,
    )
    yield desk_over(opened)
    opened.database.close()


def desk_over(ctx: Context, key: str = "") -> Desk311:
    """The endpoint over an open context, with two systems, or with a key that was made elsewhere."""
    app = create_app(ctx)
    limiter.enabled = False
    if key:
        return Desk311(ctx, app, key, key)
    return Desk311(ctx, app, managing.add_apikey(ctx, "街景上报"), managing.add_apikey(ctx, "另一个系统"))


@pytest.fixture(scope="module")
def endpoint(desk: Desk311) -> Iterator[str]:
    """The address of the endpoint on a real server, on a port of its own."""
    server = create_server(desk.app, host="127.0.0.1", port=0)
    with serving(server):
        yield f"http://127.0.0.1:{server.effective_port}{V2}"
