"""The theme's files as the site's build publishes them."""

from __future__ import annotations

from pathlib import Path

from disclosure.building.theme import theme_files

THEME = Path(__file__).resolve().parents[1] / "site" / "theme"


def publish_theme(output: Path) -> None:
    """Write them where a built site has them, below output/theme/."""
    for file in theme_files(THEME):
        path = output / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
