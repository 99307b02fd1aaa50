"""What must hold in every template of the site and the forms, read as text."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
import yaml
from published_theme import THEME
from theme_pages import ROOT, TEMPLATES

SPRITE = ET.fromstring((THEME / "static/icons.svg").read_text(encoding="utf-8"))
ICONS = {symbol.attrib["id"] for symbol in SPRITE.iter("{http://www.w3.org/2000/svg}symbol")}
FORBIDDEN = {
    "style attribute": r"<[a-z][^>]*\sstyle\s*=",
    "style element": r"<style\b",
    "event handler": r"<[a-z][^>]*\son[a-z]+\s*=",
    "inline script": r"<script(?![^>]*\b(?:src=|type=\"application/ld\+json\"))[^>]*>",
    "script address": r"(?:href|src|action)=\"javascript:",
    "marked as required with a star": r"\*</(?:label|legend)>",
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_the_content_security_policy_would_block(template: str) -> None:
    text = template.read_text(encoding="utf-8")
    found = {name: match[0] for name, pattern in FORBIDDEN.items() if (match := re.search(pattern, text))}
    assert found == {}


def test_every_icon_named_is_in_the_sprite() -> None:
    text = "\n".join(template.read_text(encoding="utf-8") for template in TEMPLATES)
    named = set(re.findall(r"\bicon\('([a-z-]+)'", text)) | set(re.findall(r"icon_name='([a-z-]+)'", text))
    topics = yaml.safe_load((ROOT / "content/topics.yaml").read_text(encoding="utf-8"))
    assert named | {topic["icon"] for topic in topics} <= ICONS


def test_style_page_shows_every_icon() -> None:
    text = (THEME / "templates/style.html").read_text(encoding="utf-8")
    shown = set(re.findall(r"'([a-z-]+)'", text[text.index("icon-list") : text.index("icon(name")]))
    assert shown == ICONS - {"seal"}
