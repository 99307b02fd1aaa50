"""The board's pictures: drawn from the very figures its tables show, each with its table beside it."""

from collections.abc import Iterable

from markupsafe import Markup

from intake.services.office.ahead import MOST_COUNTED, DueDay
from intake.services.office.answer_times import AnswerTime
from intake.services.office.board import Board
from intake.services.office.figures import Line
from intake.words import gettext as _
from intake.words import mark
from pictures import About, Bar, Limit, Series, bars, columns, legend

_WEEKDAYS = (*(mark("一"), mark("二"), mark("三"), mark("四")), *(mark("五"), mark("六"), mark("日")))

_DAYS = {
    "0-15": mark("15 天以内"),
    "16-30": mark("16 到 30 天"),
    "31-60": mark("31 到 60 天"),
    "61-90": mark("61 到 90 天"),
    "over-90": mark("超过 90 天"),
}
_DAYS_SHORT = {"0-15": "≤15", "16-30": "16–30", "31-60": "31–60", "61-90": "61–90", "over-90": ">90"}


def load_legend() -> Markup:
    """What the colours of the load are."""
    return legend([("chart-1", _("期限内")), ("chart-4", _("已超期"))])


def weeks_legend() -> Markup:
    """What the columns of a week are."""
    return legend([("chart-1", _("新收")), ("chart-2", _("办结"))])


def weeks(found: Board) -> Markup:
    """What came in and was closed, week by week."""
    series = [
        Series(_("新收"), [each.filed for each in found.weeks]),
        Series(_("办结"), [each.closed for each in found.weeks]),
    ]
    labels = [f"{each.since.month}-{each.since.day}" for each in found.weeks]
    told = _("；").join(_in_words(each) for each in series)
    return columns(About("weeks", _("每周新收和办结"), told), labels, series)


def _in_words(each: Series) -> str:
    counts = [count or 0 for count in each.counts]
    return _("{name}合计{total}，最少{least}，最多{most}").format(
        name=each.name, total=sum(counts), least=min(counts, default=0), most=max(counts, default=0)
    )


def stars(found: Board) -> Markup:
    """How complainants rated; nothing where too few did."""
    rows = [Bar(_("{stars} 分").format(stars=n), found.stars.get(n, 0)) for n in range(5, 0, -1)]
    told = _("，").join(f"{row.name} {row.count}" for row in rows)
    return bars(About("stars", _("投诉人的评价"), told), rows) if found.stars else Markup()


def load(key: str, title: str, lines: Iterable[Line]) -> Markup:
    """Open cases, those past their limit in the other colour; in the order of the table."""
    rows = [_load(line) for line in lines if line.figures.open]
    told = _("；").join(f"{row.name} {row.words}" for row in rows)
    return bars(About(key, title, told), rows) if rows else Markup()


def _load(line: Line) -> Bar:
    figures = line.figures
    late = _("{open}，超期 {overdue}").format(open=figures.open, overdue=figures.overdue)
    return Bar(line.name, figures.open, late if figures.overdue else str(figures.open), figures.overdue)


def ahead(days: Iterable[DueDay]) -> Markup:
    """How much falls due on each day; days on which nobody works are shaded."""
    days = tuple(days)
    told = _("；").join(f"{day_words(each)} {number(each)}" for each in days if each.count)
    about = About("ahead", _("两周内到期"), told or _("没有到期的"))
    off = [place for place, each in enumerate(days) if each.working is False]
    counts = Series(_("到期"), [each.count for each in days])
    return columns(about, [str(each.day.day) for each in days], [counts], off=off)


def answers_legend() -> Markup:
    """What the columns of the answers are."""
    return legend([("chart-1", _("期限内")), ("chart-2", _("已超期")), ("chart-limit", _("信访事项的期限"))])


def answers(found: Iterable[AnswerTime]) -> Markup:
    """How many days answers took, with the limits of 信访工作条例 art. 34; nothing where there was none."""
    found = tuple(found)
    if not found:
        return Markup()
    series = [
        Series(_("期限内"), [each.in_time for each in found]),
        Series(_("已超期"), [each.late for each in found]),
    ]
    told = _("；").join(_answered(each) for each in found)
    limits = [Limit(2, _("60 天")), Limit(3, _("延长后 90 天"))]
    about = About("answers", _("答复用了多少天"), told)
    return columns(about, [_DAYS_SHORT[each.days] for each in found], series, limits)


def _answered(each: AnswerTime) -> str:
    words = _("{days}：期限内 {in_time} 件，超期 {late} 件")
    return words.format(days=days_class(each.days), in_time=each.in_time, late=each.late)


def days_class(days: str) -> str:
    """A class of days in words."""
    return _(_DAYS[days])


def day_words(each: DueDay) -> str:
    """11-24 周二，休息."""
    day = f"{each.day:%m-%d} " + _("周{weekday}").format(weekday=_(_WEEKDAYS[each.day.weekday()]))
    if each.working is None:
        return day + _("（节假日安排未公布）")
    return day if each.working else day + _("（休息）")


def number(each: DueDay) -> str:
    """The count; not counted on beyond its bound."""
    return f"{MOST_COUNTED}+" if each.count > MOST_COUNTED else str(each.count)
