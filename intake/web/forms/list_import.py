"""Forms of an import: the file, and per row of the table whether to take it and what to correct in it."""

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from intake.lists.matching import Choices, Fate, Matched
from intake.lists.model import HEADINGS, DraftRow
from intake.lists.reading import Kind
from intake.web.forms.list_rows import RowForm
from intake.web.forms.question import Unmarked, one_line, options
from intake.web.forms.staff import StaffForm
from intake.words import lazy as _


class UploadForm(StaffForm):
    """One table."""

    PREFIX = "import-"
    file = FileField(
        _("表格文件"),
        [Unmarked()],
        description=_("Excel（.xlsx、.xls）、Word（.docx）里的表格或 CSV，不超过 10 MB，不要带宏和密码。"),
    )


class ConfirmForm(StaffForm):
    """What was seen, and which rows the table lacks are to go; the rows have forms of their own."""

    PREFIX = "import-"
    digest = HiddenField(filters=[one_line])
    remove = SelectMultipleField(
        _("表里没有的事项：要从清单里删去的请打勾"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )


class TableRowForm(RowForm):
    """One row of the table: only its doubtful cells can be typed into."""

    take = BooleanField(_("导入这一项"))
    as_new = BooleanField(_("作为新事项，不修改现有的那一条"))

    def __init__(self, matched: Matched, **given: Any) -> None:
        self.matched = matched
        super().__init__(f"t{matched.row.number}", meta={"csrf": False}, **given)
        del self["version"]
        for name in HEADINGS:
            if name not in self.doubtful:
                del self[name]
        if not self.alike:
            del self["as_new"]
        self.take.label.text = _("导入第 %(number)d 项") % {"number": matched.row.number}

    @property
    def doubtful(self) -> list[str]:
        """The fields of doubtful cells, in their order."""
        return [
            name
            for name in HEADINGS
            if name in self.matched.row.cells and self.matched.row.cells[name].doubts
        ]

    @property
    def alike(self) -> bool:
        """Whether it only resembles the draft's row it would change."""
        return any(each.kind is Kind.SIMILAR for each in self.matched.row.doubts)

    @property
    def guessed_only(self) -> bool:
        """Whether nothing is doubtful about it but what was guessed."""
        row = self.matched.row
        doubts = [*row.doubts, *(one for cell in row.cells.values() for one in cell.doubts)]
        return bool(doubts) and all(each.kind is Kind.GUESSED for each in doubts)


def row_forms(rows: Iterable[Matched], *, fresh: bool, guessed_too: bool = False) -> list[TableRowForm]:
    """The forms of all rows that would change the list; `fresh`: as read, those without doubts ticked.

    `guessed_too` ticks those besides in which only guesses are doubtful.
    """
    forms = []
    for each in rows:
        if each.fate is Fate.UNCHANGED:
            continue
        form = TableRowForm(each, formdata=None, data=_first(each)) if fresh else TableRowForm(each)
        if guessed_too and form.guessed_only:
            form.take.data = True
        forms.append(form)
    return forms


def choices(form: ConfirmForm, rows: Iterable[TableRowForm]) -> Choices:
    """What was chosen; of a cell only what was typed anew."""
    rows = list(rows)
    typed = {
        (row.matched.row.number, name): row[name].data or ""
        for row in rows
        for name in row.doubtful
        if (row[name].data or "") != row.matched.row.cells[name].value
    }
    return Choices(
        take={row.matched.row.number for row in rows if row.take.data},
        typed=typed,
        as_new={row.matched.row.number for row in rows if row.alike and row["as_new"].data},
        remove=set(form["remove"].data or ()),
    )


def offer_missing(form: ConfirmForm, missing: Iterable[DraftRow]) -> None:
    """Offer the rows that the table lacks."""
    named = [(row.key, f"{row.item} {row.matter}".strip() or _("（还没有名称）")) for row in missing]
    form["remove"].choices = options(named)


def _first(each: Matched) -> dict[str, Any]:
    cells = {name: cell.value for name, cell in each.row.cells.items()}
    return {**cells, "take": each.row.plain}
