"""Takes pictures at three widths, keeps what documents show, and lays the rest on sheets."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page

from docs.screenshots.pages import SHOWN

IMAGES = Path(__file__).resolve().parents[1] / "images"
# Width of the screen: its height, how much of a page is taken, and how wide a picture stands on a sheet.
SCREENS = {360: (740, 1480, 200), 768: (1024, 1400, 260), 1440: (900, 1300, 400)}
QUALITY, LABEL, GAP, ACROSS = 72, 22, 12, 2400
FONT = ImageFont.load_default(14)


@dataclass
class Camera:
    """One width. `taken`: the pictures by name, in the order in which they were taken."""

    width: int
    taken: dict[str, Image.Image] = field(default_factory=dict)

    def take(self, page: Page, name: str) -> None:
        """The page from its top, as far as a picture goes."""
        tall = min(int(page.evaluate("document.documentElement.scrollHeight")), SCREENS[self.width][1])
        clip = {"x": 0, "y": 0, "width": self.width, "height": max(tall, 1)}
        picture = page.screenshot(clip=clip, full_page=True, animations="disabled")  # type: ignore[arg-type]  # plain dict
        self.taken[name] = Image.open(BytesIO(picture)).convert("RGB")
        if (name, self.width) in SHOWN:
            screen = page.screenshot(animations="disabled")  # as it was scrolled
            _save(Image.open(BytesIO(screen)).convert("RGB"), f"pages/{name}-{self.width}")

    def sheets(self) -> None:
        """All of them, small, on as few sheets as are still read: public pages, forms, the desk."""
        groups: dict[str, dict[str, Image.Image]] = {"public": {}, "complaint": {}, "desk": {}}
        for name, picture in self.taken.items():
            groups[_group(name)][name] = picture
        for group, pictures in groups.items():
            if pictures:
                _save(_sheet(pictures, SCREENS[self.width][2]), f"sheets/{group}-{self.width}")


def _group(name: str) -> str:
    from docs.screenshots.pages import WALKED

    return "desk" if name.startswith("desk-") else "complaint" if name in WALKED else "public"


def _sheet(pictures: dict[str, Image.Image], wide: int) -> Image.Image:
    small = {name: each.resize((wide, each.height * wide // each.width)) for name, each in pictures.items()}
    columns = ACROSS // (wide + GAP)
    names = list(small)
    rows = [names[start : start + columns] for start in range(0, len(names), columns)]
    heights = [max(small[name].height for name in row) + LABEL + GAP for row in rows]
    sheet = Image.new("RGB", (min(columns, len(names)) * (wide + GAP) + GAP, sum(heights) + GAP), "#d9dedb")
    draw, top = ImageDraw.Draw(sheet), GAP
    for row, height in zip(rows, heights, strict=True):
        for column, name in enumerate(row):
            left = GAP + column * (wide + GAP)
            draw.text((left, top), name, fill="#12332d", font=FONT)
            sheet.paste(small[name], (left, top + LABEL))
        top += height
    return sheet


def _save(picture: Image.Image, name: str) -> None:
    path = IMAGES / f"{name}.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, "WEBP", quality=QUALITY, method=6)
