"""The citizen's own data, through the pages."""

from __future__ import annotations

from dataclasses import replace

from flask.testing import FlaskClient
from samples import complaint

from intake.services.context import Context
from intake.services.filing import submit
from intake.web.app import create_app
from intake.web.security import limiter


def test_the_holder_of_the_code_downloads_corrects_and_erases(ctx: Context) -> None:
    receipt = submit.submit(ctx, complaint(), "test")
    browser = _browser(ctx)
    page = browser.post("/track", data={"code": receipt.code}).text
    assert "/track/my-data/" in page
    assert "我的个人信息" in browser.post("/track/my-data/", data={"code": receipt.code}).text
    taken = browser.post("/track/my-data/download", data={"code": receipt.code})
    assert taken.json is not None
    assert taken.json["联系方式"]["电话"] == "13800001111"
    assert "attachment" in taken.headers["Content-Disposition"]
    assert taken.headers["Cache-Control"] == "no-store"
    wrong = browser.post("/track/my-data/contact", data={"code": receipt.code, "phone": "电话"})
    assert (wrong.status_code, "电话号码只能有" in wrong.text) == (422, True)
    right = browser.post("/track/my-data/contact", data={"code": receipt.code, "phone": "13900002222"})
    assert "已更正" in right.text
    for chosen, language in (("", "zh-CN"), ("en", "en"), ("", "en"), ("fr", "en"), ("zh-CN", "zh-CN")):
        sent = {"code": receipt.code, "phone": "13900002222", "language": chosen}
        assert browser.post("/track/my-data/contact", data=sent).status_code == (
            422 if chosen == "fr" else 200
        )
        kept = browser.post("/track/my-data/download", data={"code": receipt.code}).json
        assert kept and kept["联系方式"]["通知用的语言"] == language
    assert "已删除" in browser.post("/track/my-data/erase", data={"code": receipt.code}).text
    again = browser.post("/track/my-data/download", data={"code": receipt.code})
    assert again.json is not None
    assert again.json["联系方式"] is None


def test_a_wrong_code_gets_nothing(ctx: Context) -> None:
    submit.submit(ctx, complaint(), "test")
    browser = _browser(ctx)
    for path in ("download", "contact", "erase"):
        for code in ("", "1234", "0" * 20):
            sent = {"code": code, "phone": "13900002222"}
            assert browser.post(f"/track/my-data/{path}", data=sent).status_code == 422


def _browser(ctx: Context) -> FlaskClient:
    app = create_app(replace(ctx))
    app.config["WTF_CSRF_ENABLED"] = False
    limiter.enabled = False
    return app.test_client()
