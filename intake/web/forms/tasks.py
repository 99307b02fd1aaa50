"""Forms of supporting tasks. Of a task that is there already, `version` is the task's."""

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired

from intake.services.casework.tasks import LONGEST_TEXT
from intake.web.forms.question import AtMost, OneOffered, clean, options
from intake.web.forms.staff import ANSWER_LENGTH, REASON_LENGTH, CaseForm
from intake.words import lazy as _

DAYS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 60)


def days_field() -> SelectField:
    """How many working days the other side has."""
    return SelectField(
        _("几个工作日内回复"),
        [OneOffered(_("请选择几个工作日内回复"))],
        choices=options((str(days), _("%(days)d 个工作日") % {"days": days}) for days in DAYS),
        validate_choice=False,
    )


class GiveTaskForm(CaseForm):
    """Which organ is asked for what, and by when."""

    PREFIX = "task-"
    department = SelectField(_("请哪个部门配合"), [InputRequired(_("请选择部门"))], validate_choice=False)
    region = SelectField(
        _("哪个地方的部门"),
        [OneOffered(_("请选择哪个地方的部门"))],
        validate_choice=False,
        description=_("只有上级才有的部门，会自动交给上级。"),
    )
    text = TextAreaField(
        _("请它做什么"),
        [InputRequired(_("请写明请它做什么")), AtMost(LONGEST_TEXT)],
        filters=[clean],
        description=_("配合部门能看到投诉内容和材料，看不到投诉人的联系方式；这里也不要写。"),
    )
    days = days_field()


class ReplyTaskForm(CaseForm):
    """What the supporting organ found and did."""

    PREFIX = "reply-"
    text = TextAreaField(
        _("回复"),
        [InputRequired(_("请写明查到什么、做了什么")), AtMost(ANSWER_LENGTH)],
        filters=[clean],
        description=_("牵头部门和协调办公室能看到；由牵头部门答复投诉人。不归本单位办的，也在这里说明依据。"),
    )


class ReturnTaskForm(CaseForm):
    """What is still missing in a reply."""

    PREFIX = "return-"
    text = TextAreaField(
        _("还要补充什么"),
        [InputRequired(_("请写明还要补充什么")), AtMost(LONGEST_TEXT)],
        filters=[clean],
    )
    days = days_field()


class WithdrawTaskForm(CaseForm):
    """Why a task is called off."""

    PREFIX = "withdraw-"
    text = TextAreaField(
        _("撤销的原因"),
        [InputRequired(_("请写明为什么撤销")), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("撤销以后，这个部门不能再看这件投诉。"),
    )
