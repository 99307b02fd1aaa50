"""Staff at their desks, and the complaints that reach them."""

from __future__ import annotations

from dataclasses import dataclass, field

from citizen import pdf, photo
from flask import Flask
from inspect_page import XHTML, InspectingClient, all_of, fields, parse, words
from werkzeug.test import TestResponse

from intake.cases.model import Complaint, Contact, Location, Receipt, Role, Staff
from intake.cases.states import State
from intake.services.casework import handle
from intake.services.casework.handle import Answer
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import drafts, submit
from intake.services.staff import accounts
from intake.services.staff.accounts import NewUser

JINSHUI = "410105"  # 郑州市金水区
OUR_MATTER = "ST-001"  # led by 生态环境
OWN_PASSWORD = "长一点的密码-几个词"
TEXT = "金水区一家工厂的烟囱白天黑夜冒黑烟，味道刺鼻。"
VAGUE = "想反映一个情况，说不清楚，请你们看看。"


@dataclass
class Person:
    """Somebody with an account, and the browser they are logged in with."""

    login: str
    name: str
    browser: InspectingClient
    one_time: str = ""


@dataclass
class Office:
    """Everybody of the tests, hired once."""

    ctx: Context
    app: Flask
    people: dict[str, Person] = field(default_factory=dict)

    def hire(self, key: str, role: Role, region: str, department: str | None = None) -> Person:
        """Make an account and log in through the pages, changing the one-time password."""
        person = self.newcomer(key, role, region, department)
        enter(person.browser, person.login, person.one_time)
        change_password(person.browser, person.one_time, OWN_PASSWORD)
        self.people[key] = person
        return person

    def newcomer(self, key: str, role: Role, region: str, department: str | None = None) -> Person:
        """Make an account; the browser is not logged in."""
        one_time = accounts.add_user(self.ctx, NewUser(key, f"{key}同志", role, region, department))
        return Person(key, f"{key}同志", self.browser(), one_time)

    def browser(self) -> InspectingClient:
        """A browser nobody is logged in with."""
        client = self.app.test_client()
        assert isinstance(client, InspectingClient)
        return client

    def staff(self, key: str) -> Staff:
        """Who somebody is to the services."""
        cookie = self.people[key].browser.get_cookie("mingdan_staff")
        assert cookie is not None
        found = accounts.staff_of(self.ctx, cookie.value)
        assert found is not None
        return found

    def case(self, state: State, *, contact: Contact | None = None) -> Receipt:
        """A complaint of Jinshui that stands in `state`."""
        vague = state is State.TO_BE_DECIDED
        complaint = Complaint(
            text=VAGUE if vague else TEXT,
            item=None if vague else OUR_MATTER,
            location=Location(region=JINSHUI, address="花园路"),
            contact=contact,
        )
        receipt = submit.submit(self.ctx, complaint, "test")
        self._advance(receipt, state)
        return receipt

    def case_with_files(self) -> Receipt:
        """A complaint filed on the web with a photo and a PDF."""
        token = drafts.start(self.ctx)
        drafts.save(self.ctx, token, {"text": TEXT, "item": OUR_MATTER, "region": JINSHUI})
        drafts.add_evidence(self.ctx, token, "a.jpg", photo())
        drafts.add_evidence(self.ctx, token, "b.pdf", pdf())
        return submit.submit_draft(self.ctx, token)

    def state(self, receipt: Receipt) -> State:
        """Where the complainant sees it."""
        view = track.by_code(self.ctx, receipt.code)
        assert view is not None
        return view.state

    def _advance(self, receipt: Receipt, state: State) -> None:
        assert self.state(receipt) is (State.TO_BE_DECIDED if state is State.TO_BE_DECIDED else State.ROUTED)
        steps = {
            State.ACCEPTED: (handle.accept,),
            State.ANSWERED: (handle.accept, lambda *who: handle.answer(*who, Answer("已到现场检查。"))),
        }
        clerk = self.staff("clerk")
        version = 1
        for step in steps.get(state, ()):
            version = step(self.ctx, clerk, receipt.case_number, version)


def enter(browser: InspectingClient, login: str, password: str, query: str = "") -> TestResponse:
    """Fill the log-in page in and press its button."""
    page = parse(browser.get(f"/staff/login{query}"))
    return browser.post(f"/staff/login{query}", data={**fields(page), "login": login, "password": password})


def change_password(browser: InspectingClient, old: str, new: str) -> TestResponse:
    """Fill the password page in and press its button."""
    page = parse(browser.get("/staff/password"))
    typed = {"current": old, "new": new, "again": new}
    return browser.post("/staff/password", data={**fields(page), **typed})


def do(browser: InspectingClient, number: str, path: str, **typed: str) -> TestResponse:
    """Open a case, fill one of its forms in, press its button."""
    page = parse(browser.get(f"/desk/cases/{number}"))
    return browser.post(path, data={**fields(page, path), **typed})


def main_text(response: TestResponse) -> str:
    """The words of the page's main part."""
    return words(all_of(parse(response), "main")[0])


def attributes(response: TestResponse, tag: str, name: str) -> list[str]:
    """An attribute of every element of a tag."""
    return [value for each in parse(response).iter(XHTML + tag) if (value := each.get(name))]
