"""Forms of the register of matters without a lead: a proposal, an opinion, a decision."""

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from intake.web.forms.office import MATTER_LENGTH
from intake.web.forms.question import AtMost, clean, one_line
from intake.web.forms.staff import StaffForm
from intake.words import lazy as _

OPINION_LENGTH = 2000
DOCUMENT_LENGTH = 100


class ProposeForm(StaffForm):
    """A department met a matter that no list gives to anybody."""

    PREFIX = "propose-"
    matter = StringField(
        _("这是什么事项"),
        [InputRequired(_("请写明是什么事项")), AtMost(MATTER_LENGTH)],
        filters=[one_line],
        description=_("向社会公开：写事，不写人和具体地址。"),
    )
    reason = TextAreaField(
        _("本部门的意见"),
        [InputRequired(_("请写明为什么要研究、建议由谁牵头")), AtMost(OPINION_LENGTH)],
        filters=[clean],
        description=_("为什么清单没有写明、影响多大、建议由谁牵头。不公开。"),
    )


class OpinionForm(StaffForm):
    """What a consulted department says."""

    PREFIX = "opinion-"
    text = TextAreaField(
        _("本部门的意见"),
        [InputRequired(_("请写明意见")), AtMost(OPINION_LENGTH)],
        filters=[clean],
        description=_("建议由谁牵头、依据哪一条、本部门能配合什么。正文不公开，只公开征求过哪些部门。"),
    )


class RulingForm(StaffForm):
    """The decision: who leads, by which document, of which day."""

    PREFIX = "ruling-"
    department = SelectField(_("由哪个部门牵头"), [InputRequired(_("请选择部门"))], validate_choice=False)
    document = StringField(
        _("文号"),
        [InputRequired(_("请写明文号")), AtMost(DOCUMENT_LENGTH)],
        filters=[one_line],
        description=_("与公开的牵头部门研究意见上的文号一致，公布后按它转办。"),
    )
    decided_on = DateField(_("决定日期"), [InputRequired(_("请填写决定日期，例如 2026-11-20"))])
