"""Filters of the search page and of the question "who answers here". Both travel in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wtforms import Form, HiddenField, SelectField

from intake.services.search.kinds import KINDS
from intake.services.search.narrowing import Narrowing
from intake.web.forms.question import Choices, Unmarked, grouped, options
from intake.words import lazy as _
from search import Sort

SELECTS = ("region", "department", "kind")


class SearchForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What is looked for. What has no box of its own is kept while other words are tried."""

    region = SelectField(_("地区"), [Unmarked()], validate_choice=False)
    department = SelectField(_("部门"), [Unmarked()], validate_choice=False)
    kind = SelectField(_("类别"), [Unmarked()], validate_choice=False)
    topic = HiddenField()
    state = HiddenField()
    date = HiddenField()
    sort = HiddenField()

    @classmethod
    def showing(cls, sort: Sort, chosen: Sequence[Narrowing]) -> SearchForm:
        """With what the address has chosen."""
        values = {each.field: _joined(chosen, each.field) for each in chosen}
        return cls(data={**values, "sort": "" if sort is Sort.BEST else sort.value})

    @property
    def kept(self) -> list[HiddenField]:
        """The fields without a box that have a value."""
        return [each for each in (self.topic, self.state, self.date, self.sort) if each.data]

    def offer(
        self, regions: Mapping[str, Choices], departments: Choices, chosen: Sequence[Narrowing]
    ) -> None:
        """Offer regions by city, departments, kinds; and what is chosen, if it is none of them."""
        kinds = [(code, _(words)) for code, words in KINDS.items()]
        self.region.choices = [*options([("", _("全省"))]), *grouped(regions)]
        self.department.choices = options([("", _("全部")), *departments])
        self.kind.choices = options([("", _("全部")), *kinds])
        for name in SELECTS:
            value = self[name].data
            if value and value not in {each[0] for each in self[name].iter_choices()}:
                words = "、".join(each.words for each in chosen if each.field == name)
                self[name].choices = [*self[name].choices, *options([(value, words)])]


def _joined(chosen: Iterable[Narrowing], name: str) -> str:
    return ",".join(each.value for each in chosen if each.field == name)
