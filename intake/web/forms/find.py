"""Filters of the search page and of the question "who answers here". Both travel in the address."""

from collections.abc import Mapping

from wtforms import Form, HiddenField, SelectField, StringField

from intake.web.forms.question import Choices, Unmarked, grouped, one_line, options
from intake.words import gettext as _

KINDS = {
    "item": _("事项"),
    "list": _("清单"),
    "department": _("部门"),
    "unassigned": _("尚未明确牵头的事项"),
    "page": _("说明"),
    "result": _("办理结果"),
}


class SearchForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What is looked for. Unknown values narrow nothing."""

    q = StringField(_("搜什么"), filters=[one_line])
    region = SelectField(_("地区"), [Unmarked()], filters=[one_line], validate_choice=False)
    department = SelectField(_("部门"), [Unmarked()], filters=[one_line], validate_choice=False)
    kind = SelectField(
        _("类别"),
        [Unmarked()],
        choices=options([("", _("全部")), *KINDS.items()]),
        filters=[one_line],
        validate_choice=False,
    )

    def offer(self, regions: Mapping[str, Choices], departments: Choices) -> None:
        """Offer regions by city, and departments."""
        self.region.choices = [*options([("", _("全省"))]), *grouped(regions)]
        self.department.choices = options([("", _("全部")), *departments])

    def wanted(self, name: str) -> str | None:
        """The chosen value if it was offered and is not "all"."""
        offered = {value for value, _label, *_rest in self[name].iter_choices()}
        value = str(self[name].data or "")
        return value if value and value in offered else None


class WhoForm(Form):  # type: ignore[misc]  # WTForms has no types
    """A matter's id and a region."""

    matter = HiddenField(filters=[one_line])
    region = SelectField(_("这件事发生在哪里？"), [Unmarked()], filters=[one_line], validate_choice=False)

    def offer(self, regions: Mapping[str, Choices]) -> None:
        """Offer regions by city."""
        self.region.choices = [*options([("", _("请选择县（市、区）"))]), *grouped(regions)]
