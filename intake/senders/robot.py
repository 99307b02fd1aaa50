"""What the group robots of WeCom and DingTalk share: the same request, the same kind of answer."""

from __future__ import annotations

import json

from intake.senders.message import Later, Unreachable
from intake.senders.post import post_json


def say(url: str, text: str) -> None:
    """Post a text to a robot. Raises NotSent: `errcode` other than 0 is mostly a rate limit, so Later."""
    body = json.dumps({"msgtype": "text", "text": {"content": text}}, ensure_ascii=False).encode()
    try:
        code = int(json.loads(post_json(url, body, {}))["errcode"])
    except (ValueError, KeyError, TypeError):
        raise Unreachable("not a robot's answer") from None
    if code != 0:
        raise Later(f"errcode {code}")
