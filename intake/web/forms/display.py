"""How pages look for this reader: colours, size of type, contrast."""

from __future__ import annotations

from wtforms import HiddenField, RadioField

from intake.web.forms.question import OneOffered, Question, options
from intake.words import lazy as _

_ONE = [OneOffered(_("请选一个"))]


class DisplayForm(Question):
    """An empty choice leaves it to the device. `back`: the page that was left to come here."""

    scheme = RadioField(
        _("颜色"),
        _ONE,
        choices=options([("", _("跟随手机或电脑")), ("light", _("浅色")), ("dark", _("深色"))]),
        default="",
    )
    size = RadioField(_("字号"), _ONE, choices=options([("", _("标准")), ("large", _("大字"))]), default="")
    contrast = RadioField(
        _("对比度"), _ONE, choices=options([("", _("跟随手机或电脑")), ("high", _("高对比"))]), default=""
    )
    back = HiddenField()
