"""The theme's files as browsers get them. Style sheets have their sources by subject in site/theme/styles/;
they are joined and made small here.

A mode (dark, high contrast, large type) is one rule of tokens in styles/modes/. It holds where a device asks
for it and where a person chose it, which CSS can only say twice; so the source is one and repeated here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import rcssmin

from ..pages.model import DataFile

# What each published sheet is joined from, in the order of the cascade; modes come after the tokens.
SHEETS = {
    "mingdan": ("base", "frame", "parts", "forms", "records", "home", "print"),
    "desk": ("desk",),
    "charts": ("charts",),
    "specimen": ("specimen",),
}
# Where a mode's tokens hold: by the device's wish, by the person's choice. Paper has its own colours.
HELD = {
    "dark": ("(prefers-color-scheme: dark)", ":root:not([data-scheme=light])", ":root[data-scheme=dark]"),
    "high": ("(prefers-contrast: more)", ":root", ":root[data-contrast=high]"),
    "large": ("", "", ":root[data-size=large]"),
}
CHOSEN = (
    ":root:root:root"  # of a mode's own sheet, for pages that cannot carry the choice: stronger than the rest
)


def theme_files(theme: Path) -> Iterator[DataFile]:
    """All of them, served at /theme/ to both the static pages and Flask's."""
    static = theme / "static"
    for path in sorted(static.rglob("*")):
        if path.is_file():
            yield DataFile(f"theme/{path.relative_to(static).as_posix()}", path.read_bytes())
    for name, text in sheets(theme / "styles"):
        yield DataFile(f"theme/css/{name}", text.encode())


def sheets(styles: Path) -> Iterator[tuple[str, str]]:
    """The name below css/ and the text of every style sheet of the theme."""
    tokens = _tokens(styles)
    for name, parts in SHEETS.items():
        text = "".join(_read(styles, part) for part in parts)
        yield f"{name}.css", rcssmin.cssmin(tokens + text if name == "mingdan" else text)
    for mode in ("light", *HELD):
        yield f"modes/{mode}.css", rcssmin.cssmin(_on_screen(_mode(styles, mode, CHOSEN)))


def _tokens(styles: Path) -> str:
    """Sizes and light colours for everybody, then each mode where it holds."""
    text = _read(styles, "tokens") + _mode(styles, "light", ":root")
    for mode, (wish, by_wish, by_choice) in HELD.items():
        if wish:
            text += _on_screen(_mode(styles, mode, by_wish), f" and {wish}")
        text += _on_screen(_mode(styles, mode, by_choice))
    return text


def _mode(styles: Path, mode: str, selector: str) -> str:
    rule = _read(styles, f"modes/{mode}")
    return selector + rule[rule.index(" {") :]


def _on_screen(rule: str, further: str = "") -> str:
    return f"@media screen{further} {{{rule}}}"


def _read(styles: Path, name: str) -> str:
    return (styles / f"{name}.css").read_text(encoding="utf-8")
