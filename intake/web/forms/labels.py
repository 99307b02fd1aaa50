"""What the fields of the desk's forms are called, told by the names under which they are sent."""

from __future__ import annotations

from collections.abc import Iterator

from wtforms.fields.core import UnboundField

from intake.web.forms.staff import StaffForm


def label_of(name: str) -> str:
    """The label of a field; empty where no form has it, or two have it under different labels."""
    found = {str(label) for form in _kinds(StaffForm) for label in _labels(form, name)}
    return found.pop() if len(found) == 1 else ""


def _kinds(form: type[StaffForm]) -> Iterator[type[StaffForm]]:
    for kind in form.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _labels(form: type[StaffForm], name: str) -> Iterator[str]:
    field = getattr(form, name.removeprefix(form.PREFIX), None) if name.startswith(form.PREFIX) else None
    if isinstance(field, UnboundField) and field.args:
        yield field.args[0]
