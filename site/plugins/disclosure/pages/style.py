"""The living style page: every component in its states, with real fields behind the form parts."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    DateField,
    Form,
    MultipleFileField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from ..building.snapshot import Snapshot
from ..words import lazy as _
from .model import HOME, SitePage


class SampleForm(Form):
    """One field of each kind; `place` is shown with its fault."""

    story = TextAreaField(
        _("发生了什么？"),
        [InputRequired()],
        description=_("看到、听到、闻到什么，谁造成的。不用懂政策，用自己的话写。"),
    )
    place = StringField(
        _("在哪里？"), [InputRequired()], description=_("写清街道、小区或路口，越具体越好找。")
    )
    region = SelectField(
        _("哪个市县？"),
        choices=[SelectChoice("410105", _("郑州市金水区")), SelectChoice("410305", _("洛阳市涧西区"))],
    )
    day = DateField(_("哪一天？"))
    ongoing = RadioField(
        _("现在还在继续吗？"),
        [InputRequired()],
        choices=[
            SelectChoice("now", _("还在继续")),
            SelectChoice("often", _("时有时无")),
            SelectChoice("over", _("已经停了")),
        ],
        default="now",
    )
    anonymous = RadioField(
        _("要不要留姓名？"), choices=[SelectChoice("yes", _("不留姓名")), SelectChoice("no", _("留联系方式"))]
    )
    agreed = BooleanField(_("允许部门打电话向我核实"))
    photos = MultipleFileField(_("照片、视频或文件"), description=_("最多 10 个；照片里的位置信息会被去掉。"))


def sample_form() -> SampleForm:
    """The form with one fault in it."""
    form = SampleForm()
    form.place.errors = [_("请写下在哪里")]
    return form


def style(_snapshot: Snapshot) -> SitePage:
    return SitePage(
        url="/style/",
        kind="style",
        title=_("界面样式"),
        description=_("本站界面的组成部分，供设计和开发人员查看。"),
        section="about",
        crumbs=(HOME,),
        context={"form": sample_form()},
        listed=False,
    )
