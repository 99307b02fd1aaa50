"""What every form of the desk shares. Each action on a case carries the `version` the person was looking at.

Several stand on one page, so each is built with its own prefix (`PREFIX`).
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from intake.web.forms.question import Question
from intake.web.numbers import HIGHEST
from intake.words import lazy as _

ANSWER_LENGTH = 5000
REASON_LENGTH = 500
CLAUSE_LENGTH = 200


class StaffForm(Question):
    """A form of the desk; `PREFIX` keeps its field names apart from those of its neighbours."""

    PREFIX = ""

    def __init__(self, **given: Any) -> None:
        super().__init__(prefix=self.PREFIX, **given)

    def faults(self) -> list[tuple[str, str]]:
        """(field id, first message) of every fault, for the error summary; no id for the form as a whole."""
        return [("", str(message)) for message in self.form_errors] + super().faults()

    def typed(self) -> Mapping[str, str]:
        """Label and text of every long field, to give back what could not be used."""
        areas = (field for field in self if isinstance(field, TextAreaField) and field.data)
        return {field.label.text: field.data for field in areas}

    def refuse(self, field: str, message: str) -> None:
        """Add what a service found wrong with a field (with the form as a whole when it has none such)."""
        if field in self:
            self[field].errors = [message]
        else:
            self.form_errors.append(message)


class CaseForm(StaffForm):
    """What every action on a case carries; alone, it is the form of an action that needs no words."""

    PREFIX = "case-"
    DRAFTED: ClassVar[tuple[str, ...]] = ()  # the fields that are kept while they are being written
    version = IntegerField(
        widget=HiddenInput(),
        validators=[
            InputRequired(_("页面不完整，请重新打开")),
            NumberRange(0, HIGHEST, _("页面不完整，请重新打开")),
        ],
    )
