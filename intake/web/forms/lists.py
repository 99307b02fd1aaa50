"""Forms around a list: filters, a view to save, cases to take at once, a canned text."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional

from intake.cases.canned import Purpose, purpose_words
from intake.services.desk import canned, saved
from intake.services.desk.filters import LONGEST
from intake.web.forms.question import AtMost, Choices, Unmarked, clean, grouped, one_line, options
from intake.web.forms.staff import StaffForm
from intake.words import lazy as _

_EVERY = ("", _("全部"))
_USUAL = ("", _("按本栏的顺序"))


class FilterForm(StaffForm):
    """What the address of a list says; read by the service, so a bookmark and a form mean the same."""

    q = SearchField(
        _("编号或事项"),
        [Unmarked(), AtMost(LONGEST)],
        filters=[one_line],
        description=_("编号写开头几位，事项写其中几个字。"),
    )
    state = SelectField(_("进展"), [Unmarked()], validate_choice=False)
    due = SelectField(_("期限"), [Unmarked()], validate_choice=False)
    assignee = SelectField(_("承办人"), [Unmarked()], validate_choice=False)
    region = SelectField(_("地区"), [Unmarked()], validate_choice=False)
    department = SelectField(_("部门"), [Unmarked()], validate_choice=False)
    kind = SelectField(_("污染种类"), [Unmarked()], validate_choice=False)
    source = SelectField(_("来源"), [Unmarked()], validate_choice=False)
    since = DateField(_("收到，从"), [Optional(), Unmarked()], name="from")
    until = DateField(_("收到，到"), [Optional(), Unmarked()], name="to")
    sort = SelectField(_("排序"), [Unmarked()], validate_choice=False)

    def __init__(self, said: Any) -> None:
        super().__init__(formdata=said, meta={"csrf": False})

    def told(self) -> list[str]:
        """What is asked, in words: 来源：来电."""
        return [f"{field.label.text}：{_chosen(field)}" for field in self if field.data]

    def offer(self, pairs: dict[str, Choices], regions: dict[str, Choices]) -> None:
        """Offer these for each field; a field without any is left out."""
        for name, choices in pairs.items():
            self[name].choices = options([_USUAL if name == "sort" else _EVERY, *choices])
        self.region.choices = [*options([_EVERY]), *grouped(regions)]
        for name in ("region", "department"):
            if len(self[name].choices) == 1:
                del self[name]


def _chosen(field: Field) -> str:
    if not isinstance(field, SelectField):
        return str(field.data)
    named = {value: label for value, label, *_rest in field.iter_choices()}
    return str(named.get(field.data, field.data))


class ViewForm(StaffForm):
    """A name for what is on the screen."""

    PREFIX = "view-"
    query = HiddenField(filters=[one_line])
    name = StringField(
        _("给这个列表起个名字"),
        [InputRequired(_("请填写名字")), AtMost(saved.NAME_LENGTH)],
        filters=[one_line],
    )
    shared = BooleanField(_("本单位的人都能看到"))


class SelectedForm(StaffForm):
    """What to do with the cases that are ticked; the boxes stand in the list itself."""

    PREFIX = "do-"
    query = HiddenField(filters=[one_line])
    assignee = SelectField(_("交给谁办"), [Optional()], validate_choice=False)


class TextForm(StaffForm):
    """A canned text."""

    purpose = SelectField(
        _("用在哪里"),
        [Unmarked()],
        choices=options([(each.value, purpose_words(each)) for each in Purpose]),
        default=Purpose.ANSWER,
    )
    name = StringField(
        _("名称"),
        [InputRequired(_("请填写名称")), AtMost(canned.NAME_LENGTH)],
        filters=[one_line],
        description=_("选的时候看到的几个字，例如：餐饮油烟已责令整改。"),
    )
    text = TextAreaField(
        _("内容"),
        [InputRequired(_("请填写内容")), AtMost(canned.TEXT_LENGTH)],
        filters=[clean],
        description=_("可以写这些空，用的时候自动填上：{编号} {事项} {地点} {单位} {期限} {受理日期}。"),
    )
    shared = BooleanField(_("给全单位用"))
