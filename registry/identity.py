"""Numbers and addresses that point to one person: telephones, identity cards, plates, mail, WeChat, QQ.

What is published must hold none (政府信息公开条例 art. 15; 个人信息保护法 art. 25). The rules rather see
too much: seven digits in a row are a number of somebody's unless they are a date or an amount.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_GAP: Final = r"[ \t\u00a0\u2000-\u200d\u2010-\u2015\u3000\ufeff._·・/()*-]{0,4}"
_DATE: Final = r"(?<!\d)(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])(?!\d)"
# A date is tried first, so that one beside a telephone number stays.
_DIGITS: Final = re.compile(rf"(?P<date>{_DATE})|(?P<run>\d(?:{_GAP}\d)*)(?P<check>{_GAP}[Xx](?![A-Za-z]))?")
_AMOUNT: Final = re.compile(r"\s?(?:万|亿)?(?:元|吨|千克|公斤|立方米|平方米|度|千瓦时)")
_SPOKEN: Final = re.compile(r"[零〇一二三四五六七八九幺\d]{7,}")
_PLATE: Final = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-Za-z]"
    r"[ ·•・.\-]{0,2}(?=[A-Za-z]{0,5}\d)[A-HJ-NP-Za-hj-np-z0-9]{5,6}"
)
_MAIL: Final = re.compile(r"[A-Za-z0-9._%+\-]+\s?@\s?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_NAMED: Final = re.compile(
    r"(?:微信|weixin|wechat|vx|wx|qq|扣扣|抖音|快手)(?:号码|号|群|帐号|账号|id)?[是为:：\s]{0,3}"
    r"(?P<account>[a-z0-9][a-z0-9_\-]{3,29})",
    re.IGNORECASE,
)
_LEAST_DIGITS: Final = 7
_MOST_OF_AN_AMOUNT: Final = 10


class Sighting(NamedTuple):
    """What looks like somebody's, from `start` up to `end`; `kind` in words."""

    start: int
    end: int
    kind: str


def sightings(text: str) -> list[Sighting]:
    """Everything in the text that points to one person, in order; parts may overlap."""
    plain = _plain(text)
    found = [*_numbers(plain)]
    found += [Sighting(*match.span(), "号码") for match in _SPOKEN.finditer(plain) if not match[0].isdigit()]
    found += [Sighting(*match.span(), "车牌") for match in _PLATE.finditer(plain)]
    found += [Sighting(*match.span(), "邮箱") for match in _MAIL.finditer(plain)]
    found += [Sighting(*match.span("account"), "微信或QQ号") for match in _NAMED.finditer(plain)]
    return sorted(found)


def _plain(text: str) -> str:
    """Full-width and other odd digits and letters as plain ones, every character at its old place."""
    return "".join(map(_folded, text))


@lru_cache(maxsize=10_000)
def _folded(character: str) -> str:
    new = unicodedata.normalize("NFKC", character)
    return new if len(new) == 1 else character


def _numbers(plain: str) -> list[Sighting]:
    return [
        Sighting(*match.span(), "号码")
        for match in _DIGITS.finditer(plain)
        if match["run"] and _is_somebodys(match["run"], plain[match.end() :])
    ]


def _is_somebodys(run: str, after: str) -> bool:
    digits = sum(character.isdigit() for character in run)
    amount = run.replace(".", "", 1).isdigit() and digits <= _MOST_OF_AN_AMOUNT and _AMOUNT.match(after)
    return digits >= _LEAST_DIGITS and not amount
