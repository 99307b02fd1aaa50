"""Forms of an organ's own steps on a case. Choices that depend on the case are filled in by the page."""

from typing import ClassVar

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Optional

from intake.cases.masking import telling
from intake.cases.model import Closing, Verdict
from intake.cases.objections import REASONS, Reason, reason_words
from intake.cases.telling import closing_words, verdict_words
from intake.web.forms.question import AtMost, Unmarked, clean, one_line, options
from intake.web.forms.staff import ANSWER_LENGTH, CLAUSE_LENGTH, REASON_LENGTH, CaseForm, StaffForm
from intake.words import lazy as _

QUESTION_LENGTH = 1000


class AcceptForm(CaseForm):
    """Taking the case on, under one of the procedures."""

    procedure = SelectField(
        _("按哪一类程序办"),
        validate_choice=False,
        description=_("程序决定期限，受理后不能改。不清楚的，用排在第一的。"),
    )


class AssignForm(CaseForm):
    """Which unit or colleague handles the case."""

    PREFIX = "assign-"
    assignee = SelectField(_("交给谁办"), [InputRequired(_("请选择科室或者同事"))], validate_choice=False)


class ToldForm(CaseForm):
    """Words that the complainant reads, and whoever goes along with the case too."""

    seen = BooleanField(_("这些内容可以让投诉人看到"), [Unmarked()])
    names_somebody = False

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse what tells of somebody until the writer says that it may be read."""
        found = telling(field.data)
        self.names_somebody = bool(found)
        if found and not self.seen.data:
            told = _(
                "里面像是有个人的信息：{found}。跟进这件投诉的人也看得到。请删去；确实要写的，勾选下面一项再发。"
            )
            raise ValidationError(told.format(found="、".join(found)))


class AnswerForm(ToldForm):
    """The answer the complainant will read, and whether what they said was found to be so."""

    PREFIX = "answer-"
    DRAFTED: ClassVar = ("text", "verdict")
    canned = SelectField(_("常用语"), [Optional()], validate_choice=False)
    verdict = RadioField(
        _("反映的情况是否属实"),
        choices=options([("", _("不作认定")), *((each.value, verdict_words(each)) for each in Verdict)]),
        default="",
        description=_("投诉人能看到。咨询、建议类的选“不作认定”。"),
    )
    text = TextAreaField(
        _("答复内容"),
        [InputRequired(_("请写明查到什么、怎么处理")), AtMost(ANSWER_LENGTH)],
        filters=[clean],
        description=_(
            "投诉人凭查询码就能看到，跟进这件投诉的人也看得到。写清查到什么、怎么处理、还要多久；不要写投诉人的姓名和电话。"
        ),
    )


class AskForm(ToldForm):
    """A question to the complainant; the time for handling stands still until they reply."""

    PREFIX = "ask-"
    DRAFTED: ClassVar = ("text",)
    canned = SelectField(_("常用语"), [Optional()], validate_choice=False)
    text = TextAreaField(
        _("请投诉人补充什么"),
        [InputRequired(_("请写明要补充什么")), AtMost(QUESTION_LENGTH)],
        filters=[clean],
        description=_(
            "投诉人凭查询码看到并在线回答，不要写别人的姓名和电话。一次问清；等待期间内部办理期限停表。"
        ),
    )


class ExtendForm(CaseForm):
    """By how much a limit is extended: choices name the clock, the amount and the new last day."""

    PREFIX = "extend-"
    amount = SelectField(_("延长到哪一天"), [InputRequired(_("请选择延长到哪一天"))], validate_choice=False)
    reason = TextAreaField(
        _("延长理由"),
        [InputRequired(_("请写明为什么要延长")), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("批准人是您本人，理由和新期限都会记录；投诉人会看到新期限。"),
    )


class CloseForm(CaseForm):
    """Whether the case is closed for good or for the time being."""

    closing = RadioField(
        _("怎样办结"),
        choices=options((each.value, closing_words(each)) for each in Closing),
        default=Closing.DONE.value,
    )


class ResumeForm(CaseForm):
    """Why a closed case is taken up again."""

    PREFIX = "resume-"
    reason = TextAreaField(
        _("为什么继续办"), [InputRequired(_("请写明为什么继续办")), AtMost(REASON_LENGTH)], filters=[clean]
    )


class HandBackForm(CaseForm):
    """Why the case is not this organ's: a reason of the table and the clause it rests on."""

    PREFIX = "back-"
    code = SelectField(
        _("哪一种情况"),
        [Unmarked()],
        choices=options((each.value, reason_words(each)) for each in Reason if not REASONS[each].splits),
        default=Reason.OTHER_DEPARTMENT.value,
    )
    clause = StringField(
        _("依据哪一条"),
        [InputRequired(_("请写明依据的法律、文件或者清单的条款")), AtMost(CLAUSE_LENGTH)],
        filters=[one_line],
        description=_("例如：《河南省建设施工扬尘防治条例》第五条。"),
    )
    reason = TextAreaField(
        _("说明"),
        [InputRequired(_("请写明为什么不归本单位办")), AtMost(REASON_LENGTH)],
        filters=[clean],
        description=_("认为应归谁办、为什么。投诉人看不到这段话。"),
    )


class SplitForm(CaseForm):
    """Article 23: the supervision stays, the enforcement goes to a department that has the power."""

    PREFIX = "split-"
    names = SelectField(
        _("有执法权的部门"), [InputRequired(_("请写明哪个部门有执法权"))], validate_choice=False
    )
    clause = StringField(
        _("本单位没有执法权的依据"),
        [InputRequired(_("请写明依据的法律、文件或者清单的条款")), AtMost(CLAUSE_LENGTH)],
        filters=[one_line],
    )


class ReviewForm(CaseForm):
    """The outcome of a review or second review, with the opinion the complainant reads."""

    PREFIX = "review-"
    DRAFTED: ClassVar = ("outcome", "opinion")
    outcome = RadioField(
        _("结论"),
        [InputRequired(_("请选择维持还是发回"))],
        choices=options(
            [("uphold", _("维持原答复")), ("send-back", _("原答复不能成立，发回原单位重新办理"))]
        ),
    )
    opinion = TextAreaField(
        _("意见"),
        [InputRequired(_("请写明理由")), AtMost(ANSWER_LENGTH)],
        filters=[clean],
        description=_("投诉人和原答复单位都能看到。写清核实了什么、依据是什么。"),
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
