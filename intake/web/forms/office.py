"""Forms of the coordinating office on a case: who answers, an objection, a matter without a lead, a hold."""

from typing import ClassVar

from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from intake.web.forms.question import AtMost, clean, one_line, options
from intake.web.forms.staff import REASON_LENGTH, CaseForm
from intake.words import lazy as _

MATTER_LENGTH = 200


class SuggestedForm(CaseForm):
    """One press: the coordinating office follows one of the router's alternatives."""

    PREFIX = "suggested-"
    choice = IntegerField(validators=[InputRequired(_("请选择一个部门"))])


class ListedForm(CaseForm):
    """One press: whoever the lists name for an item that was searched for."""

    PREFIX = "listed-"
    item = StringField(validators=[InputRequired(_("请选择一个清单事项")), AtMost(40)], filters=[one_line])


class RouteForm(CaseForm):
    """The coordinating office's own choice: a department, a list item where there is one, a place."""

    PREFIX = "route-"
    department = SelectField(_("转给哪个部门"), [InputRequired(_("请选择部门"))], validate_choice=False)
    item = StringField(
        _("对应的清单事项"),
        [Optional(), AtMost(40)],
        filters=[one_line],
        description=_("知道编号就填，例如 ST-001；没有对应事项就留空。"),
    )
    region = SelectField(_("由哪一级、哪个地方的部门办"), [Optional()], validate_choice=False)
    reason = TextAreaField(
        _("转办理由"),
        [InputRequired(_("请写明为什么转给这个部门")), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("承办部门能看到。"),
    )


class ElsewhereForm(CaseForm):
    """The matter is not environmental: where the complainant should go instead."""

    PREFIX = "elsewhere-"
    goes_to = RadioField(_("这件事该找谁"), [InputRequired(_("请选择这件事该找谁"))])


class ObjectionForm(CaseForm):
    """Whether an organ's objection stands, and why."""

    PREFIX = "objection-"
    DRAFTED: ClassVar = ("outcome", "reason")
    outcome = RadioField(
        _("异议是否成立"),
        [InputRequired(_("请选择异议是否成立"))],
        choices=options(
            [("agree", _("成立，收回来重新确定由谁办")), ("refuse", _("不成立，仍由这个单位办"))]
        ),
    )
    reason = TextAreaField(
        _("理由"),
        [InputRequired(_("请写明理由")), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("提出异议的单位能看到。"),
    )


class SeekLeadForm(CaseForm):
    """What the matter without a lead is called in the register, which is public."""

    PREFIX = "lead-"
    matter = StringField(
        _("这是什么事项"),
        [InputRequired(_("请写明是什么事项")), AtMost(MATTER_LENGTH)],
        filters=[one_line],
        description=_(
            "登记簿向社会公开：写事，不写人和具体地址。例如：户外广告屏光污染。同一事项写法一致，会并在一起。"
        ),
    )


class HoldForm(CaseForm):
    """Why the contact must be kept, or need not be kept any longer."""

    PREFIX = "hold-"
    reason = StringField(
        _("原因"),
        [InputRequired(_("请写明原因")), AtMost(REASON_LENGTH)],
        filters=[one_line],
        description=_("例如涉诉、调查的文号。会记录。"),
    )
