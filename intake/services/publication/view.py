"""The content as it would be with other files in it, to be checked before anything is changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from registry import Fault, check


def faults_with(content: Path, files: Mapping[str, bytes | None]) -> list[Fault]:
    """Every fault the content would have with these files (paths below it) new, instead or, None, gone.

    Raises OSError.
    """
    with _view(content, files) as folder:
        return check(folder)


@contextmanager
def _view(content: Path, files: Mapping[str, bytes | None]) -> Iterator[Path]:
    """A folder of links to every file, but for those given."""
    with TemporaryDirectory(prefix="mingdan-view-") as made:
        folder = Path(made) / content.name
        hidden = shutil.ignore_patterns(".*")
        shutil.copytree(content.absolute(), folder, copy_function=os.symlink, ignore=hidden)
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).unlink(missing_ok=True)
            if data is not None:
                (folder / path).write_bytes(data)
        yield folder
