"""Forms of duplicates, and of a person's look at the routing."""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from intake.web.forms.question import AtMost, Choices, OneOffered, clean, one_line, options
from intake.web.forms.staff import REASON_LENGTH, CaseForm
from intake.words import lazy as _

OTHER = "other"


class MergeForm(CaseForm):
    """With which case this one shall go along, and why."""

    PREFIX = "merge-"
    lead = RadioField(_("并入哪一件"), [OneOffered(_("请选一件，或者填写编号"))], validate_choice=False)
    number = StringField(_("编号"), [Optional(), AtMost(32)], filters=[one_line])
    reason = TextAreaField(
        _("为什么是同一件事"),
        [InputRequired(_("请写明为什么是同一件事")), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("投诉人看不到这段话。"),
    )

    def offer(self, cases: Choices) -> None:
        """Offer these (number, words), and any other by its number."""
        self.lead.choices = options([*cases, (OTHER, _("另一件，编号是："))])

    @property
    def chosen(self) -> str:
        """The number of the case to go along with."""
        return str(self.number.data or "") if self.lead.data == OTHER else str(self.lead.data)


class UnmergeForm(CaseForm):
    """Why they are not about the same thing."""

    PREFIX = "unmerge-"
    reason = TextAreaField(
        _("为什么分开"),
        [InputRequired(_("请写明为什么分开办理")), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("投诉人看不到这段话。"),
    )


class LookForm(CaseForm):
    """What the complainant is told, and whether the routing was wrong."""

    PREFIX = "look-"
    outcome = RadioField(
        _("核对的结果"),
        [OneOffered(_("请选择核对的结果"))],
        validate_choice=False,
        choices=options(
            [("right", _("转办没有错，向投诉人说明")), ("wrong", _("转错了，收回由协调办公室重新确定"))]
        ),
    )
    words = TextAreaField(
        _("向投诉人的说明"),
        [InputRequired(_("请写明由谁办、为什么")), AtMost(1000)],
        filters=[clean],
        description=_("投诉人凭查询码能看到。"),
    )
