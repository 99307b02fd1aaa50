"""Every component in a real browser: accessible, as wide as its screen, every reference leads somewhere."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from theme_pages import OpenPage

WIDTHS = {"phone": 360, "tablet": 768, "desktop": 1440}
# Ids that are pointed at from anywhere and stand nowhere.
DANGLING = """() => {
  const ids = (name) => [...document.querySelectorAll(`[${name}]`)]
    .flatMap((e) => e.getAttribute(name).replace(/^#/, '').split(' '));
  const anchors = ids('href').filter((id) => id && !/[/:]/.test(id));
  return [...ids('aria-describedby'), ...ids('aria-labelledby'), ...ids('for'), ...anchors]
    .filter((id) => !document.getElementById(id));
}"""
SMALL = """() => [...document.querySelectorAll('.button, .input, .chip, summary, .nav a, .leave, .choice')]
  .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 43.9)
  .map((e) => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=list(WIDTHS))
def test_accessible_at_every_size(open_page: OpenPage, width: int, scheme: str) -> None:
    with open_page("/style/", viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL) == []


def test_large_text_and_narrow_screen_do_not_scroll_sideways(open_page: OpenPage) -> None:
    with open_page("/style/", viewport={"width": 320, "height": 640}) as page:
        page.evaluate("document.documentElement.dataset.size = 'large'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_reference_leads_somewhere(open_page: OpenPage) -> None:
    with open_page("/style/") as page:
        assert page.evaluate(DANGLING) == []
        page.get_by_role("alert").get_by_role("link").click()
        assert page.evaluate("document.activeElement.id") == "place"


def test_paper_shows_what_is_folded_and_no_buttons(open_page: OpenPage) -> None:
    with open_page("/style/") as page:
        page.emulate_media(media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.get_by_text("清单写明餐饮油烟由城市管理部门牵头").is_visible()
        assert page.locator(".button:visible, .nav:visible").count() == 0
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_published_pages_look_as_the_reader_chose(open_page: OpenPage, scripts: bool) -> None:
    kept = {
        "name": "mingdan_display",
        "value": "dark-large",
        "domain": "127.0.0.1",
        "path": "/",
        "expires": -1,
    }
    kind = {"httpOnly": False, "secure": False, "sameSite": "Lax"}
    chosen = {"cookies": [kept | kind], "origins": []}
    with open_page(
        "/published", storage_state=chosen, java_script_enabled=scripts, color_scheme="light"
    ) as page:
        body = page.locator("body")
        assert body.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(15, 22, 20)"
        assert body.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "20px"
