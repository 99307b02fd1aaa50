"""Passwords that staff choose: long enough, and not among what is tried first."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from intake.cases.errors import BadInput
from intake.cases.model import Staff
from intake.services.staff.breached import is_in
from intake.words import gettext as _

SHORTEST: Final = 10
# Words of this place that count as known, besides the login and the name: product, office, hotlines, year.
KNOWN_HERE: Final = (
    "mingdan",
    "明单",
    "shengtai",
    "huanjing",
    "huanbao",
    "生态环境",
    "henan",
    "zhengzhou",
    "12345",
    "12369",
)
_GUESSES: Final = 8  # as a power of ten: what 30 tries a quarter of an hour do not reach in a life
_READ: Final = 72  # characters that are judged; a longer password is no weaker


def check(new: str, old: str, staff: Staff, breached: str = "") -> None:
    """Raise BadInput("new") for a password that is short, known, easily guessed, or in the file `breached`.

    Any characters will do; nothing is demanded of their kinds (NIST SP 800-63B, 3.1.1.2).
    """
    if len(new) < SHORTEST:
        raise BadInput("new", _("新密码至少 {count} 个字符。").format(count=SHORTEST))
    if new == old or staff.login in new.lower():
        raise BadInput("new", _("新密码不能与原密码相同，也不能含有登录名。"))
    from zxcvbn import zxcvbn  # its lists of 60,000 words take a tenth of a second to load

    judged = zxcvbn(new[:_READ], user_inputs=[staff.login, staff.name, *KNOWN_HERE])
    if judged["guesses_log10"] < _GUESSES:
        raise BadInput("new", _("新密码太容易猜到。请用几个不相干的词，不要用常见的密码、日期、单位名称。"))
    if breached and is_in(Path(breached), new):
        raise BadInput("new", _("这个密码在别处泄露过，有人会拿它来试。请换一个没有用过的。"))
