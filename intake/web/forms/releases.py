"""Questions about the published lists as they stood on a day. All of them travel in the address."""

from collections.abc import Mapping
from datetime import date

from wtforms import Form, SelectField
from wtforms.validators import Optional

from intake.web.forms.people import Day
from intake.web.forms.question import Choices, Unmarked, grouped, one_line, options
from intake.words import lazy as _


class WhoForm(Form):  # type: ignore[misc]  # WTForms has no types
    """A matter, a region and a day; no day means today."""

    matter = SelectField(_("什么事？"), [Unmarked()], filters=[one_line], validate_choice=False)
    region = SelectField(_("在哪里？"), [Unmarked()], filters=[one_line], validate_choice=False)
    on = Day(_("哪一天？不写就是今天"), [Optional()])

    def offer(self, matters: Mapping[str, Choices], regions: Mapping[str, Choices]) -> None:
        """Offer matters by department, and regions by city."""
        self.matter.choices = [*options([("", _("请选择"))]), *grouped(matters)]
        self.region.choices = [*options([("", _("请选择县（市、区）"))]), *grouped(regions)]


class CompareForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Two releases of one list, by key."""

    old = SelectField(
        _("旧版"), [Unmarked()], name="from", id="old", filters=[one_line], validate_choice=False
    )
    new = SelectField(_("新版"), [Unmarked()], name="to", id="new", filters=[one_line], validate_choice=False)

    def offer(self, releases: Mapping[str, Choices]) -> None:
        """Offer releases by list."""
        self.old.choices = [*options([("", _("请选择"))]), *grouped(releases)]
        self.new.choices = [*options([("", _("请选择"))]), *grouped(releases)]


class RegionDaysForm(Form):  # type: ignore[misc]  # WTForms has no types
    """A region and two days."""

    region = SelectField(_("哪个地区？"), [Unmarked()], filters=[one_line], validate_choice=False)
    before = Day(_("从哪一天"), [Optional()], name="from", id="before")
    after = Day(_("到哪一天"), [Optional()], name="to", id="after")

    def offer(self, regions: Mapping[str, Choices]) -> None:
        """Offer regions by city."""
        self.region.choices = [*options([("", _("请选择"))]), *grouped(regions)]

    @property
    def days(self) -> tuple[date, date] | None:
        """The two days, when both were given."""
        if self.before.data is None or self.after.data is None:
            return None
        return self.before.data, self.after.data
