"""Forms of units, of who sits where, of deputies and leave."""

from collections.abc import Sequence

from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Optional

from intake.services.staff.units import LONGEST_NAME
from intake.web.forms.question import AtMost, Unmarked, one_line
from intake.web.forms.staff import StaffForm
from intake.words import lazy as _


class Day(DateField):  # type: ignore[misc]  # wtforms has no types
    """A day; one that is none is refused in the reader's words."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the day. Raises ValueError."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("请填写日期，例如 2026-11-20")) from None


class UnitForm(StaffForm):
    """What a unit is called."""

    PREFIX = "unit-"
    name = StringField(
        _("科室名称"),
        [InputRequired(_("请填写科室名称")), AtMost(LONGEST_NAME)],
        filters=[one_line],
        description=_("例如：大气科、执法大队一中队。"),
    )


class PlaceForm(StaffForm):
    """Which unit somebody sits in."""

    PREFIX = "place-"
    unit = SelectField(_("所在科室"), [Unmarked()], validate_choice=False)


class DeputyForm(StaffForm):
    """Who stands in for somebody."""

    PREFIX = "deputy-"
    deputy = SelectField(
        _("B 角（休假时由谁代办）"),
        [Optional(), Unmarked()],
        validate_choice=False,
        description=_("休假期间，新分派的投诉和期限提醒都转给代办人。"),
    )


class LeaveForm(StaffForm):
    """From when to when somebody is away."""

    PREFIX = "leave-"
    first = Day(_("第一天"), [InputRequired(_("请填写第一天，例如 2026-11-20"))])
    last = Day(
        _("最后一天"),
        [InputRequired(_("请填写最后一天，例如 2026-11-27"))],
        description=_("含这一天。"),
    )
