"""Forms by which the office marks a case as accusing an organ, and takes that back."""

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from intake.web.forms.question import AtMost, one_line
from intake.web.forms.staff import REASON_LENGTH, CaseForm
from intake.words import lazy as _


class AccusationForm(CaseForm):
    """Which organ is accused, and what says so."""

    PREFIX = "accusation-"
    organ = SelectField(_("反映的是哪个单位"), [InputRequired(_("请选择单位"))], validate_choice=False)
    reason = StringField(
        _("为什么这样标"),
        [InputRequired(_("请写明理由")), AtMost(REASON_LENGTH)],
        filters=[one_line],
        description=_("会记录，办理经过里不显示。不写投诉人。"),
    )


class TakeBackForm(CaseForm):
    """Why the mark was wrong."""

    PREFIX = "takeback-"
    reason = StringField(
        _("为什么取消"),
        [InputRequired(_("请写明理由")), AtMost(REASON_LENGTH)],
        filters=[one_line],
        description=_("会记录，办理经过里不显示。"),
    )
