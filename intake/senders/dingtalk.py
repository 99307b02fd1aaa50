"""A DingTalk group robot (钉钉群机器人), with its signature (加签) when there is a secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from urllib.parse import urlencode

from intake.senders.message import Message
from intake.senders.robot import say


class DingtalkSender:
    """`url` as the robot's settings show it, with its access_token."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = url
        self._secret = secret

    def send(self, message: Message) -> None:
        """Say it in the group. Raises NotSent."""
        say(self._signed() if self._secret else self._url, message.short)

    def _signed(self) -> str:
        """The address with `timestamp` and `sign` as DingTalk's manual asks."""
        timestamp = str(int(time.time() * 1000))
        digest = hmac.digest(self._secret.encode(), f"{timestamp}\n{self._secret}".encode(), hashlib.sha256)
        query = urlencode({"timestamp": timestamp, "sign": base64.b64encode(digest).decode()})
        return f"{self._url}{'&' if '?' in self._url else '?'}{query}"
