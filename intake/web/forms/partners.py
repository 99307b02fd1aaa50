"""Forms of partners: a new system, a key, where its events go, a hotline's table."""

from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from intake.services.partners.keys import MOST_DAYS
from intake.web.forms.question import AtMost, Unmarked, one_line
from intake.web.forms.staff import StaffForm
from intake.words import gettext as _


class PartnerForm(StaffForm):
    """A system to add."""

    PREFIX = "partner-"
    name = StringField(
        _("系统名称"),
        [InputRequired(_("请填写系统名称")), AtMost(64)],
        filters=[one_line],
        description=_("例如：郑州 12345 热线平台。"),
    )
    region = SelectField(_("地区"), [Unmarked()], validate_choice=False)
    department = SelectField(
        _("哪个部门的系统"),
        [Unmarked()],
        validate_choice=False,
        description=_("热线选“热线”；部门的系统只能取、办本单位的件。"),
    )


class KeyForm(StaffForm):
    """A key to issue."""

    PREFIX = "key-"
    name = StringField(
        _("密钥名称"),
        [InputRequired(_("请填写密钥名称")), AtMost(64)],
        filters=[one_line],
        description=_("写进操作记录，例如：2026 年正式环境。"),
    )
    scopes = SelectMultipleField(
        _("权限"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    days = IntegerField(
        _("有效天数"),
        [InputRequired(_("请填写天数")), NumberRange(1, MOST_DAYS, _("应为 1 至 366 天"))],
        default=MOST_DAYS,
    )
    client = BooleanField(_("OAuth 2.0 客户端：先凭密钥换短期令牌，再用令牌调用"))


class HookForm(StaffForm):
    """Where events go."""

    PREFIX = "hook-"
    url = StringField(
        _("推送网址"),
        [InputRequired(_("请填写网址")), AtMost(500)],
        filters=[one_line],
        description=_("https:// 开头。只推送编号和状态，不含投诉人身份和投诉内容。"),
    )
