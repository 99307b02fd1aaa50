"""What the marks of a picture mean, as a list beside it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

_LIST = Markup('<ul class="chart-legend">{}</ul>')
_ENTRY = Markup(
    '<li><svg class="chart-sample" viewBox="0 0 20 14" aria-hidden="true" focusable="false">{}</svg>{}</li>'
)
_BOX = Markup('<rect class="{}" x="1" y="1" width="18" height="12" rx="2"></rect>')
_MARKS = {
    "chart-sent": Markup('<circle class="chart-sent" cx="10" cy="7" r="5"></circle>'),
    "chart-published": Markup('<circle class="chart-published" cx="10" cy="7" r="5"></circle>'),
    "chart-limit": Markup('<path class="chart-limit" d="M10 0v14"></path>'),
}


def legend(entries: Iterable[tuple[str, str]]) -> Markup:
    """Each entry is the class of a mark, and what it means in words."""
    lines = (_ENTRY.format(_MARKS.get(kind) or _BOX.format(kind), words) for kind, words in entries)
    return _LIST.format(Markup().join(lines))
