"""Forms of supervision: letters, reports upward, supervision items, findings, talks."""

from flask_wtf.file import MultipleFileField
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from intake.cases.supervision import TalkKind
from intake.web.forms.question import AtMost, clean, one_line, options
from intake.web.forms.staff import REASON_LENGTH, StaffForm
from intake.words import lazy as _

SHORT, LONG = 200, 3000
_LAST_DAY = _("请填最后期限，例如 2026-12-31")


class LetterForm(StaffForm):
    """A reminder letter about a case."""

    PREFIX = "letter-"
    reason = TextAreaField(
        _("提醒什么"),
        [InputRequired(_("请写明提醒什么")), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("写清哪一步迟了、要求什么时候办。不写投诉人的信息。"),
    )


class DemandForm(StaffForm):
    """A supervision item on a case or a finding."""

    PREFIX = "demand-"
    text = TextAreaField(_("督办要求"), [InputRequired(_("请写明督办要求")), AtMost(2000)], filters=[clean])
    due_on = DateField(_("完成期限"), [InputRequired(_LAST_DAY)])


class MajorForm(StaffForm):
    """Why a case is a major matter."""

    PREFIX = "major-"
    reason = TextAreaField(
        _("为什么是重大事项"),
        [InputRequired(_("请写明为什么是重大事项")), AtMost(1000)],
        filters=[clean],
        description=_("提交后立即向上一级协调办公室报告（政策第十条），不能撤回。"),
    )


class AcknowledgeForm(StaffForm):
    """What the receiver of a letter says."""

    PREFIX = "acknowledge-"
    reply = TextAreaField(
        _("签收意见"), [InputRequired(_("请写明打算怎么办")), AtMost(1000)], filters=[clean]
    )


class InstructionForm(StaffForm):
    """What the office above answers to a report."""

    PREFIX = "instruction-"
    instruction = TextAreaField(
        _("批示意见"), [InputRequired(_("请写明批示意见")), AtMost(2000)], filters=[clean]
    )


class PaperForm(StaffForm):
    """What every act on an item or finding carries."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(_("页面不完整，请重新打开"))])
    text = TextAreaField(_("内容"), [InputRequired(_("请写明内容")), AtMost(LONG)], filters=[clean])
    files = MultipleFileField(
        _("附件"), description=_("照片、视频或 PDF，最多 5 个；照片里的拍摄地点等信息会自动去掉。")
    )


class ReplyForm(PaperForm):
    """The organ's reply."""

    PREFIX = "reply-"


class VisitForm(PaperForm):
    """A site visit."""

    PREFIX = "visit-"
    on = DateField(_("核查日期"), [InputRequired(_("请填核查日期"))])


class ReturnForm(PaperForm):
    """Not good enough yet."""

    PREFIX = "return-"


class CloseForm(PaperForm):
    """It is done, with the evidence of it."""

    PREFIX = "close-"


class OrganForm(StaffForm):
    """An organ: a department in a region."""

    department = SelectField(_("部门"), [InputRequired(_("请选择部门"))], validate_choice=False)
    region = SelectField(_("地区"), [InputRequired(_("请选择地区"))], validate_choice=False)


class ConsultForm(OrganForm):
    """Whom to consult about a finding."""

    PREFIX = "consult-"


class TransferForm(OrganForm):
    """To whom a finding is transferred, and why."""

    PREFIX = "transfer-"
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(_("页面不完整，请重新打开"))])
    text = TextAreaField(_("移送理由"), [InputRequired(_("请写明移送理由")), AtMost(1000)], filters=[clean])


class OpinionForm(StaffForm):
    """What a consulted department says."""

    PREFIX = "opinion-"
    text = TextAreaField(_("会商意见"), [InputRequired(_("请写明意见")), AtMost(LONG)], filters=[clean])


class FindingForm(OrganForm):
    """A finding of an inspection, with the five things that a rectification plan must name."""

    PREFIX = "finding-"
    source = StringField(
        _("问题来源"),
        [InputRequired(_("请写明问题来源")), AtMost(SHORT)],
        filters=[one_line],
        description=_("例如：2026 年第二轮省级生态环境保护督察。"),
    )
    place = StringField(_("地点"), [InputRequired(_("请写明地点")), AtMost(SHORT)], filters=[one_line])
    matter = TextAreaField(_("问题"), [InputRequired(_("请写明是什么问题")), AtMost(LONG)], filters=[clean])
    goal = TextAreaField(_("整改目标"), [InputRequired(_("请写明整改目标")), AtMost(2000)], filters=[clean])
    due_on = DateField(_("整改期限"), [InputRequired(_LAST_DAY)])
    acceptance = StringField(
        _("验收单位"), [InputRequired(_("请写明由谁验收")), AtMost(SHORT)], filters=[one_line]
    )


class TalkForm(OrganForm):
    """A talk with an organ, or a circular about it."""

    PREFIX = "talk-"
    kind = RadioField(
        _("种类"),
        [InputRequired(_("请选择约谈还是通报"))],
        choices=options([(TalkKind.TALK.value, _("约谈")), (TalkKind.CIRCULAR.value, _("通报"))]),
    )
    document = StringField(_("文号"), [InputRequired(_("请写明文号")), AtMost(100)], filters=[one_line])
    held_on = DateField(_("日期"), [InputRequired(_("请填日期"))])
    text = TextAreaField(
        _("事由"),
        [InputRequired(_("请写明事由")), AtMost(2000)],
        filters=[clean],
        description=_("只记单位的事，不评价个人。"),
    )
