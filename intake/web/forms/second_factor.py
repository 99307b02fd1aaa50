"""What the second step asks, and enrolling for it."""

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from intake.web.forms.question import AtMost, one_line
from intake.web.forms.staff import StaffForm
from intake.words import lazy as _


class CodeForm(StaffForm):
    """A code from the authenticator, or a recovery code."""

    code = StringField(
        _("验证码"),
        [InputRequired(_("请填写验证码")), AtMost(40)],
        filters=[one_line],
        description=_("手机验证器上的 6 位数字；手机不在身边时，填一个恢复码。"),
    )


class AgainForm(StaffForm):
    """The password once more."""

    password = PasswordField(_("现在的密码"), [InputRequired(_("请填写现在的密码"))])


class EnrolForm(StaffForm):
    """A first code."""

    code = StringField(
        _("验证码"),
        [InputRequired(_("请填写验证码")), AtMost(40)],
        filters=[one_line],
        description=_("手机验证器上的 6 位数字"),
    )
