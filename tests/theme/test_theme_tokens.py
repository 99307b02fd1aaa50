"""Text on every ground it may stand on has 7:1 (WCAG 2.2, 1.4.6), borders and rings 3:1 (1.4.11)."""

from __future__ import annotations

import re

import pytest
from published_theme import THEME


def tokens(mode: str) -> dict[str, str]:
    """The custom properties of a mode: colours as #rrggbb, or var(--name) of another."""
    text = (THEME / "styles/modes" / f"{mode}.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z0-9-]+): ([^;]+);", text))


def strong(colours: dict[str, str]) -> dict[str, str]:
    """These colours in high contrast."""
    return colours | {name: colours[value[6:-1]] for name, value in tokens("high").items()}


LIGHT, DARK = tokens("light"), tokens("light") | tokens("dark")
SCHEMES = {"light": LIGHT, "dark": DARK, "light-high": strong(LIGHT), "dark-high": strong(DARK)}
GROUNDS = ("ground", "surface", "sunken", "primary-tint", "warn-tint")
TEXT = [
    *((text, ground) for text in ("ink", "ink-2") for ground in GROUNDS),
    *(
        (text, ground)
        for text in ("primary", "primary-hover")
        for ground in ("ground", "surface", "sunken", "primary-tint")
    ),
    *(("warn", ground) for ground in ("ground", "surface", "warn-tint")),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("on-warn", "warn"),
    ("on-warn", "warn-hover"),
    ("on-band", "band"),
    ("on-band-2", "band"),
    ("on-mark", "mark"),
]
SHAPES = [
    ("line-strong", "ground"),
    ("line-strong", "surface"),
    ("primary", "surface"),
    ("warn", "surface"),
    ("focus", "focus-ink"),
    ("focus", "band"),
    *((f"chart-{n}", ground) for n in ("1", "2", "3", "4", "line") for ground in ("ground", "surface")),
]


def luminance(colour: str) -> float:
    """Relative luminance (0 to 1) of #rrggbb."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 7.0), (SHAPES, 3.0)], ids=["text", "shapes"])
def test_contrast(scheme: str, pairs: list[tuple[str, str]], least: float) -> None:
    colours = SCHEMES[scheme]
    ratios = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < least} == {}


def test_dark_scheme_answers_every_colour() -> None:
    assert tokens("dark").keys() >= LIGHT.keys() - {"sun", "hill", "focus"}
