"""Forms of importing a hotline's table: which hotline and file, then which column is what."""

from flask_wtf.file import FileField
from wtforms import SelectField
from wtforms.validators import Optional

from intake.services.partners.sheet import COLUMN_WORDS, Column
from intake.web.forms.question import Unmarked
from intake.web.forms.staff import StaffForm
from intake.words import gettext as _


class TableForm(StaffForm):
    """One table of one hotline."""

    PREFIX = "table-"
    partner = SelectField(_("哪个热线"), [Unmarked()], validate_choice=False)
    file = FileField(
        _("表格文件"),
        [Unmarked()],
        description=_("Excel（.xlsx、.xls）或 CSV，不超过 10 MB、2000 行，第一行是标题，不要带宏和密码。"),
    )


def _column(column: Column) -> SelectField:
    return SelectField(_(COLUMN_WORDS[column]), [Optional(), Unmarked()], validate_choice=False)


class ColumnsForm(StaffForm):
    """Which column of the table is what."""

    PREFIX = "column-"
    external_number = _column(Column.NUMBER)
    text = _column(Column.TEXT)
    title = _column(Column.TITLE)
    region = _column(Column.REGION)
    address = _column(Column.ADDRESS)
    name = _column(Column.NAME)
    phone = _column(Column.PHONE)
    email = _column(Column.EMAIL)
    occurred_at = _column(Column.OCCURRED)
