"""Whether a published channel can work: telephone numbers, web addresses, hours. Nothing is dialled."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_NUMBER: Final = re.compile(r"(?<![\d:：.])\d[\d-]{2,}\d(?![\d:：])")
_TELEPHONE: Final = re.compile(
    r"(?:0\d{2,3}-)?[2-9]\d{6,7}(?:-\d{1,5})?|1[3-9]\d{9}|[49]00-?\d{3}-?\d{4}|1[12]\d{1,3}"
)
_CLOSED: Final = "12369"
_ADDRESS: Final = re.compile(r"https?://[^\s，。；、（）]+|www\.[^\s，。；、（）]+")
_HOURS: Final = re.compile(r"(\d{1,2})[:：](\d{2})")


def contact_fault(text: str) -> str:
    """What is wrong with it, to be said after the text itself; "" when nothing is, or nothing is written."""
    if not text:
        return ""
    without_addresses = _ADDRESS.sub(" ", text)
    numbers = _NUMBER.findall(without_addresses)
    if _CLOSED in numbers:
        return "里有已经停用的电话"
    odd = [number for number in numbers if not _TELEPHONE.fullmatch(number)]
    if odd:
        return f"里的“{odd[0]}”不像电话号码"
    addresses = _ADDRESS.findall(text)
    broken = [address for address in addresses if not _is_address(address)]
    if broken:
        return f"里的网址“{broken[0]}”不完整"
    if any(int(hour) > 24 or int(minute) > 59 for hour, minute in _HOURS.findall(text)):
        return "里的钟点不对"
    return "" if numbers or addresses else "里没有电话也没有网址"


def _is_address(address: str) -> bool:
    try:
        host = urlsplit(address if "//" in address else f"https://{address}").hostname or ""
    except ValueError:
        return False
    return re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) is not None
