"""What was withdrawn leaves the public at once, before a site can be built that tells of the withdrawal."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

from intake.services.publication.files import put
from intake.services.publication.packing import unpack

_NUMBER = "编号"  # the column of the data files that names a result


def unshow(output: Path, number: str) -> None:
    """Remove a result's page and pictures from the built site, and its row from the data files.

    Its title stays on lists of results until the next build. Raises OSError.
    """
    shutil.rmtree(output / "results" / number, ignore_errors=True)
    for name, without in (("results.csv", _csv_without), ("results.json", _json_without)):
        path = output / "results" / name
        if path.exists():
            unpack(path)
            put(path, without(path.read_text(encoding="utf-8-sig"), number))


def _csv_without(text: str, number: str) -> bytes:
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    place, out = header.index(_NUMBER), io.StringIO(newline="")
    csv.writer(out).writerows([header, *(row for row in rows if row[place] != number)])
    return out.getvalue().encode("utf-8-sig")


def _json_without(text: str, number: str) -> bytes:
    data = json.loads(text)
    data["results"] = [each for each in data["results"] if each[_NUMBER] != number]
    return json.dumps(data, ensure_ascii=False, indent=2).encode()
