"""The board: figures, charts drawn here, and the way to each list behind a figure; the indicators as data."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, g, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.services.lists import showing as list_showing
from intake.services.office import board as service
from intake.services.office import indicators as data
from intake.services.office.answer_times import AnswerTime
from intake.services.office.figures import Figures, Line
from intake.services.office.indicators import DEFINITIONS, Indicators
from intake.services.office.period import Asked, last_days
from intake.web.security import context, staff_only
from intake.web.views.desk import about, board_pictures
from intake.web.views.desk.blueprint import bp
from intake.words import gettext as _
from intake.words import mark
from registry.spreadsheets import harmless_row

FIGURES = {
    "open": mark("在办"),
    "overdue": mark("已超期"),
    "soon": mark("快到期"),
    "unassigned": mark("没有承办人"),
    "objected": mark("有异议"),
    "under_review": mark("复查复核"),
    "without_lead": mark("待定牵头"),
    "filed": mark("新收"),
    "closed": mark("办结"),
    "reopened": mark("重新办理"),
}
_PERIODS = ((28, mark("最近四周")), (84, mark("最近十二周")), (364, mark("最近一年")))


@dataclass(frozen=True)
class Cell:
    """A figure in words and the list behind it; no `href`: there is none."""

    text: str
    href: str = ""


@bp.get("/board")
@staff_only(*about.OFFICE)
def board() -> ResponseReturnValue:
    """The board of what the person reaches."""
    reading = about.read(last_days(context(), service.USUAL_DAYS))
    found = service.board(context(), g.staff, reading.asked)
    page = render_template(
        "desk/board.html",
        board=found,
        reading=reading,
        faults=reading.form.faults(),
        periods=[(last_days(context(), days), _(words)) for days, words in _PERIODS],
        tiles=[(_(words), _cell(name, found.total, found.asked)) for name, words in FIGURES.items()],
        heads=[*(_(words) for words in FIGURES.values()), _("满意度")],
        regions=[_row(found.asked, line, by="region") for line in found.regions if line.figures != Figures()],
        departments=[_row(found.asked, line, by="department") for line in found.departments],
        weeks=board_pictures.weeks(found),
        stars=board_pictures.stars(found),
        weeks_legend=board_pictures.weeks_legend(),
        load_legend=board_pictures.load_legend(),
        ahead=board_pictures.ahead(found.ahead),
        answers=board_pictures.answers(found.answers),
        answers_legend=board_pictures.answers_legend(),
        answered=[(board_pictures.days_class(each.days), each) for each in found.answers],
        in_time=_in_time(found.answers),
        coming=[(board_pictures.day_words(each), board_pictures.number(each)) for each in found.ahead],
        loads=[
            (_("按部门"), board_pictures.load("load-departments", _("在办，按部门"), found.departments)),
            (_("按地区"), board_pictures.load("load-regions", _("在办，按地区"), found.regions)),
        ],
        satisfaction=_satisfaction_tile(found.total),
        lists=_lists_tile(),
    )
    return page, 422 if reading.fault else 200


def _lists_tile() -> tuple[Cell, str]:
    """Decided lists to be published (政府信息公开条例 art. 26), as the person's page of lists has them."""
    found = list_showing.desk(context(), g.staff).due
    late = sum(1 for each in found if each.clock is not None and each.clock.late)
    words = _("审定待公布的清单，超期 {late} 份").format(late=late) if late else _("审定待公布的清单")
    return Cell(str(len(found)), url_for("desk.item_lists")), words


@bp.get("/board/indicators.<any(csv, json):kind>")
@staff_only(*about.OFFICE)
def indicators(kind: str) -> ResponseReturnValue:
    """The indicators with their definitions; they are figures, not a score."""
    reading = about.read(last_days(context(), service.USUAL_DAYS))
    if reading.fault:
        abort(422)
    found = data.indicators(context(), g.staff, reading.asked)
    return jsonify(_as_json(found)) if kind == "json" else _as_csv(found)


def _in_time(answers: Sequence[AnswerTime]) -> str:
    """How many of the answers kept their limit, in words; "": there was none."""
    kept = sum(each.in_time for each in answers)
    total = kept + sum(each.late for each in answers)
    if not total:
        return ""
    said = _("所选时间内答复 {total} 件，按期 {kept} 件，占 {share}%。")
    return said.format(total=total, kept=kept, share=100 * kept // total)


def _row(asked: Asked, line: Line, by: str) -> list[object]:
    """The name, then every figure with the list behind it; the rest has no list of its own."""
    own = by == "region" and line.key == (asked.region or g.staff.region)
    leads = line.key is not None and not own
    narrowed = Asked(asked.period, **{"region": asked.region, "department": asked.department, by: line.key})
    cells = (_cell(name, line.figures, narrowed) for name in FIGURES)
    return [
        line.name,
        *(each if leads else Cell(each.text) for each in cells),
        Cell(_satisfaction(line.figures)),
    ]


def _cell(name: str, figures: Figures, asked: Asked) -> Cell:
    count = getattr(figures, name)
    if not count:
        return Cell("0")
    if name == "filed":
        return Cell(str(count), about.filed_behind(asked, asked.region, asked.department))
    return Cell(str(count), about.list_behind(name, asked.region, asked.department))


def _satisfaction(figures: Figures) -> str:
    """The mean, with how many it rests on."""
    if figures.satisfaction is None:
        return _("评价不足 5 件") if figures.ratings else "—"
    return _("{stars} 分（{count} 件）").format(stars=f"{figures.satisfaction:.1f}", count=figures.ratings)


def _satisfaction_tile(figures: Figures) -> dict[str, str]:
    """The number and its label apart."""
    if figures.satisfaction is None:
        return {"number": "—", "label": _("满意度（评价不足 5 件）")}
    label = _("满意度（5 分为满，{count} 件评价）").format(count=figures.ratings)
    return {"number": f"{figures.satisfaction:.1f}", "label": label}


def _as_json(found: Indicators) -> dict[str, object]:
    period = found.about.period
    return {
        "notice": context().registry.site.demonstration_notice,
        "from": period.since.isoformat(),
        "to": period.until.isoformat(),
        "below_five": None,
        "definitions": [
            {"id": name, "name": _(words), "counts": _(counts), "source": _(source)}
            for name, (words, counts, source) in DEFINITIONS.items()
        ],
        "rows": [
            {"kind": row.kind, "code": row.code, "name": row.name, "values": dict(row.values)}
            for row in found.rows
        ],
    }


def _as_csv(found: Indicators) -> Response:
    """One line a value, with its definition; below five is told as "<5"."""
    period = found.about.period
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow([context().registry.site.demonstration_notice])
    lines.writerow(["kind", "code", "name", "indicator", "value", "from", "to", "title", "counts", "source"])
    for row in found.rows:
        for name, value in row.values.items():
            told = "<5" if value is None else str(value)
            words = (_(each) for each in DEFINITIONS[name])
            days = (period.since.isoformat(), period.until.isoformat())
            lines.writerow(harmless_row([row.kind, row.code, row.name, name, told, *days, *words]))
    name = f"indicators-{period.since}-{period.until}.csv"
    response = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
