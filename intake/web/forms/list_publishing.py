"""Forms of a list's publication: from when it is in force, and why it is taken back."""

from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired

from intake.services.lists.publishing import REASON_LENGTH
from intake.web.forms.question import AtMost, clean
from intake.web.forms.staff import CaseForm
from intake.words import lazy as _


class PublishForm(CaseForm):
    """From which day the list is in force."""

    PREFIX = "publish-"
    effective_from = DateField(
        _("施行日期"),
        [InputRequired(_("请填写施行日期"))],
        description=_("从这一天起，投诉按这一版转办。可以先公布、以后施行。"),
    )


class TakeBackForm(CaseForm):
    """Why a published list is taken back."""

    PREFIX = "back-"
    reason = TextAreaField(
        _("撤回的原因"),
        [InputRequired(_("请说明原因")), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("还没有施行的，会写在它的网址上；不要写个人信息。"),
    )
