"""Short messages by a gateway of the operator's: a signed request that it turns into an SMS.

POST, JSON {"id", "to", "text"}. Headers: `X-Mingdan-Timestamp` (Unix seconds), `X-Mingdan-Signature`
(`sha256=` and the hex HMAC-SHA256 of timestamp, a full stop and the body) and `Idempotency-Key` (= id).
A 2xx answer means that the gateway has taken it; it must send one id once only.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time

from intake.senders.message import Message
from intake.senders.post import post_json


class WebhookSender:
    """`url` and the secret shared with the gateway."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = url
        self._secret = secret.encode()

    def send(self, message: Message) -> None:
        """Hand a short message to the gateway. Raises NotSent."""
        body = json.dumps(
            {"id": message.key, "to": message.to, "text": message.short}, ensure_ascii=False
        ).encode()
        timestamp = str(int(time.time()))
        signed = hmac.digest(self._secret, timestamp.encode() + b"." + body, hashlib.sha256).hex()
        headers = {
            "X-Mingdan-Timestamp": timestamp,
            "X-Mingdan-Signature": f"sha256={signed}",
            "Idempotency-Key": message.key,
        }
        post_json(self._url, body, headers)
