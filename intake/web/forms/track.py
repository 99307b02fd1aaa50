"""The one field of the tracking page."""

from wtforms import StringField
from wtforms.validators import InputRequired

from intake.web.forms.question import Question, one_line
from intake.words import lazy as _


class TrackForm(Question):
    """The receipt code, as typed."""

    code = StringField(
        _("查询码"),
        [InputRequired(_("请输入回执上的 20 位查询码"))],
        filters=[one_line],
        description=_("回执上的 20 位数字。空格、横线可有可无。"),
    )
