"""A complaint that staff key in for somebody on the telephone, at the counter, or from a letter."""

from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from intake.cases.model import Complaint
from intake.cases.sources import KEYED_IN, source_words
from intake.services.filing import drafts
from intake.web.forms.complaint import LINE_LENGTH, STILL, TEXT_LENGTH
from intake.web.forms.contact import ContactForm
from intake.web.forms.question import AtMost, Choices, OneOffered, clean, grouped, one_line, options
from intake.web.forms.staff import StaffForm
from intake.words import lazy as _


class KeyInForm(StaffForm, ContactForm):
    """Everything on one page: whoever types has somebody waiting. Contact is checked as on the web."""

    page = HiddenField(filters=[one_line])
    source = RadioField(
        _("怎么来的"),
        [OneOffered(_("请选择来电、来信或者来访"))],
        validate_choice=False,
        choices=options([(each.value, source_words(each)) for each in KEYED_IN]),
    )
    text = TextAreaField(
        _("反映的情况"),
        [InputRequired(_("请写下反映的情况")), AtMost(TEXT_LENGTH)],
        filters=[clean],
        description=_("照来人的原话记：看到、听到、闻到什么，是谁造成的。不要在这里写姓名和电话。"),
    )
    address = StringField(_("详细地点"), [Optional(), AtMost(LINE_LENGTH)], filters=[one_line])
    region = SelectField(
        _("所在的县（市、区）"),
        [Optional()],
        validate_choice=False,
        description=_("上面写清了地点，这里可以不选。"),
    )
    item = StringField(
        _("清单编号"), [Optional(), AtMost(40)], filters=[one_line], description=_("知道就填，例如 ST-001。")
    )
    occurred_at = StringField(_("什么时候发生的"), [Optional(), AtMost(100)], filters=[one_line])
    still = RadioField(
        _("现在还在发生吗"),
        [Optional()],
        validate_choice=False,
        default="unknown",
        choices=options(STILL.items()),
    )
    who = RadioField(
        _("留不留联系方式"),
        [OneOffered(_("请选择留下联系方式，或者匿名"))],
        validate_choice=False,
        choices=options([("named", _("留下联系方式")), ("anonymous", _("匿名"))]),
    )
    name = StringField(_("怎么称呼"), [Optional(), AtMost(40)], filters=[one_line])
    phone = StringField(_("电话"), [AtMost(30)], filters=[one_line])
    email = StringField(_("邮箱"), [AtMost(LINE_LENGTH)], filters=[one_line])
    notify = BooleanField(_("有进展时告诉来人（只写编号，不写内容）"), default=True)

    def offer_regions(self, groups: dict[str, Choices]) -> None:
        """Offer these, grouped by city."""
        self.region.choices = [*options([("", _("按上面写的地点判断"))]), *grouped(groups)]

    def complaint(self) -> Complaint:
        """What was typed, as the complaint it makes."""
        ongoing = {"now": True, "often": True, "stopped": False}.get(self.still.data)
        return drafts.complaint_of({**self.answers(), "ongoing": ongoing})

    def answers(self) -> dict[str, Any]:
        """The contact as the web's own question keeps it, and the rest as typed."""
        contact = ContactForm.answers(self)
        rest = ("text", "address", "region", "item", "occurred_at")
        return {**contact, **{name: self[name].data for name in rest}}
