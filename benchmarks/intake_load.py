"""The generator of the filing benchmark: python -m benchmarks.intake_load, JSON in and out.

Reads {"port", "keys", "connections", "seconds", "count", "start"} from standard input: that many kept-alive
connections, each sending its next complaint when the last is answered, until the time or the count is over.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from dataclasses import dataclass, field
from itertools import count
from statistics import quantiles
from typing import Any

from registry import progress

SEED = 12345
_TROUBLES = (
    ("ST-001", "工厂烟囱夜里冒黑烟，刺鼻难闻，附近住着很多老人和孩子。"),
    ("", "小区楼下的烧烤摊每天晚上冒油烟，窗户都不敢开，已经持续半个月。"),
    ("", "河里的水发黑发臭，两岸有人倒垃圾，反映过没有用。"),
    ("", "工地半夜打桩，吵得睡不着，希望尽快处理。"),
    ("", "渣土车整天带泥上路，一路扬尘，路面没有人冲洗。"),
)
_REGIONS = ("410105", "410102", "410103", "410104", "410108")


@dataclass
class Tally:
    """What came back: seconds of each answered complaint, and anything else by its kind."""

    took: list[float] = field(default_factory=list)
    receipts: list[tuple[str, str]] = field(default_factory=list)  # case number, receipt code
    errors: dict[str, int] = field(default_factory=dict)
    shown: progress.Work = field(default_factory=lambda: progress.Work("complaints"))

    def right(self, seconds: float, most: int) -> None:
        """One more was answered, of so many (0: as many as the time allows)."""
        self.took.append(seconds)
        self.shown.part(len(self.took), most)

    def wrong(self, kind: str) -> None:
        self.errors[kind] = self.errors.get(kind, 0) + 1


def complaint(number: int) -> dict[str, Any]:
    """The complaint of that number: the same in every run."""
    chance = random.Random(SEED + number)
    item, text = chance.choice(_TROUBLES)
    said = {"text": f"{text}（第 {number} 次反映）", "region": chance.choice(_REGIONS)}
    said |= {"address": f"花园路 {chance.randrange(1, 300)} 号"} | ({"item": item} if item else {})
    contact = {"name": "张小明", "phone": f"138{number % 10**8:08d}", "email": f"c{number}@example.com"}
    return said | {"anonymous": False, "contact": contact}


async def run(given: dict[str, Any]) -> dict[str, Any]:
    """Send, and report the rate and the times."""
    with progress.work("complaints", "Run it again from the beginning.") as shown:
        return await _run(given, Tally(shown=shown))


async def _run(given: dict[str, Any], tally: Tally) -> dict[str, Any]:
    numbers = count(given["start"])
    last = given["start"] + given["count"] if given.get("count") else None
    began = time.perf_counter()
    end = began + given["seconds"]
    lanes = [_lane(given, tally, numbers, end, last) for _each in range(given["connections"])]
    await asyncio.gather(*lanes)
    spent = time.perf_counter() - began
    cut = quantiles(tally.took, n=100) if len(tally.took) > 1 else [0.0] * 99
    return {
        "answered": len(tally.took),
        "per_second": round(len(tally.took) / spent, 1),
        "p50_ms": round(cut[49] * 1000, 1),
        "p99_ms": round(cut[98] * 1000, 1),
        "errors": tally.errors,
        **({"receipts": tally.receipts} if given.get("receipts") else {}),
    }


async def _lane(
    given: dict[str, Any], tally: Tally, numbers: count[int], end: float, last: int | None
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", given["port"])
    while time.perf_counter() < end:
        number = next(numbers)
        if last is not None and number >= last:
            break
        sent = time.perf_counter()
        try:
            status, told = await _post(reader, writer, given["keys"][number % len(given["keys"])], number)
        except (OSError, asyncio.IncompleteReadError) as fault:
            tally.wrong(type(fault).__name__)
            reader, writer = await asyncio.open_connection("127.0.0.1", given["port"])
            continue
        if status == 201:
            tally.right(time.perf_counter() - sent, given.get("count") or 0)
            if given.get("receipts"):
                tally.receipts.append((told["case_number"], told["receipt_code"]))
        else:
            tally.wrong(str(status))
    writer.close()


async def _post(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, key: str, number: int
) -> tuple[int, Any]:
    """Send one and read the whole answer; returns its status and what it says."""
    body = json.dumps(complaint(number), ensure_ascii=False).encode()
    head = (
        f"POST /api/v1/complaints HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Api-Key: {key}\r\n"
        f"Idempotency-Key: bench-{number:09d}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(answer.partition("content-length:")[2].partition("\r\n")[0])
    told = json.loads(await reader.readexactly(length))
    return int(answer.split(" ", 2)[1]), told


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(json.load(sys.stdin)))))
