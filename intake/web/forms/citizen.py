"""What the holder of a receipt code fills in on the tracking page. The code travels in the form."""

from wtforms import HiddenField, MultipleFileField, RadioField, TextAreaField
from wtforms.validators import InputRequired

from intake.web.forms.question import AtMost, OneOffered, Question, Unmarked, clean, one_line, options
from intake.words import lazy as _

STARS = {
    "5": _("很满意"),
    "4": _("满意"),
    "3": _("一般"),
    "2": _("不满意"),
    "1": _("很不满意"),
}


class CodeForm(Question):
    """The code alone: to see a page, to download."""

    code = HiddenField(filters=[one_line])


class ReplyForm(CodeForm):
    """The answer to the department's question."""

    text = TextAreaField(
        _("您的回答"),
        [InputRequired(_("请写下您的回答")), AtMost(5000)],
        filters=[clean],
        description=_("不知道的就写不知道，不影响办理。"),
    )
    files = MultipleFileField(_("照片、视频或 PDF"))


class AddForm(CodeForm):
    """Something more, in words, in pictures, or both."""

    text = TextAreaField(
        _("要补充什么？"),
        [Unmarked(), AtMost(5000)],
        filters=[clean],
        description=_("又发生了、有了新情况、想起了什么，都可以写。"),
    )
    files = MultipleFileField(_("照片、视频或 PDF"))


class WithdrawForm(CodeForm):
    """Why it is taken back, if the person wants to say."""

    reason = TextAreaField(_("为什么撤回"), [AtMost(500)], filters=[clean])


class RateForm(CodeForm):
    """How it was handled."""

    stars = RadioField(
        _("这件事办得怎么样？"),
        [OneOffered(_("请选一项"))],
        validate_choice=False,
        choices=options(STARS.items()),
    )
    comment = TextAreaField(_("还想说什么"), [AtMost(500)], filters=[clean])


class ReviewForm(CodeForm):
    """Why the answer should be looked at again."""

    reason = TextAreaField(
        _("哪里不满意？"),
        [InputRequired(_("请写明哪里不满意，例如哪件事没有查、哪个问题还在")), AtMost(2000)],
        filters=[clean],
        description=_("写事实就可以：哪件事没有查清，哪个问题还在。"),
    )


class PersonForm(CodeForm):
    """Why the complainant thinks that it should be somebody else's."""

    reason = TextAreaField(
        _("您觉得应该由谁办，为什么"),
        [AtMost(1000)],
        filters=[clean],
        description=_("不写也可以。"),
    )
