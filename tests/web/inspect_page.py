"""A test client that inspects every HTML page it gets, so that every view test also tests the page itself."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pages_seen
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from registry.languages import has_twin, in_english, twin

XHTML = "{http://www.w3.org/1999/xhtml}"
NAMED = ("aria-label", "aria-labelledby", "title")
TYPED = {"input", "select", "textarea"}
# html5lib knows HTML as of 2011; these are right in today's HTML.
OUTDATED_FAULTS: set[str] = set()


class InspectingClient(FlaskClient):
    """Follows nothing by itself; every HTML answer is parsed strictly and checked."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            check(response)
            pages_seen.remember(response)
        return response


def parse(response: TestResponse) -> ET.Element:
    """The document; fails on any parse error."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=True)
    tree = parser.parse(response.get_data(as_text=True))
    faults = [fault for _position, fault, _data in parser.errors if fault not in OUTDATED_FAULTS]
    assert not faults, f"{response.request.path}: {parser.errors[:5]}"
    return tree


def check(response: TestResponse) -> None:
    """One heading that the title repeats, unique ids, labels, nonces, the notice, safe headers."""
    page = parse(response)
    path = response.request.path
    where = f"{response.request.method} {path} ({response.status_code})"
    english = in_english(path) and has_twin(twin(path))
    _heading(page, where)
    assert all_of(page, "html")[0].get("lang") == ("en" if english else "zh-CN"), where
    _ids(page, where)
    _labels(page, where)
    _scripts_and_styles(page, response.headers["Content-Security-Policy"], where)
    _forms(page, where)
    assert ("This is a demonstration" if english else "这是演示网站") in words(page), where
    assert response.headers["Referrer-Policy"] == "no-referrer", where
    assert response.headers["X-Content-Type-Options"] == "nosniff", where
    assert response.headers["Cache-Control"] == "no-store", where


def words(element: ET.Element) -> str:
    """All text of an element, blanks folded."""
    return " ".join("".join(element.itertext()).split())


def all_of(page: ET.Element, tag: str) -> list[ET.Element]:
    """Every element of a tag, in order."""
    return list(page.iter(XHTML + tag))


def fields(page: ET.Element, action: str | None = None) -> dict[str, str]:
    """What a browser without scripts would send: the fields of the form with this `action`."""
    forms = [f for f in all_of(page, "form") if f.get("method") == "post" and f.get("action") == action]
    values: dict[str, str] = {}
    for element in forms[0].iter():
        name, tag = element.get("name"), element.tag.removeprefix(XHTML)
        if not name or tag not in TYPED or element.get("type") in ("file", "submit"):
            continue
        if element.get("type") in ("radio", "checkbox") and element.get("checked") is None:
            continue
        values[name] = _value(element, tag)
    return values


def _value(element: ET.Element, tag: str) -> str:
    if tag == "textarea":
        return (element.text or "").removeprefix("\n")
    if tag == "select":
        chosen = [o for o in element.iter(XHTML + "option") if o.get("selected") is not None]
        return (chosen[0].get("value") or "") if chosen else ""
    return element.get("value") or ""


def _heading(page: ET.Element, where: str) -> None:
    headings = [words(h) for h in all_of(page, "h1")]
    assert len(headings) == 1, f"{where}: {headings}"
    title = words(all_of(page, "title")[0])
    assert headings[0] and headings[0] in title, f"{where}: {headings[0]!r} is not in the title {title!r}"
    assert [m.get("id") for m in all_of(page, "main")] == ["main"], where


def _ids(page: ET.Element, where: str) -> None:
    ids = [e.get("id") for e in page.iter() if e.get("id")]
    double = {i for i in ids if ids.count(i) > 1}
    assert not double, f"{where}: {double}"
    for element in page.iter():
        for name in ("for", "aria-describedby", "aria-labelledby"):
            missing = set((element.get(name) or "").split()) - set(ids)
            assert not missing, f"{where}: {name} points to {missing}"
    for link in all_of(page, "a"):
        href = link.get("href") or ""
        if href.startswith("#"):
            assert href[1:] in ids, f"{where}: {href} leads nowhere"


def _labels(page: ET.Element, where: str) -> None:
    labelled = {label.get("for") for label in all_of(page, "label")}
    for tag in TYPED:
        for element in all_of(page, tag):
            if element.get("type") == "hidden":
                continue
            named = element.get("id") in labelled or any(element.get(n) for n in NAMED)
            assert named, f"{where}: {tag} {element.get('name')} has no label"
    for button in [*all_of(page, "button"), *all_of(page, "a")]:
        assert words(button) or any(button.get(n) for n in NAMED), f"{where}: an empty {button.tag}"
    for image in all_of(page, "img"):
        assert image.get("alt") is not None, where


def _scripts_and_styles(page: ET.Element, policy: str, where: str) -> None:
    assert "unsafe" not in policy, where
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce, f"{where}: {policy}"
    for script in all_of(page, "script"):
        assert script.get("nonce") == nonce[1] and not words(script), f"{where}: a script without its nonce"
    assert not all_of(page, "style"), where
    for element in page.iter():
        loud = [name for name in element.attrib if name == "style" or name.startswith("on")]
        assert not loud, f"{where}: {element.tag} has {loud}"


def _forms(page: ET.Element, where: str) -> None:
    for form in all_of(page, "form"):
        if form.get("method") == "post":
            names = [i.get("name") or "" for i in form.iter(XHTML + "input")]
            assert any(name.endswith("csrf_token") for name in names), f"{where}: a form without a token"
