"""Forms of the editor: one row of a list, each a form of its own; adding, moving, taking over items."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from intake.lists.draft import ListRow
from intake.lists.fields import CellFault
from intake.lists.model import HEADINGS, DraftRow
from intake.lists.names import LEAD_STATUS, LEVELS
from intake.services.lists.rows import CELL_LENGTH, MOST_ROWS
from intake.web.forms.question import AtMost, Unmarked, clean, one_line, options
from intake.web.forms.staff import CaseForm, StaffForm
from intake.words import lazy as _

_CELL = [Unmarked(), AtMost(CELL_LENGTH)]


def _area(name: str) -> TextAreaField:
    return TextAreaField(HEADINGS[name], _CELL, filters=[clean])


def _line(name: str) -> StringField:
    return StringField(HEADINGS[name], _CELL, filters=[one_line])


def _choice(name: str) -> SelectField:
    return SelectField(HEADINGS[name], [Unmarked()], validate_choice=False)


class RowForm(CaseForm):
    """One row, every cell as typed; `key` keeps its field names apart from those of its neighbours."""

    item = _line("item")
    matter = _line("matter")
    topics = _area("topics")
    supporting = _area("supporting")
    handled_at = _choice("handled_at")
    description = _area("description")
    basis = _area("basis")
    words = _area("words")
    boundaries = _area("boundaries")
    lead_status = _choice("lead_status")
    decision = _line("decision")
    unit = _line("unit")
    contact = _line("contact")

    def __init__(self, key: str, **given: Any) -> None:
        self.key = key
        self.PREFIX = f"r{key}-"
        super().__init__(**given)
        for name, offered in (("handled_at", LEVELS), ("lead_status", LEAD_STATUS)):
            self[name].choices = _offered(self[name].data or "", tuple(offered.values()))

    def row(self) -> DraftRow:
        """What was typed."""
        return DraftRow(self.key, **{name: self[name].data or "" for name in HEADINGS})

    def show_faults(self, faults: Sequence[CellFault]) -> None:
        """Tell at each cell what is wrong with it."""
        for name in HEADINGS:
            if said := [each.message for each in faults if each.field == name]:
                self[name].errors = [" ".join(said)]


def row_form(kept: ListRow, version: int | None = None) -> RowForm:
    """The form of a row as kept."""
    return filled(kept.row, kept.version if version is None else version)


def filled(row: DraftRow, version: int) -> RowForm:
    """A form with these cells, to be saved upon a version."""
    cells: Mapping[str, str] = {name: getattr(row, name) for name in HEADINGS}
    return RowForm(row.key, formdata=None, data={**cells, "version": version})


def _offered(typed: str, words: tuple[str, ...]) -> list[Any]:
    """The words to choose from; what an imported table says instead stays, to be seen and mended."""
    kept = [(typed, typed)] if typed and typed not in words else []
    return options([("", _("请选择")), *((word, word) for word in words), *kept])


class MoveForm(StaffForm):
    """To which place a row moves."""

    PREFIX = "move-"
    place = IntegerField(
        _("移到第几行"), [InputRequired(_("请填写第几行")), NumberRange(1, MOST_ROWS, _("请填写第几行"))]
    )


class RowStepForm(CaseForm):
    """A row's version alone: to remove it."""

    PREFIX = "row-"


class AdoptForm(StaffForm):
    """Which items of the lists above to take over."""

    PREFIX = "adopt-"
    items = SelectMultipleField(
        _("选择事项"),
        [InputRequired(_("请至少选择一项"))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
