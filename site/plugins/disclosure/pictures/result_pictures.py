"""Statistics of results as pictures: of what the tables tell and of nothing they withhold."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from pictures import About, Bar, Limit, Series, bars, columns

from ..words import gettext as _

IN_ORDER = frozenset({"month", "duration"})  # upright, as time goes on; the others lie, the longest first


def drawn(key: str, title: str, rows: Mapping[str, int | None], total: int) -> Markup:
    """The picture of a table; nothing where it tells no count. Bars are shares of `total`."""
    told = {name: count for name, count in rows.items() if count is not None}
    if not told:
        return Markup()
    about = About(f"of-{key}", title, in_words(told))
    if key in IN_ORDER:
        counts = Series(_("件数"), tuple(rows.values()))
        return columns(about, tuple(rows), [counts], _limits(key, tuple(rows)))
    longest_first = sorted(told.items(), key=lambda each: -each[1])
    return bars(about, [Bar(name, count) for name, count in longest_first], total)


def drawn_trend(number: int, topic: str, months: Mapping[str, int]) -> Markup:
    """The months of one topic."""
    about = About(f"trend-{number}", topic, in_words(months))
    series = Series(topic, tuple(months.values()))
    return columns(about, tuple(months), [series])


def in_words(told: Mapping[str, int]) -> str:
    """Every count that is told, in one sentence."""
    return _("，").join(
        _("%(name)s %(count)s 件") % {"name": name, "count": count} for name, count in told.items()
    )


def _limits(key: str, names: tuple[str, ...]) -> list[Limit]:
    """About where 60 days end, and 90 with the extension (信访工作条例 art. 34): months tell no days."""
    if key != "duration":
        return []
    ends = ((_("第三个月"), _("60 天的期限大约到这里")), (_("第四个月"), _("延长 30 天大约到这里")))
    return [Limit(names.index(name), words) for name, words in ends if name in names]
