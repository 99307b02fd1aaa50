"""Forms of the desk. Each action carries the case `version` the person was looking at.

Several stand on one page, so each is built with its own prefix (`PREFIX`).
"""

from collections.abc import Mapping
from typing import Any

from wtforms import IntegerField, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import EqualTo, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from intake.cases.objections import Reason, reason_words
from intake.web.forms.question import AtMost, Question, clean, one_line
from intake.words import gettext as _

ANSWER_LENGTH = 5000
REASON_LENGTH = 500
CLAUSE_LENGTH = 200
LONGEST_PASSWORD = 200


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


class LoginForm(StaffForm):
    """Log-in name and password."""

    login = StringField(_("用户名"), [InputRequired(_("请填写用户名"))], filters=[one_line])
    password = PasswordField(_("密码"), [InputRequired(_("请填写密码"))])


class PasswordForm(StaffForm):
    """A new password, typed twice; the service says whether it will do."""

    current = PasswordField(_("现在的密码"), [InputRequired(_("请填写现在的密码"))])
    new = PasswordField(
        _("新密码"),
        [
            InputRequired(_("请填写新密码")),
            Length(max=LONGEST_PASSWORD, message=_("新密码最多 200 个字符")),
        ],
        description=_("至少 10 个字符。不要含用户名。几个不相干的词连在一起就很好，不必混用大小写和符号。"),
    )
    again = PasswordField(
        _("再填一次新密码"),
        [InputRequired(_("请再填一次新密码")), EqualTo("new", _("两次填写的新密码不一样"))],
    )


class CaseForm(StaffForm):
    """What every action on a case carries; alone, it is the form of an action that needs no words."""

    PREFIX = "case-"
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(_("页面不完整，请重新打开"))])


class AssignForm(CaseForm):
    """Which colleague handles the case."""

    PREFIX = "assign-"
    assignee = SelectField(_("交给谁办"), [InputRequired(_("请选择一位同事"))], validate_choice=False)


class AnswerForm(CaseForm):
    """The answer the complainant will read."""

    PREFIX = "answer-"
    text = TextAreaField(
        _("答复内容"),
        [InputRequired(_("请写明查到什么、怎么处理")), AtMost(ANSWER_LENGTH)],
        filters=[clean],
        description=_("投诉人凭查询码就能看到。写清查到什么、怎么处理、还要多久；不要写投诉人的姓名和电话。"),
    )


class HandBackForm(CaseForm):
    """Why the case is not this organ's: a reason of the table, the clause it rests on, who has the power."""

    PREFIX = "back-"
    code = SelectField(
        _("哪一种情况"),
        choices=[(each.value, reason_words(each)) for each in Reason],
        default=Reason.OTHER_DEPARTMENT.value,
    )
    clause = StringField(
        _("依据哪一条"),
        [InputRequired(_("请写明依据的法律、文件或者清单的条款")), AtMost(CLAUSE_LENGTH)],
        filters=[one_line],
        description=_("例如：《河南省建设施工扬尘防治条例》第五条。"),
    )
    names = SelectField(
        _("有执法权的部门"),
        [Optional()],
        validate_choice=False,
        description=_("本单位没有执法权时选；执法部分转给它，监管部分仍由本单位办。"),
    )
    reason = TextAreaField(
        _("说明"),
        [InputRequired(_("请写明为什么不归本单位办")), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("认为应归谁办、为什么。投诉人看不到这段话。"),
    )


class ContactForm(StaffForm):
    """Why a sealed contact must be read; the reason is recorded."""

    PREFIX = "contact-"
    reason = StringField(
        _("查看原因"),
        [InputRequired(_("请写明为什么要查看联系方式")), AtMost(REASON_LENGTH)],
        filters=[one_line],
        description=_("谁、什么时候、为什么查看，都会记录。"),
    )


class SuggestedForm(CaseForm):
    """One press: the coordinating office follows one of the router's alternatives."""

    PREFIX = "suggested-"
    choice = IntegerField(validators=[InputRequired(_("请选择一个部门"))])


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
