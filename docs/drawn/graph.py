"""Graphs as SVG: the same bytes for the same graph on every machine (graphviz-pure has its own metrics)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

INK, LINE, GROUND, TINTS = "#12332d", "#4d6b65", "#ffffff", ("#e3f1ec", "#fdf3d7", "#e6edf8", "#f6e6e3")
_LOOK = f"""bgcolor="{GROUND}" pad=0.2 nodesep=0.25 ranksep=0.45
node [shape=box style="rounded,filled" fillcolor="{TINTS[0]}" color="{LINE}" margin="0.2,0.07"]
node [fontcolor="{INK}" fontname="Arial" fontsize=12]
edge [color="{LINE}" fontcolor="{INK}" fontname="Arial" fontsize=10 arrowsize=0.7]
"""


def svg(title: str, lines: Iterable[str], *, across: bool = False) -> str:
    """A directed graph from lines of Graphviz's language; `across`: from left to right."""
    source = f"digraph {{\n{'rankdir=LR' if across else ''}\n{_LOOK}{chr(10).join(lines)}\n}}\n"
    program = Path(sys.executable).with_name("graphviz-pure")
    drawn = subprocess.run(  # noqa: S603 - our own words
        [program, "-Tsvg"], input=source, capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout
    _before, head, rest = drawn.partition("<svg ")
    return f'{head}role="img" aria-label="{title}" {rest.replace("Helvetica,sans-Serif", "Arial,sans-serif")}'
