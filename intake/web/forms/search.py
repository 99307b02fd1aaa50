"""The search box of the desk. It travels in the address."""

from wtforms import Form, SelectField, StringField

from intake.web.forms.question import Unmarked, one_line, options
from intake.words import lazy as _
from search import Sort


class CaseSearchForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Words, and in what order hits come; an unknown order is the default."""

    q = StringField(_("搜投诉"), filters=[one_line])
    sort = SelectField(
        _("排序"),
        [Unmarked()],
        choices=options([(Sort.BEST.value, _("最相关的在前")), (Sort.NEWEST.value, _("最新的在前"))]),
        filters=[lambda value: value if value in set(Sort) else Sort.BEST.value],
        validate_choice=False,
    )
