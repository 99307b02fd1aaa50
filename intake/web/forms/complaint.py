"""The questions a citizen is asked, one form a page. Messages say what to do, in the citizen's words."""

import re
from typing import Any

from wtforms import (
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired

from intake.cases.complaint import TEXT_LIMITS
from intake.web.forms.question import (
    AtMost,
    Choices,
    OneOffered,
    Question,
    Unmarked,
    clean,
    grouped,
    one_line,
    options,
)
from intake.words import lazy as _

TEXT_LEAST, TEXT_LENGTH = TEXT_LIMITS
LINE_LENGTH = 200
NONE_OF_THESE = "none"
NOT_SURE = "unsure"
OWN = "own"

STILL = {
    "now": _("正在发生"),
    "often": _("时有时无，反复发生"),
    "stopped": _("已经停了"),
    "unknown": _("不清楚"),
}


class StartForm(Question):
    """Carries what the link from a list item already says."""

    item = HiddenField(filters=[one_line])
    region = HiddenField(filters=[one_line])


class WhatForm(Question):
    """What happened, in free text."""

    text = TextAreaField(
        _("发生了什么？"),
        [InputRequired(_("请写下发生了什么，至少 5 个字")), AtMost(TEXT_LENGTH)],
        filters=[clean],
        description=_(
            "看到、听到、闻到什么，是谁造成的，有什么影响。不用懂政策，用自己的话写，"
            "至少 5 个字，最多 5000 字。"
        ),
    )

    def validate_text(self, field: TextAreaField) -> None:
        """A text too short to be filed, or of nothing but signs, tells nobody anything."""
        said = field.data or ""
        if len(said) < TEXT_LEAST or not re.search(r"\w{2}", said):
            raise ValidationError(
                _("请写下发生了什么，至少 %(least)d 个字：什么样的味道、声音或样子，从哪里来")
                % {"least": TEXT_LEAST}
            )


class MatterForm(Question):
    """Which published matter it is; a person decides when the citizen does not know."""

    matter = RadioField(
        _("它像下面哪一件事？"), [OneOffered(_("请选一项；拿不准就选“不确定”"))], validate_choice=False
    )

    def answers(self) -> dict[str, Any]:
        """The choice, and the item it stands for."""
        choice = self.matter.data
        return {"matter": choice, "item": None if choice in (NONE_OF_THESE, NOT_SURE) else choice}

    def offer(self, matters: Choices) -> None:
        """Offer these (item id, words) and the two ways out."""
        ways_out = [(NONE_OF_THESE, _("都不是")), (NOT_SURE, _("不确定，请工作人员判断"))]
        self.matter.choices = options([*matters, *ways_out])


class WhereForm(Question):
    """Where it happened: an address to be recognised, or a region chosen from the list."""

    address = StringField(
        _("详细地点"),
        [Unmarked(), AtMost(LINE_LENGTH)],
        filters=[one_line],
        description=_("例如：中牟县官渡镇某某村东头的养殖场。写到乡镇、街道、村或路口就能认出来。"),
    )
    region = SelectField(
        _("所在的县（市、区）"),
        [Unmarked()],
        filters=[one_line],
        description=_("上面写清了地点，这里可以不选。"),
        validate_choice=False,
    )
    latitude = HiddenField(filters=[one_line])
    longitude = HiddenField(filters=[one_line])
    datum = HiddenField(filters=[one_line])

    def offer(self, groups: dict[str, Choices]) -> None:
        """Offer the regions, grouped by city; what was not offered was not chosen."""
        self.region.choices = [*options([("", _("按上面写的地点判断"))]), *grouped(groups)]
        if self.region.data not in {option.value for option in self.region.choices}:
            self.region.data = ""

    def validate_address(self, field: StringField) -> None:
        """Either answer will do, but one is needed."""
        if not field.data and not self.region.data:
            raise ValidationError(_("请写出地点，或者在下面选一个县（市、区）"))

    def validate_latitude(self, field: HiddenField) -> None:
        """A position that is no position is dropped: it was never typed."""
        if not (_is_degree(self.latitude.data, 90) and _is_degree(self.longitude.data, 180)):
            self.latitude.data = self.longitude.data = ""

    def answers(self) -> dict[str, Any]:
        """The address and region as typed and chosen; the position as degrees or nothing."""
        position = {
            name: float(self[name].data) if self[name].data else None for name in ("latitude", "longitude")
        }
        return {
            "address": self.address.data,
            "region": self.region.data,
            "datum": self.datum.data,
            **position,
        }


class ConfirmPlaceForm(Question):
    """Which of the places that the address may mean."""

    region = RadioField(
        _("您说的是哪里？"), [OneOffered(_("请选一个地方；都不是就返回上一步修改"))], validate_choice=False
    )

    def offer(self, regions: Choices) -> None:
        """Offer these (region code, full name)."""
        self.region.choices = options(regions)


class SimilarForm(Question):
    """Go along with an open case that looks the same, or not."""

    follow = RadioField(
        _("已有人反映，是同一件事吗？"),
        [OneOffered(_("请选一项；拿不准就选“不是同一件”"))],
        validate_choice=False,
    )

    def offer(self, cases: Choices) -> None:
        """Offer these (token, words) and filing one's own."""
        self.follow.choices = options([*cases, (OWN, _("不是同一件，或者我想单独投诉"))])

    def answers(self) -> dict[str, Any]:
        """The token of the case to go along with; empty for none."""
        return {"follow": "" if self.follow.data == OWN else self.follow.data}


class WhenForm(Question):
    """When it happened, and whether it goes on."""

    still = RadioField(
        _("现在还在发生吗？"),
        [OneOffered(_("请选一项；拿不准就选“不清楚”"))],
        validate_choice=False,
        choices=options(STILL.items()),
    )
    occurred_at = StringField(
        _("什么时候发生的？"),
        [AtMost(LINE_LENGTH)],
        filters=[one_line],
        description=_("写日期或用自己的话，例如：11 月 3 日晚上；每天凌晨两三点；从去年夏天开始。"),
    )

    def answers(self) -> dict[str, Any]:
        """The words, and `ongoing` as yes, no or not known."""
        ongoing = {"now": True, "often": True, "stopped": False}.get(self.still.data)
        return {"still": self.still.data, "ongoing": ongoing, "occurred_at": self.occurred_at.data}


class EvidenceForm(Question):
    """Files to add; the limits are told by the page."""

    files = MultipleFileField(_("选择照片、视频或 PDF"), [Unmarked()])


class CheckForm(Question):
    """The last page: the proof of work, or the answer to a small sum where no script runs."""

    altcha = HiddenField()
    question = HiddenField()
    answer = StringField(_("验证"), [Unmarked()], filters=[one_line])


def _is_degree(value: str | None, most: int) -> bool:
    return bool(re.fullmatch(r"-?\d{1,3}(\.\d{1,15})?", value or "")) and abs(float(value or 0)) <= most
