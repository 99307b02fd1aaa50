"""Logging in, and a password of one's own."""

from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from intake.web.forms.question import one_line
from intake.web.forms.staff import StaffForm
from intake.words import lazy as _

LONGEST_PASSWORD = 200


class LoginForm(StaffForm):
    """Log-in name and password."""

    login = StringField(_("用户名"), [InputRequired(_("请填写用户名"))], filters=[one_line])
    password = PasswordField(_("密码"), [InputRequired(_("请填写密码"))])


class PasswordForm(StaffForm):
    """A new password, typed twice; the service says whether it will do."""

    current = PasswordField(_("现在的密码"), [InputRequired(_("请填写现在的密码"))])
    new = PasswordField(
        _("新密码"),
        [
            InputRequired(_("请填写新密码")),
            Length(max=LONGEST_PASSWORD, message=_("新密码最多 200 个字符")),
        ],
        description=_("至少 10 个字符。不要含用户名。几个不相干的词连在一起就很好，不必混用大小写和符号。"),
    )
    again = PasswordField(
        _("再填一次新密码"),
        [InputRequired(_("请再填一次新密码")), EqualTo("new", _("两次填写的新密码不一样"))],
    )
