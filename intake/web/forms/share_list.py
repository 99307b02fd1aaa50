"""The form of the monthly list for the procuratorate."""

from wtforms import StringField

from intake.web.forms.question import one_line
from intake.web.forms.staff import StaffForm
from intake.words import gettext as _


class MonthForm(StaffForm):
    """Which month."""

    month = StringField(_("月份"), filters=[one_line], description=_("例如：2026-10"))
