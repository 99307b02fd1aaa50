"""The question who complains, and how to reach them."""

import re
from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, RadioField, StringField, ValidationError

from intake.cases.notices import Channel, channel_words
from intake.web.forms.question import AtMost, OneOffered, Question, one_line, options
from intake.words import lazy as _

_LONGEST_ADDRESS = 200


class ContactForm(Question):
    """Who complains. Contact is asked only of those who choose to give it."""

    who = RadioField(
        _("要留下联系方式吗？"),
        [OneOffered(_("请选择留下联系方式，或者匿名"))],
        validate_choice=False,
        choices=options([("named", _("留下联系方式")), ("anonymous", _("匿名"))]),
    )
    name = StringField(_("怎么称呼您"), [AtMost(40)], filters=[one_line])
    phone = StringField(_("电话"), [AtMost(40)], filters=[one_line])
    email = StringField(_("邮箱"), [AtMost(_LONGEST_ADDRESS)], filters=[one_line])
    notify = BooleanField(default=True)

    def offer(self, channels: Sequence[Channel]) -> None:
        """Ask about notices by these channels; no question is asked where none can be sent."""
        if not channels:
            del self.notify
            return
        ways = _("或").join(channel_words(channel) for channel in channels)
        asked = _("有进展时发%(ways)s告诉我（只写编号，不写投诉内容，也不写查询码）") % {"ways": ways}
        self.notify.label.text = asked

    def validate_phone(self, field: StringField) -> None:
        """A named complaint needs one way to reach the person; a number is digits and a few signs."""
        if self.who.data != "named":
            return
        if not field.data and not self.email.data:
            raise ValidationError(_("请留下电话或者邮箱，不想留就选匿名"))
        if field.data and not re.fullmatch(r"[+\d][\d\s()（）-]{5,28}\d", field.data):
            raise ValidationError(_("这个电话好像不完整，请核对，例如 138 0000 0000 或 0371-00000000"))

    def validate_email(self, field: StringField) -> None:
        """Only what is surely wrong is refused."""
        if (
            self.who.data == "named"
            and field.data
            and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", field.data)
        ):
            raise ValidationError(_("这个邮箱好像不完整，请核对，例如 ming@example.cn"))

    def answers(self) -> dict[str, Any]:
        """Who it is; a contact typed before choosing to be anonymous is not kept."""
        anonymous = self.who.data == "anonymous"
        fields = {name: "" if anonymous else self[name].data for name in ("name", "phone", "email")}
        wanted = bool(self.notify.data) if "notify" in self else True
        return {"who": self.who.data, "anonymous": anonymous, "notify": wanted, **fields}
