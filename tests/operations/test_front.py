"""nginx as it is deployed: the site from the disk as the service would give it, everything else from the
service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
import requests
from front import HOST, Front
from samples import ROOT, settings_in

from intake.services.context import Context
from intake.services.publication import packing
from intake.services.search.vocabulary import analyzer_for
from intake.store.base import Database
from intake.store.files.file_stores import open_files
from intake.web.app import create_app
from intake.web.security import FILES_AT_ONCE
from search import open_backend

PAGES = {
    "index.html": "<!doctype html><title>明单</title>" + "<p>清单</p>" * 300,
    "lists/index.html": "<!doctype html>" + "<p>清单</p>" * 300,
    "theme/css/mingdan.css": "p{color:red}" * 200,
    "theme/js/a.js": "var a=1;" * 300,
    "theme/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
    "lists/all.csv": "编号,名称\n" * 300,
    "lists/all.json": "[" + "1," * 800 + "1]",
    "lists/feed.atom": "<feed xmlns='http://www.w3.org/2005/Atom'/>",
    "sitemap.xml": "<urlset/>",
    "robots.txt": "User-agent: *\n",
    "site.webmanifest": "{}",
}
SAME = (
    "Content-Type", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options",
    "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Strict-Transport-Security",
)  # fmt: skip


@pytest.fixture(scope="module")
def ctx_in_front(
    common: Context, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Context]:
    folder = tmp_path_factory.mktemp("front")
    (folder / "mingdan.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    for name, text in PAGES.items():
        path = folder / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    packing.pack(folder / "output")
    url = f"sqlite:///{folder / 'mingdan.sqlite3'}"
    settings = replace(
        settings_in(folder),
        output_dir=folder / "output",
        base_url=f"https://{HOST}",
        proxies=1,
        database_url=url,
    )
    ctx = replace(
        common,
        settings=settings,
        database=Database(url),
        files=open_files("", folder / "files"),
        case_index=open_backend(f"whoosh://{folder}/cases", analyzer_for(common.registry)),
    )
    yield ctx
    ctx.database.close()


@pytest.fixture(scope="module")
def front(ctx_in_front: Context, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    made = Front(ctx_in_front, tmp_path_factory.mktemp("nginx"))
    yield made
    made.stop()


def test_published_files_come_from_the_disk_as_the_service_gives_them(
    front: Front, ctx_in_front: Context
) -> None:
    service = create_app(ctx_in_front).test_client()
    for name, text in PAGES.items():
        path = "/" + name.removesuffix("index.html")
        mine, other = front.ask("GET", path), service.get(path, base_url=f"https://{HOST}")
        assert mine.status_code == other.status_code == 200, path
        assert mine.content.decode() == text, path
        assert {each: mine.headers.get(each) for each in SAME} == {
            each: other.headers.get(each) for each in SAME
        }, path
        assert "X-Request-Id" not in mine.headers  # the service was not asked
        assert "nginx/" not in mine.headers["Server"]


def test_packed_beforehand(front: Front) -> None:
    """A proxy that unpacks gives the same; a browser that packs nothing gets it plain."""
    for kind in ("gzip", "br", ""):
        got = front.ask("GET", "/lists/", headers={"Accept-Encoding": kind}, stream=True)
        assert got.headers.get("Content-Encoding", "") == kind
        raw = got.raw.read()
        plain = brotli.decompress(raw) if kind == "br" else got.raw._decoder or raw
        assert kind != "br" or plain.decode() == PAGES["lists/index.html"]
        assert "Accept-Encoding" in got.headers["Vary"]
    etag = front.ask("GET", "/lists/").headers["ETag"]
    assert front.ask("GET", "/lists/", headers={"If-None-Match": etag}).status_code == 304


def test_forms_reach_the_service(front: Front) -> None:
    page = front.ask("GET", "/staff/login")
    assert page.status_code == 200
    assert page.headers["Content-Security-Policy"].count("nonce-") == 1
    assert "Secure" in page.headers["Set-Cookie"]  # it knows that the browser came by TLS
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert token
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    form = {"csrf_token": token[1], "login": "nobody", "password": "wrong-password"}
    refused = front.ask("POST", "/staff/login", data=form, headers={"Cookie": cookie})
    assert refused.status_code == 422
    assert "登录名或密码不对" in refused.text
    assert front.ask("GET", "/lists").headers["Location"] == "/lists/"
    assert front.ask("GET", "/no/such/page").status_code == 404
    assert front.ask("GET", "/theme/").status_code == 404  # a folder without a page is none


def test_internal_routes_are_not_public(front: Front) -> None:
    for path in ("/metrics", "/readyz", "/en/metrics", "/en/readyz", "/.git/config", "/theme/.hidden"):
        assert front.ask("GET", path).status_code == 404, path
    forged = {"X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
    assert front.ask("GET", "/metrics", headers=forged).status_code == 404
    assert front.ask("GET", "/healthz").json() == {"status": "ok"}


def test_whom_the_service_takes_for_an_operator(front: Front) -> None:
    """Whoever asks on this machine, but not what a proxy on this machine passes on."""
    direct = requests.get(f"{front.behind}/metrics", timeout=10)
    assert direct.status_code == 200
    forwarded = {"Via": "1.1 nginx", "X-Forwarded-For": "127.0.0.1"}
    assert requests.get(f"{front.behind}/metrics", headers=forwarded, timeout=10).status_code == 404


def test_large_uploads_only_where_files_are_taken(front: Front, ctx_in_front: Context) -> None:
    app = create_app(ctx_in_front)
    large = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "mingdan_large_body", False)
    ]
    pattern = re.search(r'location ~ "(\^[^"]+)"', (ROOT / "deploy/nginx/mingdan.conf").read_text("utf-8"))
    assert pattern
    for rule in large:
        example = re.sub(r"<int:[^>]+>", "12", re.sub(r"<any\(([a-z-]+)[^>]*>", r"\1", rule))
        assert re.match(pattern[1], example), rule
        assert re.match(pattern[1], f"/en{example}"), rule
    limit = FILES_AT_ONCE * ctx_in_front.settings.limits.video_bytes
    assert limit < 101 * 1024 * 1024
    body = b"x" * (3 * 1024 * 1024)
    for english in ("", "/en"):
        assert front.ask("POST", f"{english}/complain/evidence", data=body).status_code != 413
        assert front.ask("POST", f"{english}/complain/text", data=body).status_code == 413


def test_every_place_of_the_configuration_is_there_in_english_too() -> None:
    site = (ROOT / "deploy/nginx/mingdan.conf").read_text("utf-8").rpartition("\nserver {")[2]
    places = {kind + place for kind, place in re.findall(r'\n    location (= |~ |)"?([^\s"]+)', site)}
    both = {place for place in places if place.startswith("~ ^(/en)?/")}
    assert len(both) == 4
    assert places - both == {"/", "@service", r"~ /\.(?!well-known/)"}


def test_what_tells_of_a_case_is_not_logged(front: Front) -> None:
    secret = "HN20260001"
    for english in ("", "/en"):
        for path in ("desk/cases/{}", "desk/cases/{}/files", "open311/v2/tokens/{}.json",
                     "open311/v2/requests/{}.xml", "api/v1/complaints/{}"):  # fmt: skip
            front.ask("GET", f"{english}/{path.format(secret)}?q={secret}")
    log = front.log()
    assert '"path":"/en/desk/cases"' in log
    assert '"path":"/en/open311/v2"' in log
    assert secret not in log


CALLERS = {
    "203.0.113.9": "203.0.113.9",
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2",
    "2001:db8:1:2::6": "2001:db8:1:2",
    "2001:db8:1::6": "2001:db8:1:",
    "2001:db8::1:2:3:4": "2001:db8::",
    "2001:db8::9:8:7:6": "2001:db8::",
    "2400::1:2:3:4": "2400::",
}


def test_whoever_has_a_whole_network_has_one_budget() -> None:
    site = (ROOT / "deploy/nginx/mingdan.conf").read_text("utf-8")
    block = site.partition("$mingdan_caller {")[2].partition("}\nmap")[0].partition("default")[0]
    patterns = [each.replace("(?<", "(?P<") for each in re.findall(r'"~(.+)"', block)]
    for address, caller in CALLERS.items():
        found = next(filter(None, (re.match(each, address) for each in patterns)), None)
        assert (found["mingdan_v6"] if found else address) == caller


def test_another_name_is_not_answered_and_no_address_is_logged_whole(front: Front) -> None:
    assert front.ask("GET", "/", host="evil.example").status_code == 421
    log = front.log()
    assert '"from":"127.0.0.0"' in log
    assert "127.0.0.1" not in log


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/lists/", 308),
        ("/api/v1/items", 403),
        ("/open311/v2/services.xml", 403),
        ("/en/api/v1/items", 403),
        ("/en/open311/v2/services.xml", 403),
        ("/english", 308),
    ],
)
def test_programs_are_not_led_from_http_to_https(front: Front, path: str, status: int) -> None:
    """Else a key sent in the clear would work, and nobody would see that it was."""
    answer = requests.get(f"http://127.0.0.1:{front.plain}{path}", allow_redirects=False, timeout=60)
    assert answer.status_code == status
