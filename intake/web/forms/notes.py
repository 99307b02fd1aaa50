"""The form of an internal note."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired

from intake.services.desk.notes import LONGEST
from intake.web.forms.question import AtMost, clean
from intake.web.forms.staff import StaffForm
from intake.words import lazy as _


class NoteForm(StaffForm):
    """A note to oneself and one's colleagues."""

    PREFIX = "note-"
    text = TextAreaField(
        _("写一条备注"),
        [InputRequired(_("请写备注")), AtMost(LONGEST)],
        filters=[clean],
        description=_(
            "本单位和被提到的人能看，投诉人看不到，也不导出。要提醒谁，写 @ 加用户名，例如“@wang 请去现场”。"
        ),
    )
