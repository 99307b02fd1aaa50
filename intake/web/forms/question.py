"""What every form shares: how typed text is tidied, choices are offered, and faults are told."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from intake.words import lazy as _

Choices = Sequence[tuple[str, str]]
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # UAX #9, 2


def clean(value: object) -> str:
    """What was typed, without control characters and outer blanks, line ends as \\n, composed (NFC)."""
    typed = value if isinstance(value, str) else ""
    lines = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in lines if c in "\n\t" or not _is_unseen(c))
    return "".join(kept).strip()


def _is_unseen(character: str) -> bool:
    """What shows nothing, or turns the order of what is shown: `gpj.exe` that reads as `exe.jpg`."""
    return unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") or character in _TURNING


def one_line(value: object) -> str:
    """`clean` for a field of one line."""
    return " ".join(clean(value).split())


def options(pairs: Iterable[tuple[str, str]], group: str | None = None) -> list[SelectChoice]:
    """(value, words) pairs as WTForms takes them, under a group's name if given."""
    return [SelectChoice(value, words, optgroup=group) for value, words in pairs]


def grouped(groups: Mapping[str, Choices]) -> list[SelectChoice]:
    """The pairs of every group, for a grouped select."""
    return [option for group, pairs in groups.items() for option in options(pairs, group)]


class OneOffered:
    """One of the field's own choices; for groups that must be answered."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: FlaskForm, field: Any) -> None:
        """Raise when nothing, or nothing that was offered, is chosen."""
        if field.data not in {value for value, _label, *_rest in field.iter_choices()}:
            raise ValidationError(self.message)


class Unmarked:
    """Takes the word "optional" from the label, where the page says itself what may be left open."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, form: FlaskForm, field: Any) -> None:
        """Accept anything."""


class AtMost:
    """At most `limit` characters; the message says how many there are.

    It ends the checks of its field: a pattern tried on a megabyte can take minutes.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, form: FlaskForm, field: Any) -> None:
        """Raise when the field's text is longer."""
        length = len(field.data or "")
        if length > self.limit:
            raise StopValidation(
                _("最多 %(limit)d 个字，现在有 %(length)d 个字，请删减一些")
                % {"limit": self.limit, "length": length}
            )


class Question(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """A page's form. `answers()` is what the draft keeps of it; nothing else leaves the form."""

    class Meta:
        """Only what was posted as a form: not JSON, not files under a text field's name."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """The posted fields, unless the view passed others or None."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if form.is_submitted() else None

    def answers(self) -> dict[str, Any]:
        """Field names and values of every field but the CSRF token."""
        return {name: field.data for name, field in self._fields.items() if name != "csrf_token"}

    def faults(self) -> list[tuple[str, str]]:
        """(field id, message) of every fault, for the error summary; a page that grew too old comes first."""
        too_old = _("这一页放得太久，需要再提交一次；您填的内容都还在。如果一直这样，请允许本站使用 Cookie")
        return [
            ("", too_old) if name == "csrf_token" else (self[name].id, str(said))
            for name, messages in self.errors.items()
            if name
            for said in messages
        ]
