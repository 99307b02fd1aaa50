"""A department's Word table becomes its list, on a telephone without scripts and on a desktop with them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from desk_people import hire
from docx import Document
from playwright.sync_api import Browser
from product import ARTIFACTS, Product
from visitor import NARROW, WIDE, Device, visitor

HEAD = ("序号", "事项名称", "配合单位", "法律依据")
ROWS = (
    ("1", "小作坊异味扰民", "某某办公室", "《大气污染防治法》第九十九条"),
    ("2", "餐饮油烟扰民", "城管局", "《生态环境法典》第二百一十七条"),
)


def word_table(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    """A list as a department has it in Word."""
    document = Document()
    document.add_paragraph("生态环境保护具体事项清单")
    table = document.add_table(0, len(HEAD))
    for line in (HEAD, *rows):
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("region", "device"),
    [("410400", Device(NARROW, scripts=False)), ("410600", Device(WIDE, scripts=True))],
    ids=["phone-plain", "desktop-scripts"],
)
def test_a_word_table_becomes_a_list(
    region: str, device: Device, product: Product, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "本单位清单.docx"
    file.write_bytes(word_table())
    with visitor(browser, device, product.url, ARTIFACTS / f"import-{region}") as clerk:
        hire(clerk, product, f"import-{region}", "clerk", region, "ecology")
        clerk.go("/desk/lists", "1-lists")
        clerk.page.select_option("[name=new-department]", "ecology")
        clerk.page.check("[name=new-source][value=empty]")
        clerk.press(clerk.page.get_by_role("button", name="开始起草"), "2-empty")
        clerk.press(clerk.page.get_by_role("link", name="导入表格"), "3-upload")
        clerk.page.set_input_files("[name=import-file]", file)
        clerk.press(clerk.page.get_by_role("button", name="上传并核对"), "4-preview")
        said = clerk.page.locator("main").inner_text()
        assert "认不出“某某办公室”是哪个部门" in said
        assert "《大气污染防治法》已于2026-08-14失效" in said
        clerk.page.get_by_label("第 1 项：配合部门").fill("市场监管")
        clerk.page.get_by_label("第 1 项：依据").fill("《生态环境法典》第217条")
        clerk.page.get_by_label("导入第 1 项").check()
        clerk.press(clerk.page.get_by_role("button", name="导入打勾的"), "5-imported")
        said = clerk.page.locator("main").inner_text()
        assert "小作坊异味扰民" in said
        assert "餐饮油烟扰民" not in said
        assert "新增 1 项" in clerk.page.locator("body").inner_text()
