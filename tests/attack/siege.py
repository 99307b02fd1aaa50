"""Attacks as rows of a table: who sends what, how it is refused, and that nothing changed by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from roles_world import World, digest
from werkzeug.test import TestResponse

from intake.cases.model import Role, Staff
from intake.services.context import Context
from intake.services.staff import accounts
from intake.store.staff import accounts as account_store
from intake.web.security import STAFF_COOKIE

Path = str | Callable[["House"], str]
# What a refusal may leave behind: its line in the record, and the count of attempts.
NOTED = frozenset({"events", "audit_head", "login_attempts", "rate_counts"})


@dataclass
class House:
    """The application with a small world behind it."""

    ctx: Context
    app: Flask
    world: World
    _browsers: dict[int, FlaskClient] = field(default_factory=dict)

    def stranger(self) -> FlaskClient:
        """A browser of its own that nobody is logged in with."""
        return FlaskClient(self.app)

    def browser(self, staff: Staff) -> FlaskClient:
        """The browser in which somebody of the world is logged in, with a password of their own."""
        if staff.id not in self._browsers:
            self._browsers[staff.id] = self.logged_in(staff)
        return self._browsers[staff.id]

    def logged_in(self, staff: Staff) -> FlaskClient:
        """A fresh browser with a fresh session."""
        client = self.stranger()
        with self.ctx.database.writing() as connection:
            account_store.set_password(connection, staff.id, accounts.no_password())
            client.set_cookie(STAFF_COOKIE, accounts.open_session(self.ctx, connection, staff, by="password"))
        return client

    def by(self, who: str) -> FlaskClient:
        """nobody, or a place of the world and a role: `here clerk`, `away coordinator`."""
        if who == "nobody":
            return self.stranger()
        place, role = who.split()
        return self.browser(getattr(self.world, place)(Role(role)))

    def number(self, name: str) -> str:
        """The number of a case of the world."""
        return self.world.number(name)


@dataclass(frozen=True)
class Attack:
    """One request that must be refused. `says`: what the answer tells; `silent` what it must not."""

    name: str
    path: Path
    status: int
    says: str = ""
    who: str = "nobody"
    method: str = "GET"
    data: Mapping[str, Any] | bytes | None = None
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None
    token: bool = True  # send the right CSRF token along, so that only the attack itself is wrong
    silent: str = ""

    def __str__(self) -> str:
        return self.name


def withstand(house: House, attack: Attack) -> TestResponse:
    """Send it; refused as it says, and not one row of the database is another."""
    browser = house.by(attack.who)
    path = attack.path if isinstance(attack.path, str) else attack.path(house)
    data = attack.data
    if attack.token and attack.method != "GET" and not isinstance(data, bytes) and attack.json is None:
        data = {**(data or {}), "csrf_token": token_of(browser)}
    before = digest(house.ctx)
    answer = browser.open(
        path,
        method=attack.method,
        data=data,
        json=attack.json,
        headers=dict(attack.headers),
        content_type=attack.kind,
    )
    said = answer.get_data().decode("utf-8", "replace")
    assert (answer.status_code, attack.says in said) == (attack.status, True), (answer.status, words(said))
    assert not attack.silent or attack.silent not in said
    assert changed(before, digest(house.ctx)) <= NOTED
    return answer


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> set[str]:
    """The tables that are not what they were."""
    return {name for name in after if before[name] != after[name]}


def token_of(browser: FlaskClient) -> str:
    """A valid token for forms of this browser."""
    page = browser.get("/staff/account", follow_redirects=True).get_data(as_text=True)
    return re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', page)[0]


def words(page: str) -> str:
    """What a page says, without its marks, as far as a failure should show."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())[:400]
