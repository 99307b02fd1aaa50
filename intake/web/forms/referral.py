"""Forms of referrals, of time in court, and of milestones."""

from wtforms import DateField, RadioField, SelectMultipleField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput

from intake.cases.referral import Outcome, outcome_words
from intake.web.forms.question import AtMost, OneOffered, Unmarked, clean, one_line, options
from intake.web.forms.staff import REASON_LENGTH, CaseForm
from intake.words import lazy as _

NAME_LENGTH = 200
NUMBER_LENGTH = 100
GROUNDS_LENGTH = 3000
_NO_DATE = _("请填写日期，例如 2026-11-20")


class ProposalForm(CaseForm):
    """To which body, why, with which papers; what `enclosures` offers depends on the kind."""

    PREFIX = "proposal-"
    to = StringField(
        _("移送给哪个机关"),
        [InputRequired(_("请写明受移送机关的名称")), AtMost(NAME_LENGTH)],
        filters=[one_line],
    )
    grounds = TextAreaField(
        _("查明的事实和移送理由"),
        [InputRequired(_("请写明查到什么、为什么移送")), AtMost(GROUNDS_LENGTH)],
        filters=[clean],
        description=_("会写进移送函。不要写举报人的姓名、电话，也不要写能认出他的话。"),
    )
    enclosures = SelectMultipleField(
        _("材料清单"),
        [Unmarked()],
        option_widget=CheckboxInput(),
        description=_("已经备齐的打勾。标“必须”的缺一不可。"),
    )
    identity_reason = TextAreaField(
        _("为什么要附举报人身份"),
        [Optional(), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("默认密封，不移送。确需附上的写明理由，由负责人批准；附上的另装密封件，打开要留痕。"),
    )


class ApproveForm(CaseForm):
    """The head approves."""

    PREFIX = "approve-"


class RefuseForm(CaseForm):
    """The head does not."""

    PREFIX = "refuse-"
    reason = StringField(
        _("不批准的理由"),
        [InputRequired(_("请写明不批准的理由")), AtMost(REASON_LENGTH)],
        filters=[one_line],
        description=_("不批准也要记录在案。"),
    )


class SendForm(CaseForm):
    """It is on its way."""

    PREFIX = "send-"


class ReceiptForm(CaseForm):
    """The other body's receipt."""

    PREFIX = "receipt-"
    on = DateField(_("签收日期"), [InputRequired(_NO_DATE)])
    number = StringField(
        _("回执编号"),
        [InputRequired(_("请写明回执编号")), AtMost(NUMBER_LENGTH)],
        filters=[one_line],
    )


class ConclusionForm(CaseForm):
    """What the other body did."""

    PREFIX = "outcome-"
    outcome = RadioField(
        _("处理结果"),
        [OneOffered(_("请选择处理结果"))],
        choices=options((each.value, outcome_words(each)) for each in Outcome),
    )
    on = DateField(_("决定日期"), [InputRequired(_NO_DATE)])
    document = StringField(
        _("文号"),
        [InputRequired(_("请写明决定或者通知书的文号")), AtMost(NUMBER_LENGTH)],
        filters=[one_line],
    )


class AnnexForm(CaseForm):
    """Why the sealed annex is opened now."""

    PREFIX = "annex-"
    reason = StringField(
        _("打开密封件的原因"),
        [InputRequired(_("请写明为什么要打开密封件")), AtMost(REASON_LENGTH)],
        filters=[one_line],
        description=_("谁、什么时候、为什么打开，都会记录。"),
    )


class TakeBackForm(CaseForm):
    """Why the case is taken up again."""

    PREFIX = "back-again-"
    reason = StringField(
        _("继续办理的原因"),
        [InputRequired(_("请写明为什么继续办理")), AtMost(REASON_LENGTH)],
        filters=[one_line],
    )


class CourtForm(CaseForm):
    """Which court has the matter."""

    PREFIX = "court-"
    court = StringField(
        _("法院"), [InputRequired(_("请写明法院名称")), AtMost(NAME_LENGTH)], filters=[one_line]
    )
    number = StringField(
        _("案号"), [InputRequired(_("请写明案号")), AtMost(NUMBER_LENGTH)], filters=[one_line]
    )
    began_on = DateField(_("法院立案日期"), [InputRequired(_NO_DATE)])


class AfterCourtForm(CaseForm):
    """How it ended in court."""

    PREFIX = "after-court-"
    ended_on = DateField(_("结束日期"), [InputRequired(_NO_DATE)])
    outcome = StringField(
        _("结果"), [InputRequired(_("请写明裁判结果")), AtMost(REASON_LENGTH)], filters=[one_line]
    )
    document = StringField(_("文书号"), [Optional(), AtMost(NUMBER_LENGTH)], filters=[one_line])


class MilestoneForm(CaseForm):
    """What happened, when, by which document; what `event` offers depends on the case's clocks."""

    PREFIX = "milestone-"
    event = RadioField(_("登记哪一项"), [OneOffered(_("请选择登记哪一项"))])
    on = DateField(_("发生日期"), [InputRequired(_NO_DATE)])
    at = TimeField(
        _("时间"), [Optional()], description=_("按小时计的期限才要填，例如 14:30。不填的，按当天算。")
    )
    document = StringField(_("文号"), [Optional(), AtMost(NUMBER_LENGTH)], filters=[one_line])
    note = StringField(
        _("说明"),
        [Optional(), AtMost(REASON_LENGTH)],
        filters=[one_line],
        description=_("内部可见，投诉人看不到。"),
    )
