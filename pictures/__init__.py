"""Pictures of figures as SVG, drawn from a few primitives, told in words, styled by classes."""

from pictures.bars import Bar, bars
from pictures.columns import Limit, Series, columns
from pictures.legend import legend
from pictures.span import Row, Scale, Tick, span
from pictures.stops import Stop, flow, path
from pictures.svg import About
from pictures.tiles import Tile, tiles

__all__ = [
    "About",
    "Bar",
    "Limit",
    "Row",
    "Scale",
    "Series",
    "Stop",
    "Tick",
    "Tile",
    "bars",
    "columns",
    "flow",
    "legend",
    "path",
    "span",
    "tiles",
]
