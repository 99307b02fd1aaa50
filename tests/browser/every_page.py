"""Every kind of page of the product in a browser: the site's, the service's, each role's desk.

Nobody lists the pages here: kinds of published pages are read from what was built, pages of the service from
its routes, so a new one is come to as soon as it exists. What comes only after something was typed (the steps
of a complaint, refusals, the receipt, what the receipt's code opens) is walked by hand.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from product import ROOT, Product, build_site
from roles_world import World, build
from samples import People
from visitor import solve

from intake.cases.model import PERSON_ROLES, Role, Staff
from intake.services.staff import accounts
from intake.store.staff import accounts as account_store
from intake.web.app import create_app
from intake.web.security import STAFF_COOKIE, access_of

See = Callable[[str, Page], None]  # is called with a name and an open page; the page may be resized, not left
KIND = re.compile(r'<body class="page-([\w-]+)"')
TOLD = {
    "/search": "?q=油烟",
    "/who": "?matter=ST-001&region=410105",
    "/lists/compare": "?from=410000/ecology/2026-03-01&to=410000/ecology/2026-09-01",
}
QUIET = ("/api/", "/open311", "/healthz", "/metrics", "/readyz", "/complain/", "/staff/sign-on", "/robots")
REFUSED = {"search-empty": "/search?q=飞碟降落", "not-found": "/there-is-nothing/", "no-words": "/search"}
# What is typed into the steps of a complaint; a step that is not here is only sent on.
TYPED: dict[str, Callable[[Page], None]] = {
    "what": lambda page: page.fill("[name=text]", "楼下烧烤店每天晚上油烟直排，整栋楼都呛得开不了窗。"),
    "matter": lambda page: page.locator("[name=matter]").first.check(),
    "where": lambda page: page.fill("[name=address]", "郑州市金水区花园路 100 号"),
    "place": lambda page: page.locator("[name=region]").first.check(),
    "similar": lambda page: page.locator("main input[type=radio]").last.check(),
    "when": lambda page: page.locator("[name=still]").first.check(),
    "contact": lambda page: page.check("[name=who][value=anonymous]"),
}
PARTS = ("site", "service", "complaint", "receipts", *PERSON_ROLES)
TRACKED = ("routed", "waiting", "answered", "closed", "merged", "restricted", "review")
ACTS = ("评价", "补充情况或照片", "请求复查", "撤回", "不要公布结果", "请人工核对由谁办", "我的个人信息")
MAIN_BUTTON = "main .button-primary[type=submit]"


def published(output: Path) -> Iterator[tuple[str, str]]:
    """The name and address of one page of each kind that was built, in each language: the largest, which has
    most in it."""
    found: dict[str, tuple[int, str]] = {}
    for file in sorted(output.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        place = file.relative_to(output).as_posix().removesuffix("index.html")
        kind = KIND.search(text)
        assert kind, f"{place} does not say what kind of page it is"
        name = f"en-{kind[1]}" if place.startswith("en/") else kind[1]
        found[name] = max(found.get(name, (0, "")), (len(text), f"/{place}"))
    return ((name, path) for name, (_size, path) in sorted(found.items()))


class Tour:
    """One installation with people and cases in it, and a browser; `see` looks at every page, or at those
    named in `only`."""

    def __init__(
        self, product: Product, output: Path, browser: Browser, see: See, only: Collection[str] = ()
    ) -> None:
        self.product, self.output, self.browser = product, output, browser
        self._see, self._only = see, only

    @cached_property
    def world(self) -> World:
        """The people and cases, made when first asked for."""
        return build(self.product.data, People(self.product.data))

    @cached_property
    def app(self) -> Flask:
        """The application, for its routes."""
        return create_app(self.product.data)

    def see(self, name: str, page: Page) -> None:
        """Look at an open page, if it is wanted."""
        if self._wanted(name):
            self._see(name, page)

    def part(self, name: str) -> None:
        """One of PARTS, in both languages if it has two."""
        if name in PERSON_ROLES:
            self.desk(Role(name))
        elif name == "site":
            self.site()
        else:
            for language in ("", "/en"):
                getattr(self, name)(language)

    def site(self) -> None:
        """One page of each kind that was built."""
        with self._profile() as page:
            for name, path in published(self.output):
                self._look(page, f"site-{name}", path)

    def service(self, language: str = "") -> None:
        """Every public page of the service that needs nothing but its address, and what is shown in vain."""
        rules = [rule for rule in self.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        public = {
            rule.rule
            for rule in rules
            if (access := access_of(self.app, rule.endpoint))
            and access.kind == "public"
            and not rule.arguments
        }
        with self._profile() as page:
            for path in sorted(path for path in public if path != "/" and not path.startswith(QUIET)):
                self._look(page, f"service{path.replace('/', '-')}", language + path + TOLD.get(path, ""))
            for name, path in REFUSED.items():
                self._look(page, f"service-{name}", language + path)

    def complaint(self, language: str = "") -> None:
        """The steps of a complaint, each as it comes, refused if it can be, and then answered."""
        with self._profile() as page:
            self._open(page, f"{language}/complain/")
            self.see("complain-start", page)
            page.locator(MAIN_BUTTON).click()
            while (step := page.url.rstrip("/").rsplit("/", 1)[-1].split("?")[0]) != "receipt":
                self.see(f"complain-{step}", page)
                self._answer(page, step)
            self.see("complain-receipt", page)

    def receipts(self, language: str = "") -> None:
        """What a receipt's code opens, in every state, and the page of each act."""
        with self._profile() as page:
            self._enter(page, language, "4827 1930 5561 7702 3949")
            self.see("track-unknown", page)
            for name in TRACKED:
                self._enter(page, language, self.world.cases[name].code)
                self.see(f"track-{name}", page)
                self._acts(page, name, language)

    def desk(self, role: Role) -> None:
        """Every page that somebody of this role may open."""
        from roles_walk import Walk  # in tests/web, which the rest of the tour does without

        staff = self.world.here(role)
        with self._profile(staff) as page:
            for visit in Walk(self.app, self.world).visits():
                if visit.method == "GET" and (not visit.access.roles or role in visit.access.roles):
                    self._look(page, f"{role}-{visit.endpoint}", visit.path)

    def _answer(self, page: Page, step: str) -> None:
        """Send it empty, which may be refused, then filled in."""
        if step in TYPED:
            page.locator(MAIN_BUTTON).first.click()
            if page.locator("[data-error-summary]").count():
                self.see(f"complain-{step}-refused", page)
                TYPED[step](page)
            else:
                return
        elif page.locator("[name=answer]").count():
            page.fill("[name=answer]", solve(page.locator("main").inner_text()))
        page.locator(MAIN_BUTTON).first.click()

    def _enter(self, page: Page, language: str, code: str) -> None:
        self._open(page, f"{language}/track")
        page.fill("[name=code]", code)
        page.locator(MAIN_BUTTON).click()

    def _acts(self, page: Page, name: str, language: str) -> None:
        for number, words in enumerate(ACTS if not language else ()):
            button = page.locator("main button", has_text=words)
            if not button.count():
                continue
            button.first.click()
            self.see(f"track-{name}-act-{number}", page)
            self._enter(page, language, self.world.cases[name].code)

    def _look(self, page: Page, name: str, path: str) -> None:
        if self._wanted(name) and self._open(page, path):
            self.see(name, page)

    def _wanted(self, name: str) -> bool:
        return not self._only or name in self._only

    def _open(self, page: Page, path: str) -> bool:
        """Go there; whether it is a page (not a file, which the browser saves)."""
        kind = page.request.get(self.product.url + path).headers.get("content-type", "")
        if not kind.startswith("text/html"):
            return False
        page.goto(self.product.url + path)
        return True

    def _profile(self, staff: Staff | None = None) -> _Profile:
        return _Profile(self.browser, self._session(staff) if staff else [])

    def _session(self, staff: Staff) -> list[dict[str, str]]:
        ctx = self.product.data
        with ctx.database.writing() as connection:
            account_store.set_password(connection, staff.id, "")
            session = accounts.open_session(ctx, connection, staff, by="password")
        return [{"name": STAFF_COOKIE, "value": session, "url": self.product.url}]


@contextmanager
def tour(see: See, only: Collection[str] = ()) -> Iterator[Tour]:
    """A tour through an installation of its own, with a copy of the content: cases in it publish results."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        here = Path(folder)
        content = shutil.copytree(ROOT / "content", here / "content")
        build_site(here / "output")
        settings = {"DEMO": "0", "REQUIRE_SECOND_FACTOR": "0", "CONTENT_DIR": str(content)}
        product = Product(here / "data", here / "output", **settings).start()
        try:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            yield Tour(product, here / "output", browser, see, only)
        finally:
            product.stop()


class _Profile:
    """A browser profile of one person."""

    def __init__(self, browser: Browser, cookies: list[dict[str, str]]) -> None:
        self._context: BrowserContext = browser.new_context(
            viewport={"width": 360, "height": 740}, locale="zh-CN", reduced_motion="reduce"
        )
        self._context.set_default_timeout(20_000)
        self._context.add_cookies(cookies)  # type: ignore[arg-type]  # Playwright's own dict type

    def __enter__(self) -> Page:
        return self._context.new_page()

    def __exit__(self, *_fault: object) -> None:
        self._context.close()
