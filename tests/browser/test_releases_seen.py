"""Releases, changes, duties, documents and checks in a real browser; on a telephone without scripts too."""

from __future__ import annotations

import pytest
from desk_people import hire
from playwright.sync_api import Browser
from product import ARTIFACTS, Product
from visitor import NARROW, WIDE, Device, Visitor, visitor

DEVICES = [Device(NARROW, scripts=False), Device(WIDE, scripts=True)]
CHANGES = "/lists/410000/urban-management/2026-09-01/changes/"
COMPARED = "from=410000/police/2026-03-01&to=410000/police/2026-09-01"


@pytest.mark.parametrize("device", DEVICES, ids=lambda device: device.name)
def test_what_was_said_then_and_what_changed(device: Device, product: Product, browser: Browser) -> None:
    with visitor(browser, device, product.url, ARTIFACTS / f"releases-{device.name}") as reader:
        reader.go(CHANGES, "01-changes")
        assert "以前由公安部门牵头" in main(reader)
        reader.go(f"/lists/compare?{COMPARED}", "02-compared")
        assert "现在由城市管理部门牵头" in main(reader)
        reader.go("/items/CG-016/", "03-item")
        reader.press(reader.page.get_by_role("link", name="查某一天、某个地方由谁负责"), "04-who")
        reader.page.select_option("[name=region]", "410105")
        reader.page.fill("[name=on]", "2026-08-01")
        reader.press(reader.page.get_by_role("button", name="查一查"), "05-then")
        assert "公安" in reader.page.locator(".certificate-who").inner_text()
        reader.go("/regions/compare?region=410105&from=2026-08-01&to=2026-10-01", "06-region")
        assert "室内装修噪声" in main(reader)
        reader.go("/duties/410000/", "07-duties")
        reader.go("/policies/henan-2023-measures/", "08-policy")
        assert "没有写明责任部门" in main(reader)


@pytest.mark.parametrize("device", DEVICES, ids=lambda device: device.name)
def test_the_office_reads_its_checks(device: Device, product: Product, browser: Browser) -> None:
    with visitor(browser, device, product.url, ARTIFACTS / f"checks-{device.name}") as office:
        hire(office, product, f"checks-{device.name}", "coordinator", "410000")
        office.go("/desk/checks", "20-checks")
        assert "没有明确牵头部门" in main(office)
        office.press(office.page.get_by_role("link", name="看一份政策文件"), "21-document")
        office.page.fill(
            "[name=document-text]", "（一）治扬尘。由住房城乡建设部门牵头。\n（二）宣传。有关部门各负其责。"
        )
        office.press(office.page.get_by_role("button", name="看一看"), "22-tasks")
        assert "1 项没有写明责任部门" in main(office)


def main(somebody: Visitor) -> str:
    """The words of the page's main part."""
    return somebody.page.locator("main").inner_text()
