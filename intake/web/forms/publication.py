"""Forms of publishing a result: the words, one picture, the review. `version` is the publication's."""

from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from intake.web.forms.question import AtMost, Unmarked, clean, one_line
from intake.web.forms.staff import REASON_LENGTH, CaseForm
from intake.words import lazy as _

LONGEST_TEXT = 5000
LONGEST_TITLE = 60
_PERCENT = NumberRange(0, 100, _("请填 0 到 100"))


class WordsForm(CaseForm):
    """What would be published, with marks."""

    PREFIX = "words-"
    title = StringField(
        _("标题"), [InputRequired(_("请填写标题")), AtMost(LONGEST_TITLE)], filters=[one_line]
    )
    item = StringField(
        _("对应的清单事项"),
        [InputRequired(_("请填写事项编号")), AtMost(40)],
        filters=[one_line],
        description=_("投诉就是按它转办的，例如 ST-001。"),
    )
    complaint = TextAreaField(
        _("反映的问题"),
        [InputRequired(_("请写明反映的问题")), AtMost(LONGEST_TEXT)],
        filters=[clean],
        description=_(
            "用〔 〕括起来的字公布时会隐去；电话、证件号、车牌、邮箱、微信号不括也会隐去。可以改写、缩写。"
        ),
    )
    outcome = TextAreaField(
        _("办理结果"),
        [InputRequired(_("请写明办理结果")), AtMost(LONGEST_TEXT)],
        filters=[clean],
        description=_("写清查到什么、怎么处理。同样用〔 〕隐去姓名和住址。"),
    )


class PictureForm(CaseForm):
    """One photo: shown or not, what it shows, one more box in percent of its sides."""

    PREFIX = "picture-"
    shown = BooleanField(_("公布这张照片"), [Unmarked()])
    alt = StringField(
        _("照片里有什么"),
        [Optional(), AtMost(120)],
        filters=[one_line],
        description=_("一句话，例如：厂房烟囱冒出黑烟。公布照片时必须写。"),
    )
    left = IntegerField(_("左边从百分之几起"), [Optional(), _PERCENT])
    top = IntegerField(_("上边从百分之几起"), [Optional(), _PERCENT])
    width = IntegerField(_("宽百分之几"), [Optional(), _PERCENT])
    height = IntegerField(_("高百分之几"), [Optional(), _PERCENT])

    def box(self) -> tuple[int, int, int, int] | None:
        """The box that was typed, in thousandths; None when none was. Incomplete counts as none."""
        typed = [self[name].data for name in ("left", "top", "width", "height")]
        if any(each is None for each in typed):
            return None
        left, top, width, height = (each * 10 for each in typed)
        return left, top, width, height


class ApproveForm(CaseForm):
    """The disclosure review: every ground is looked at, and said."""

    PREFIX = "approve-"
    secrets = BooleanField(
        _("不涉及国家秘密，不影响国家安全、公共安全和社会稳定（第十四条）"),
        [InputRequired(_("请逐条审查并勾选"))],
    )
    privacy = BooleanField(
        _("不含商业秘密和个人隐私，姓名、电话、住址都已隐去，照片里的人脸、车牌、门牌已涂黑（第十五条）"),
        [InputRequired(_("请逐条审查并勾选"))],
    )
    internal = BooleanField(
        _("不是内部事务和过程性信息，执法案卷内容没有公布（第十六条）"),
        [InputRequired(_("请逐条审查并勾选"))],
    )
    grounds = StringField(
        _("审查意见"),
        [InputRequired(_("请写明审查意见")), AtMost(REASON_LENGTH)],
        filters=[one_line],
        default=_("已隐去身份和住址，不涉及国家秘密、商业秘密和个人隐私，可以公开。"),
        description=_("会和审查单位、日期一起公布（第十七条）。"),
    )


class ReturnForm(CaseForm):
    """Why it goes back."""

    PREFIX = "return-"
    reason = TextAreaField(
        _("退回的理由"),
        [InputRequired(_("请写明要改什么")), AtMost(REASON_LENGTH)],
        filters=[clean],
    )


class WithdrawForm(CaseForm):
    """Why a published result is taken back."""

    PREFIX = "withdraw-"
    reason = StringField(
        _("撤回的原因"),
        [InputRequired(_("请写明撤回的原因")), AtMost(REASON_LENGTH)],
        filters=[one_line],
        description=_("会公布在原来的网页上，不要写出要隐去的内容。"),
    )


class ProposeForm(CaseForm):
    """Nothing but the version."""

    PREFIX = "propose-"
