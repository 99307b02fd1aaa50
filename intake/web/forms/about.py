"""What a page of the coordinating office is about: time, place, department. The address says it."""

from typing import Any

from wtforms import DateField, SelectField
from wtforms.validators import Optional

from intake.web.forms.question import Choices, grouped, options
from intake.web.forms.staff import StaffForm
from intake.words import lazy as _

_EVERY = ("", _("全部"))


class AboutForm(StaffForm):
    """Read by the service, so that a bookmark and a form mean the same. All of it may be left open."""

    region = SelectField(_("地区"), validate_choice=False)
    department = SelectField(_("部门"), validate_choice=False)
    since = DateField(_("从"), [Optional()], name="from")
    until = DateField(_("到"), [Optional()], name="to")

    def __init__(self, said: Any) -> None:
        super().__init__(formdata=said, meta={"csrf": False})

    def offer(self, departments: Choices, regions: dict[str, Choices]) -> None:
        """Offer these; a field with nothing to choose from is left out."""
        self.department.choices = options([_EVERY, *departments])
        self.region.choices = [*options([_EVERY]), *grouped(regions)]
        for name in ("region", "department"):
            if len(self[name].choices) == 1:
                del self[name]
