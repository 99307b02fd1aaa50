"""What every sender takes, and how it says that something was not sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """`key` names the message for good: a repeat carries the same. `to` is an address of the channel, empty
    where the channel has one receiver. `subject` is one line, `body` the letter, `short` all in one line."""

    key: str
    to: str = field(repr=False)
    subject: str
    body: str
    short: str


class Sender(Protocol):
    """One channel. `send` returns when the receiver has taken the message, else raises one of the below."""

    def send(self, message: Message) -> None:
        """Hand over one message. Raises NotSent."""


class NotSent(Exception):
    """`trouble` says why in a few letters (a status, the kind of fault), never with an address in it."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble[:64]


class Refused(NotSent):
    """This message will never be taken: no further attempt."""


class Later(NotSent):
    """This message was not taken now; others may be."""


class Unreachable(NotSent):
    """The channel itself does not work now: its other messages need not be tried."""


class SwitchedOff(NotSent):
    """The channel was never set up."""
