"""Damaged and hostile files: python -m benchmarks.fuzz_files [--files N] [--seed S] [--every E]

Makes N files out of real ones (`fuzz_seeds`) and reads each as the service would, in this process, so that
what nobody named comes out; every E-th goes through the real doors besides: the confined processes. Ends with
1 unless there was no unnamed exception, and neither memory nor open files grew. Prints JSON, also into
var/bench/fuzz-files.json. The same seed makes the same files.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

from structlog.testing import capture_logs

from benchmarks.fuzz_seeds import TABLES, mutated, seeds
from intake.cases.errors import EvidenceRefused
from intake.cleaning import images, pdfs, videos
from intake.cleaning.kinds import Kind, kind_of
from intake.cleaning.refusals import FileRefused
from intake.services.filing import evidence
from intake.settings import EvidenceLimits
from intake.tables.opening import open_tables
from intake.tables.reading import read
from intake.tables.refusals import TableRefused

LIMITS = EvidenceLimits()
PATIENCE = 20  # seconds of the clock for one file: its own process would be ended then
GROWTH = 24  # megabytes that the second half may take more than the first: allocators keep what they had
REFUSALS = (FileRefused, TableRefused, EvidenceRefused)


class TooSlow(BaseException):
    """The file would have been given up."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", default="mingdan")
    parser.add_argument("--every", type=int, default=20)
    given = parser.parse_args(arguments)
    report = fuzz(given.files, given.seed, given.every)
    print(json.dumps(report, ensure_ascii=False))
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / "fuzz-files.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=2, ensure_ascii=False), "utf-8")
    return 0 if report["sound"] else 1


def fuzz(files: int, seed: str, every: int) -> dict[str, object]:
    """Read them all; what became of them by kind, every unnamed fault, and what grew."""
    made, became, faults = seeds(), Counter[str](), list[str]()
    others = [each for kind in made.values() for each in kind]
    begun, half = time.monotonic(), (0, 0)
    for number in range(files):
        if number == files // 2:
            half = _held()
        random = Random(f"{seed}:{number}")
        suffix = random.choice(sorted(made))
        content = mutated(random.choice(made[suffix]), others, random)
        told = _read(content, suffix)
        became[f"{suffix} {told.partition(':')[0]}"] += 1
        if told.startswith("fault"):
            faults.append(f"{number} {suffix} {told}")
        if number % every == 0 and (told := _through_the_door(content, suffix)):
            faults.append(f"{number} {suffix} door {told}")
    grown = [now - then for now, then in zip(_held(), half, strict=True)]
    return {
        "files": files,
        "seed": seed,
        "through_the_doors": len(range(0, files, every)),
        "became": dict(sorted(became.items())),
        "faults": faults,
        "megabytes_grown": grown[0],
        "open_files_grown": grown[1],
        "seconds": round(time.monotonic() - begun),
        "sound": not faults and grown[0] <= GROWTH and grown[1] <= 0,
    }


def _read(content: bytes, suffix: str) -> str:
    """taken, refused, heavy (given up by its limits), or fault: and its kind."""
    try:
        with _no_longer_than(PATIENCE):
            _look_at(content, suffix)
    except REFUSALS:
        return "refused"
    except (TooSlow, MemoryError, RecursionError):
        return "heavy"
    except Exception as fault:  # whatever it is: this is what is looked for
        return f"fault: {type(fault).__name__}"
    return "taken"


def _look_at(content: bytes, suffix: str) -> None:
    if suffix == "xls":  # its reader may end the whole process
        open_tables(content, "a.xls")
        return
    if suffix in TABLES:
        read(content, f"a.{suffix}")
        return
    kind = kind_of(content[:1024])
    if kind is Kind.PHOTO:
        images.clean(content, LIMITS.image_side, LIMITS.image_pixels)
    elif kind is Kind.VIDEO:
        videos.clean(content)
    elif kind is Kind.PDF:
        pdfs.clean(content)
    else:
        evidence.clean(io.BytesIO(content), LIMITS)


def _through_the_door(content: bytes, suffix: str) -> str:
    """The kind of fault that the confined process ended with, or nothing."""
    with capture_logs() as lines:
        try:
            if suffix in TABLES:
                open_tables(content, f"a.{suffix}")
            else:
                evidence.clean(io.BytesIO(content), LIMITS)
        except REFUSALS:
            pass
        except Exception as fault:
            return type(fault).__name__
    return ", ".join(str(line.get("fault")) for line in lines if line["event"] == "confined process failed")


def _held() -> tuple[int, int]:
    """Megabytes in memory and files open, of this process."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024**2, len(list(Path("/proc/self/fd").iterdir()))


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
