"""A WeCom group robot (企业微信群机器人); the address holds its key."""

from __future__ import annotations

from intake.senders.message import Message
from intake.senders.robot import say


class WecomSender:
    """`url` as the group's settings show it."""

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, message: Message) -> None:
        """Say it in the group. Raises NotSent."""
        say(self._url, message.short)
