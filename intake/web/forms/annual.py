"""Forms of the yearly cycle: parts of a special report, its steps, receipts, redactions; work plans."""

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from intake.annual.edition import ARTICLES
from intake.annual.model import LONGEST
from intake.web.forms.question import AtMost, OneOffered, clean, one_line, options
from intake.web.forms.staff import REASON_LENGTH, StaffForm
from intake.web.numbers import HIGHEST
from intake.words import lazy as _

SHORT = 100
_INCOMPLETE = _("页面不完整，请重新打开")
STATUSES = {"planned": _("还没开始"), "under_way": _("正在做"), "done": _("完成"), "dropped": _("不做了")}
MARKS = {"start": _("年初部署"), "middle": _("年中落实"), "end": _("年末总结")}


class VersionedForm(StaffForm):
    """What carries the version that the person saw."""

    version = IntegerField(
        widget=HiddenInput(), validators=[InputRequired(_INCOMPLETE), NumberRange(0, HIGHEST, _INCOMPLETE)]
    )

    def seen(self, version: int) -> None:
        """The person was now shown this version, so what they save next is meant to replace it."""
        self.version.data, self.version.raw_data = version, None


class PartForm(VersionedForm):
    """A part of the full edition."""

    PREFIX = "part-"
    text = TextAreaField(_("内容"), [AtMost(LONGEST)], filters=[clean])
    reason = TextAreaField(
        _("没有内容可写的，说明原因"),
        [AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("写了内容就不用填。原因会随公开版公布。"),
    )


class ChapterForm(VersionedForm):
    """Chapter one."""

    PREFIX = "part-"
    text = TextAreaField(_("内容"), [InputRequired(_("请写第一章的内容")), AtMost(LONGEST)], filters=[clean])


class PublicForm(VersionedForm):
    """The public edition's text of a part."""

    PREFIX = "public-"
    text = TextAreaField(
        _("公开的内容"),
        [InputRequired(_("整段不公开的，请写“依法不予公开”")), AtMost(LONGEST)],
        filters=[clean],
        description=_("和全文不一样的地方，都要列进删减清单，写明条款和理由。"),
    )


class StepForm(VersionedForm):
    """A step that needs no words."""

    PREFIX = "step-"


class ReturnForm(VersionedForm):
    """Sent back, with the reason."""

    PREFIX = "return-"
    reason = TextAreaField(
        _("退回的理由"), [InputRequired(_("请写明理由")), AtMost(REASON_LENGTH)], filters=[clean]
    )


class SendForm(VersionedForm):
    """The day on which it was sent."""

    PREFIX = "send-"
    sent_on = DateField(_("报送日期"), [InputRequired(_("请填报送日期"))])


class ReceiptForm(StaffForm):
    """A recipient's receipt."""

    PREFIX = "receipt-"
    to = SelectField(_("收到的单位"), [OneOffered(_("请选择单位"))], validate_choice=False)
    received_on = DateField(_("收到日期"), [InputRequired(_("请填收到日期"))])
    number = StringField(_("收文号"), [InputRequired(_("请填收文号")), AtMost(SHORT)], filters=[one_line])


class GroundsForm(VersionedForm):
    """Why it may be public."""

    PREFIX = "grounds-"
    grounds = TextAreaField(
        _("审查意见"),
        [InputRequired(_("请写明审查意见")), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("按政府信息公开条例第十四条至第十七条写明为什么可以公开。会一起公布，不写个人信息。"),
    )


class RedactionForm(StaffForm):
    """A line of the redaction list."""

    PREFIX = "redaction-"
    part = SelectField(_("哪一部分"), [OneOffered(_("请选择部分"))], validate_choice=False)
    article = RadioField(
        _("依据政府信息公开条例"),
        [OneOffered(_("请选择条款"))],
        choices=options((number, _(words)) for number, words in ARTICLES.items()),
        validate_choice=False,
    )
    reason = StringField(_("理由"), [InputRequired(_("请写明理由")), AtMost(300)], filters=[one_line])


class PlainForm(StaffForm):
    """A button."""

    PREFIX = "plain-"


class GoalsForm(VersionedForm):
    """The year's goals."""

    PREFIX = "goals-"
    goals = TextAreaField(_("全年目标"), [InputRequired(_("请写全年目标")), AtMost(4000)], filters=[clean])


class TaskForm(VersionedForm):
    """A key task."""

    PREFIX = "task-"
    task = StringField(_("重点任务"), [InputRequired(_("请写任务")), AtMost(300)], filters=[one_line])
    measures = TextAreaField(_("推进措施"), [AtMost(1000)], filters=[clean])
    items = SelectMultipleField(
        _("对应的清单事项"),
        validate_choice=False,
        description=_("任务的进展会写进下一年的专题报告里这些事项下面。"),
    )
    due_on = DateField(_("完成时限"), [Optional()])


class ProgressForm(VersionedForm):
    """How far a task is."""

    PREFIX = "progress-"
    status = SelectField(
        _("进展"), [OneOffered(_("请选择进展"))], choices=options(STATUSES.items()), validate_choice=False
    )
    progress = TextAreaField(_("情况"), [AtMost(1000)], filters=[clean])


class MarkForm(VersionedForm):
    """One of the three marks done."""

    PREFIX = "mark-"
    mark = SelectField(
        _("节点"), [OneOffered(_("请选择节点"))], choices=options(MARKS.items()), validate_choice=False
    )
    done_on = DateField(_("日期"), [InputRequired(_("请填日期"))])
    text = TextAreaField(_("做了什么"), [InputRequired(_("请写做了什么")), AtMost(1000)], filters=[clean])


class FilingForm(VersionedForm):
    """备案号 and date."""

    PREFIX = "filing-"
    filed_as = StringField(_("备案号"), [InputRequired(_("请填备案号")), AtMost(SHORT)], filters=[one_line])
    filed_on = DateField(_("备案日期"), [InputRequired(_("请填备案日期"))])
