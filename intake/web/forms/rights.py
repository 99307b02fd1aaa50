"""What the holder of a receipt code may change of their own data. The code travels in the form."""

from wtforms import HiddenField, SelectField, StringField

from intake.web.forms.question import AtMost, Question, one_line, options
from intake.words import lazy as _
from registry.languages import CHINESE, ENGLISH


class OwnDataForm(Question):
    """The code alone: to see, download or erase."""

    code = HiddenField(filters=[one_line])


class OwnContactForm(OwnDataForm):
    """A corrected contact; the service says whether it will do."""

    name = StringField(_("怎么称呼您"), [AtMost(50)], filters=[one_line])
    phone = StringField(_("电话"), [AtMost(30)], filters=[one_line])
    email = StringField(_("邮箱"), [AtMost(200)], filters=[one_line])
    language = SelectField(
        _("通知用哪种语言"),
        choices=options([("", _("和现在一样")), (CHINESE, "中文"), (ENGLISH, "English")]),
        default="",
    )
