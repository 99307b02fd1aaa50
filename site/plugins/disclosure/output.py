"""The output folder: writes only what changed, remembers what it wrote, removes what went stale."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

MANIFEST = ".manifest"


class OutputFolder:
    """A context manager around one build's output.

    On success everything an earlier build wrote and this one did not is removed. On failure nothing is
    removed and the manifest keeps both, so that the next good build still cleans up.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written: set[str] = set()
        self.changed = 0
        self.removed = 0
        self._earlier: set[str] = set()

    def __enter__(self) -> OutputFolder:
        self.root.mkdir(parents=True, exist_ok=True)
        manifest = self.root / MANIFEST
        if manifest.exists():
            self._earlier = set(manifest.read_text(encoding="utf-8").splitlines())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._remove_stale()
            self._save_manifest(self.written)
        else:
            self._save_manifest(self._earlier | self.written)

    def write(self, name: str, data: bytes) -> None:
        """Put `data` at the relative path `name`, touching the disk only when it differs.

        Raises ValueError when this build already wrote `name`: two pages at one address are a fault.
        """
        if name in self.written:
            raise ValueError(f"两个页面写到同一地址：{name}")
        self.written.add(name)
        if _replace_if_different(self.root / name, data):
            self.changed += 1

    def _remove_stale(self) -> None:
        for name in sorted(self._earlier - self.written):
            path = self.root / name
            path.unlink(missing_ok=True)
            self.removed += 1
            _remove_empty_parents(path, self.root)

    def _save_manifest(self, names: set[str]) -> None:
        text = "".join(f"{name}\n" for name in sorted(names))
        _replace_if_different(self.root / MANIFEST, text.encode())


def _replace_if_different(path: Path, data: bytes) -> bool:
    """Write by rename, so that a server reading the folder never sees half a page."""
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".new")
    aside.write_bytes(data)
    aside.replace(path)
    return True


def _remove_empty_parents(path: Path, root: Path) -> None:
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
