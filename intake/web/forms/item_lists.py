"""Forms of the chain of item lists: a new draft, its title, and one form for each step."""

from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from intake.lists.draft import CLAUSES, Attribute, Clause, Verdict, verdict_words
from intake.services.lists.chain import ATTACHMENT_LENGTH, COMMENT_LENGTH, DOCUMENT_LENGTH
from intake.services.lists.drafting import TITLE_LENGTH
from intake.services.lists.reviewing import OPINION_LENGTH
from intake.web.forms.question import AtMost, Unmarked, clean, one_line, options
from intake.web.forms.staff import CaseForm, StaffForm
from intake.words import lazy as _


class NewListForm(StaffForm):
    """Which list to draft, and from what."""

    PREFIX = "new-"
    department = SelectField(_("哪个部门的清单"), [InputRequired(_("请选择部门"))], validate_choice=False)
    source = RadioField(
        _("从哪里开始"),
        [InputRequired(_("请选择从哪里开始"))],
        choices=options([("release", _("照抄现行清单，在上面改")), ("empty", _("从空白开始"))]),
        default="release",
    )


class TitleForm(CaseForm):
    """What the list is called."""

    PREFIX = "title-"
    title = StringField(
        _("清单名称"), [InputRequired(_("请填写清单名称")), AtMost(TITLE_LENGTH)], filters=[one_line]
    )


class StepForm(CaseForm):
    """What may be added to a step: a comment, the number of its paper, an attachment's name."""

    comment = TextAreaField(_("说明"), [AtMost(COMMENT_LENGTH)], filters=[clean])
    document = StringField(
        _("送审、报请文件的文号"), [AtMost(DOCUMENT_LENGTH)], filters=[one_line], description=_("有就写。")
    )
    attachment = StringField(
        _("附件名称"),
        [AtMost(ATTACHMENT_LENGTH)],
        filters=[one_line],
        description=_("只记名称，文件留在本单位的公文系统里。"),
    )


class SubmitForm(StepForm):
    """Send to review."""

    PREFIX = "submit-"


class SendForm(StepForm):
    """Put before party committee and government."""

    PREFIX = "send-"


class WhyForm(CaseForm):
    """A step that says why."""

    comment = TextAreaField(
        _("理由"), [InputRequired(_("请写明理由")), AtMost(COMMENT_LENGTH)], filters=[clean]
    )


class WithdrawForm(WhyForm):
    """Give the draft up."""

    PREFIX = "withdraw-"


class ReturnForm(WhyForm):
    """Back to the department after review."""

    PREFIX = "return-"


class SendBackForm(WhyForm):
    """Back to the department from those who decide."""

    PREFIX = "send-back-"


class AgreeForm(CaseForm):
    """The review is concluded."""

    PREFIX = "agree-"
    comment = TextAreaField(
        _("审核意见"),
        [AtMost(COMMENT_LENGTH)],
        filters=[clean],
        description=_("还有部门没有回复或者不同意的，要写明为什么不再等、怎么协调的。"),
    )


class DepartmentsForm(CaseForm):
    """Whom to ask."""

    departments = SelectMultipleField(
        _("征求哪些部门的意见"),
        [Unmarked()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )


class OpenReviewForm(DepartmentsForm):
    """Take a submitted list up."""

    PREFIX = "open-review-"


class AskForm(DepartmentsForm):
    """Ask further departments."""

    PREFIX = "ask-"


class OpinionForm(StaffForm):
    """What an asked organ says."""

    PREFIX = "opine-"
    verdict = RadioField(
        _("本单位的意见"),
        [InputRequired(_("请选择意见"))],
        choices=options([(each.value, verdict_words(each)) for each in Verdict]),
    )
    text = TextAreaField(
        _("具体意见"),
        [AtMost(OPINION_LENGTH)],
        filters=[clean],
        description=_("写清哪一项、怎么改、依据什么。同意的可以不写。"),
    )


class DecideForm(CaseForm):
    """The decision, as its document has it."""

    PREFIX = "decide-"
    decided_by = StringField(
        _("决定机关"), [InputRequired(_("请填写决定机关")), AtMost(DOCUMENT_LENGTH)], filters=[one_line]
    )
    document = StringField(
        _("文号"), [InputRequired(_("请填写文号")), AtMost(DOCUMENT_LENGTH)], filters=[one_line]
    )
    decided_on = DateField(_("决定日期"), [InputRequired(_("请填写决定日期，例如 2026-11-20"))])
    comment = TextAreaField(_("说明"), [AtMost(COMMENT_LENGTH)], filters=[clean])
    attachment = StringField(_("附件名称"), [AtMost(ATTACHMENT_LENGTH)], filters=[one_line])


class DisclosureForm(CaseForm):
    """The review before publication: may it be public, and on what grounds."""

    PREFIX = "disclosure-"
    attribute = RadioField(
        _("公开属性"),
        [InputRequired(_("请选择公开属性"))],
        choices=options([(each.value, each.value) for each in Attribute]),
    )
    clause = RadioField(
        _("有没有不能公开的情形"),
        [Unmarked()],
        choices=options([(each.value, _(words)) for each, words in CLAUSES.items()]),
        default=Clause.NONE.value,
    )
    ground = TextAreaField(
        _("审查意见"),
        [InputRequired(_("请写明审查意见")), AtMost(COMMENT_LENGTH)],
        filters=[clean],
        description=_("写明审查了什么、结论是什么。会和审查单位、日期一起留存（第十七条）。"),
    )
