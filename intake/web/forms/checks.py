"""Forms of the page of checks: which region, and a document to look through."""

from collections.abc import Sequence

from flask_wtf.file import FileField
from wtforms import Form, SelectField, TextAreaField

from intake.web.forms.question import Unmarked, clean, one_line, options
from intake.web.forms.staff import StaffForm
from intake.words import lazy as _


class ChecksForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Whose lists; travels in the address."""

    region = SelectField(_("哪个地区的清单"), [Unmarked()], filters=[one_line], validate_choice=False)

    def offer(self, regions: Sequence[tuple[str, str]]) -> None:
        """Offer the office's regions."""
        self.region.choices = options(regions)


class DocumentForm(StaffForm):
    """A policy document, as a file or pasted."""

    PREFIX = "document-"
    file = FileField(_("文件（.txt 或 .md）"))
    text = TextAreaField(
        _("或者把文字贴在这里"),
        filters=[clean],
        description=_("编了号的段落、有“责任单位”一栏的表格，都会认作任务。"),
    )
