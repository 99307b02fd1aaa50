"""What became of a matter, for statistics and inspections."""

from wtforms import IntegerField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from intake.cases.outcome import LONGEST_FINE
from intake.services.casework.outcome import LONGEST
from intake.web.forms.question import AtMost, clean
from intake.web.forms.staff import CaseForm
from intake.words import lazy as _

_NAMELESS = _("不写投诉人，也不写被处理人的姓名。")


class OutcomeForm(CaseForm):
    """Kinds of pollution, and what inspections ask for beside the answer."""

    PREFIX = "outcome-"
    kinds = SelectMultipleField(
        _("算在哪几类污染里"),
        [InputRequired(_("请至少选择一类污染"))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_("可以选几类，统计时每类都算。先按清单事项选好，不对的改过来。"),
    )
    findings = TextAreaField(
        _("调查核实情况"),
        [AtMost(LONGEST)],
        filters=[clean],
        description=_("空着的，报表里用给投诉人的答复。") + _NAMELESS,
    )
    rectification = TextAreaField(_("整改措施"), [AtMost(LONGEST)], filters=[clean])
    handling = TextAreaField(_("处理情况"), [AtMost(LONGEST)], filters=[clean])
    fine = IntegerField(
        _("罚款金额（元）"),
        [Optional(), NumberRange(1, LONGEST_FINE, _("罚款金额写整数元，没有罚款就空着"))],
    )
    accountability = TextAreaField(
        _("问责情况"),
        [AtMost(LONGEST)],
        filters=[clean],
        description=_("例如：约谈 2 人，诫勉 1 人。") + _NAMELESS,
    )
