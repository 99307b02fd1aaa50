"""E-mail addresses that are safe in a header and on the wire: one ordinary address, nothing beside it."""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.utils import getaddresses

# Plain ASCII only: what cannot be written so needs SMTPUTF8, which few servers in front of citizens speak.
_ADDRESS = re.compile(
    r"(?P<user>[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@(?P<host>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*)"
)


def address(text: str) -> Address:
    """One bare address. Raises ValueError for anything else: lists, names, line breaks, comments."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise ValueError("not an e-mail address")
    return Address(username=found["user"], domain=found["host"])


def mailbox(text: str) -> Address:
    """An address, with a name before it or without: 明单 <no-reply@example.cn>. Raises ValueError."""
    if not text.isprintable():
        raise ValueError("not printable")
    listed = getaddresses([text])
    if len(listed) != 1:
        raise ValueError("not one address")
    name, bare = listed[0]
    found = address(bare)
    return Address(name, found.username, found.domain)
