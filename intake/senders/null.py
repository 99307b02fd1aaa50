"""A channel that is not set up: says so once when it is opened, and for every message."""

from __future__ import annotations

import structlog

from intake.senders.message import Message, SwitchedOff

log = structlog.get_logger()


class NullSender:
    """Sends nothing. `setting` is the environment variable that would switch the channel on."""

    def __init__(self, channel: str, setting: str) -> None:
        log.warning("notices are off", channel=channel, set=setting)

    def send(self, message: Message) -> None:
        """Raise SwitchedOff."""
        raise SwitchedOff("not set up")
