"""The style sheets as published: small, no rule without a use, no name without a rule."""

from __future__ import annotations

import re

import pytest
from disclosure.building.theme import theme_files
from published_theme import THEME
from theme_pages import ROOT, TEMPLATES

SHEETS = {file.path: file.data.decode() for file in theme_files(THEME) if file.path.endswith(".css")}
SOURCES = "".join(path.read_text(encoding="utf-8") for path in (THEME / "styles").rglob("*.css"))
NAME = r"[a-zA-Z][\w-]*"
STYLED = set(re.findall(rf"\.({NAME})", re.sub(r"/\*.*?\*/|\{{[^{{}}]*\}}", "{", SOURCES, flags=re.DOTALL)))
JINJA = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
ATTRIBUTE = re.compile(r"class=\"((?:\{\{.*?\}\}|\{%.*?%\}|[^\"{])*)\"", re.DOTALL)
WORD = re.compile(r"(?<![=!]= )'([\w -]*)'")  # of an expression, but for what is compared
# Names put together from a prefix and one of a few values, which the macros' comments list.
MADE = {
    "tag-": ("primary", "warning"),
    "button-": ("secondary", "warning", "plain"),
    "input-": ("short", "medium"),
    "is-": ("done", "now", "next"),
    "page-": ("desk", "form"),
    "chart-": ("1", "2"),
    "tile-": ("none", "some", "most", "good", "bad"),
    "stop-": ("done", "now", "next", "name-now", "name-next"),
}
# The plain one among several, which needs no rule of its own but is named beside them.
PLAIN = {"button-primary", "tag-neutral", "notice-info", "notice-done"}


def text_of(*globs: str) -> str:
    """The text of all files that match."""
    return "\n".join(path.read_text(encoding="utf-8") for glob in globs for path in sorted(ROOT.glob(glob)))


def named() -> set[str]:
    """Every class that a template names outright, also as a word inside of an expression."""
    found: set[str] = set()
    for template in TEMPLATES:
        for value in ATTRIBUTE.findall(template.read_text(encoding="utf-8")):
            whole = re.sub(rf"{NAME}-\{{\{{.*?\}}\}}", " ", value)  # put together: see MADE
            code = " ".join("".join(each) for each in JINJA.findall(whole))
            found.update(JINJA.sub(" ", whole).split())
            found.update(word for said in WORD.findall(code) for word in said.split() if word[-1] != "-")
    return found


@pytest.mark.parametrize(
    ("sheet", "most"), [("theme/css/mingdan.css", 30_000), ("theme/css/desk.css", 20_000)]
)
def test_a_sheet_stays_small(sheet: str, most: int) -> None:
    assert len(SHEETS[sheet].encode()) <= most


def test_every_class_of_a_template_has_a_rule() -> None:
    assert named() - STYLED - PLAIN == set()


def test_every_rule_is_used_by_some_template_or_script() -> None:
    told = text_of(
        "site/theme/templates/**/*.html",
        "intake/web/**/*.html",
        "intake/web/**/*.py",
        "content/**/*.md",
        "site/plugins/**/*.py",
        "registry/**/*.py",
        "pictures/**/*.py",
        "site/theme/static/js/*.js",
    )
    made = {prefix + value for prefix, values in MADE.items() for value in values}
    unused = {name for name in STYLED if not re.search(rf"(?<![\w-]){name}(?![\w-])", told)}
    assert {name for name in unused - made if not name.startswith("swatch-")} == set()


def test_modes_hold_by_wish_and_by_choice() -> None:
    sheet = SHEETS["theme/css/mingdan.css"]
    dark = re.findall(r"@media screen[^{]*\{([^{]*)\{color-scheme:dark", sheet)
    assert dark == [":root:not([data-scheme=light])", ":root[data-scheme=dark]"]
    assert "@media screen and (prefers-contrast:more){:root{" in sheet
