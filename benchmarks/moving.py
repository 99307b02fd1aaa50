"""Moving an installation to PostgreSQL: python -m benchmarks.moving [--cases N] [--from FOLDER]

Copies the desk benchmark's SQLite installation (filled first if its cases would differ; `--from` takes any
folder with `cases.sqlite3` and `keys/`), adds photos, and moves the copy into a server of its own that waits
for the disk, and into a bucket of its own. Prints JSON, also into $DATA_DIR/bench/moving.json: rows, files
and seconds of each part, and the most memory the process took.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert

from benchmarks import desk_places
from benchmarks.desk_cases import NOW
from benchmarks.own_postgres import server
from intake.services import moving, setup
from intake.services.context import Context, context_for
from intake.settings import Settings, from_environment
from intake.store.tables import evidence
from registry import Registry, load

FILES, BYTES = 2_000, 200_000  # photos of a telephone, made small


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--from", dest="folder", type=Path)
    given = parser.parse_args(arguments)
    registry = load(Path("content"))
    folder = given.folder or _filled(registry, given.cases)
    with tempfile.TemporaryDirectory(prefix="mdmove") as place:
        report = _measured(registry, _copied(folder, Path(place)))
    print(json.dumps(report, indent=2))
    (desk_places.BENCH / "moving.json").write_text(json.dumps(report, indent=2), "utf-8")
    return 0


def _filled(registry: Registry, count: int) -> Path:
    url = desk_places.sqlite(count)
    with desk_places.filled(registry, url, count, search=False):
        return Path(url.removeprefix("sqlite:///")).parent


def _copied(folder: Path, place: Path) -> Settings:
    shutil.copy(folder / "cases.sqlite3", place / "mingdan.sqlite3")
    shutil.copytree(folder / "keys", place / "keys")
    settings = from_environment({"DATA_DIR": str(place)})
    setup.migrate(settings)
    return settings


def _measured(registry: Registry, settings: Settings) -> dict[str, object]:
    with server(durable=True) as cluster, closing(context_for(settings, registry, lambda: NOW)) as ctx:
        from object_store import ObjectStore  # of the tests, which `server` put within reach

        store = ObjectStore()
        try:
            _add_photos(ctx)
            return _moved(ctx, cluster.url(cluster.create(migrated=False)), store.url("moved"))
        finally:
            store.stop()


def _add_photos(ctx: Context) -> None:
    rows = []
    for number in range(FILES):
        content = os.urandom(BYTES)
        name, sha256 = ctx.files.write(content), hashlib.sha256(content).hexdigest()
        about = {"kind": "image", "name": "照片1.jpg", "mime": "image/jpeg", "size": BYTES}
        rows.append({"id": name, "case_id": number + 1, "sha256": sha256, "added_at": NOW, **about})
    with ctx.database.writing() as connection:
        connection.execute(insert(evidence), rows)


def _moved(ctx: Context, database_url: str, files_url: str) -> dict[str, object]:
    parts: dict[str, tuple[float, float]] = {}

    def note(what: str, _done: int, _total: int) -> None:
        now = time.perf_counter()
        parts[what] = (parts.get(what, (now, now))[0], now)

    to = from_environment(
        {"DATA_DIR": str(ctx.settings.data_dir), "DATABASE_URL": database_url, "FILES_URL": files_url}
    )
    begun, used = time.perf_counter(), time.process_time()
    moved = moving.move(ctx, to, note)
    size = Path(ctx.database.engine.url.database or "").stat().st_size
    return {
        "cases": moved.tables["cases"].rows,
        "rows": moved.rows,
        "files": moved.files,
        "sqlite_megabytes": size // 10**6,
        "seconds": round(time.perf_counter() - begun, 1),
        "seconds_of_this_processor": round(time.process_time() - used, 1),
        "seconds_by_part": {what: round(end - start, 1) for what, (start, end) in parts.items()},
        "most_memory_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
