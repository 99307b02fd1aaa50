"""Photograph the running product for the README: docs/images/{home,item,form,receipt,desk}-*.png.

    PYTHONPATH=tests/browser .venv/bin/python docs/take_screenshots.py

It walks the same path as the browser test, so a picture shows what a test has seen.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import requests
from PIL import Image
from playwright.sync_api import sync_playwright
from product import Product, build_site, photo_with_place
from test_whole_path import complain, find_the_matter, log_in
from visitor import NARROW, WIDE, Device, visitor

IMAGES = Path(__file__).with_name("images")
PICTURES = {
    "01-home": "home",
    "03-item": "item",
    "07-where": "form",
    "13-receipt": "receipt",
    "22-inbox": "desk",
}
SHARPNESS = 2
COLOURS = 128
OTHER_COMPLAINTS = (
    ("CG-001", "经三路 66 号", "一楼的火锅店油烟管道对着居民楼排，晚上开不了窗"),
    ("CG-001", "文化路 12 号", "小吃街油烟不经处理直接排放，地上全是油污"),
    ("CG-007", "东风渠边", "夜里有渣土车往河边空地倒建筑垃圾"),
    ("CG-003", "纬五路口", "清早把落叶堆在路边烧，烟飘进教室"),
    ("CG-001", "黄河路 8 号", "食堂排烟口正对幼儿园"),
)


def main() -> None:
    """Take every picture on a phone and on a desktop screen."""
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        build_site(Path(folder) / "output")
        product = Product(Path(folder) / "data", Path(folder) / "output").start()
        try:
            _file_other_complaints(product)
            for device in (Device(NARROW, scripts=True, sharpness=SHARPNESS), Device(WIDE, scripts=True)):
                _walk(product, device, Path(folder))
        finally:
            product.stop()


def _file_other_complaints(product: Product) -> None:
    key = product.command("apikey", "add", "screenshots")
    for item, address, text in OTHER_COMPLAINTS:
        body = {"text": text, "item": item, "region": "410105", "address": address}
        url = f"{product.url}/api/v1/complaints"
        requests.post(url, json=body, headers={"X-API-Key": key}, timeout=20).raise_for_status()


def _walk(product: Product, device: Device, folder: Path) -> None:
    album, photo = folder / device.name, folder / "photo.jpg"
    with photo.open("wb") as file:
        photo_with_place(file)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        with visitor(browser, device, product.url, album) as citizen:
            find_the_matter(citizen)
            complain(citizen, photo, scripts=True)
        with visitor(browser, device, product.url, album) as clerk:
            log_in(clerk, product, f"clerk-{device.name}")
        browser.close()
    for name, picture in PICTURES.items():
        _keep(album / f"{name}.png", f"{picture}-{device.name.partition('-')[0]}", device)


def _keep(taken: Path, name: str, device: Device) -> None:
    """The first screenful, in few colours: the repository should stay small."""
    width, height = (side * device.sharpness for side in device.size)
    picture = Image.open(taken).convert("RGB")
    cut = picture.crop((0, 0, width, min(height, picture.height)))
    cut.quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
