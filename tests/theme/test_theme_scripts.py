"""The small scripts and the proof of work, under a policy that allows nothing inline."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from theme_pages import OpenPage

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6260606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def _sent(page: Page) -> Any:
    """Press the button and wait for the next page: Chromium may hang when it is closed on the way there."""
    with page.expect_navigation(), page.expect_request(lambda asked: asked.method == "POST") as posted:
        page.get_by_role("button", name="提交").click()
    return posted.value.post_data_json


def test_proof_of_work_answers_in_chinese_and_replaces_the_question(open_page: OpenPage) -> None:
    with open_page("/proof") as page:
        page.get_by_text("已确认，可以提交").wait_for()
        assert Axe().run(page).response["violations"] == []
        assert page.locator("a[href*='altcha.org']").count() == 0
        assert _sent(page).keys() == {"altcha"}


def test_a_form_sent_too_early_waits_for_the_proof(open_page: OpenPage) -> None:
    with open_page("/proof?slow") as page:
        page.get_by_text("请等一下").wait_for()
        assert _sent(page)["altcha"]


def test_without_a_proof_the_question_comes_back(open_page: OpenPage) -> None:
    with open_page("/proof?broken") as page:
        page.get_by_label("在哪里？").wait_for()


def test_without_scripts_the_question_stands_there(open_page: OpenPage) -> None:
    with open_page("/proof", java_script_enabled=False) as page:
        assert page.get_by_label("在哪里？").is_visible()


def test_suggestions_are_asked_for_with_the_token_and_shown_as_text(open_page: OpenPage) -> None:
    with open_page("/scripts") as page:
        page.get_by_label("发生了什么？").press_sequentially("饭店<b>油烟")
        page.get_by_text("饭店<b>油烟 the-token").wait_for()
        page.get_by_label("发生了什么？").fill("饭")
        page.locator(".suggestions").wait_for(state="detached")


def test_a_chosen_file_can_be_taken_out_again(open_page: OpenPage) -> None:
    with open_page("/scripts") as page:
        files = [{"name": name, "mimeType": "image/png", "buffer": PNG} for name in ("一.png", "二.png")]
        page.get_by_label("照片、视频或文件").set_input_files(files)  # type: ignore[arg-type]
        page.get_by_role("button", name="移除 一.png").click()
        assert page.locator(".upload-name").all_inner_texts() == ["二.png"]
        assert page.evaluate("document.querySelector('[type=file]').files.length") == 1


def test_device_position_fills_the_hidden_fields(open_page: OpenPage) -> None:
    where = {"latitude": 34.75, "longitude": 113.62}
    with open_page("/scripts", geolocation=where, permissions=["geolocation"]) as page:
        page.get_by_role("button", name="用我现在的位置").click()
        page.get_by_text("已记下您现在的位置").wait_for()
        assert page.locator("[name=latitude]").input_value() == "34.750000"


def test_a_table_shown_as_cards_is_still_a_table_to_a_screen_reader(open_page: OpenPage) -> None:
    """Without the script too, where a browser keeps it by itself; the script is for those that do not."""
    told = []
    for scripts in (True, False):
        phone = {"viewport": {"width": 360, "height": 800}, "java_script_enabled": scripts}
        with open_page("/style/", **phone) as page:
            table = page.locator(".table-cards").first
            assert table.evaluate("e => getComputedStyle(e).display") == "block"
            told.append(table.aria_snapshot())
            roles = table.locator("[role]").count()
            assert bool(roles) is scripts
    assert told[0] == told[1]
    assert all(
        part in told[0]
        for part in ("- table", "- rowgroup", "- row ", "- columnheader", "- rowheader", "- cell")
    )
