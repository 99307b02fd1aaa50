"""Which store of files an installation has."""

from __future__ import annotations

from pathlib import Path

from intake.store.files.bucket_files import BucketFiles
from intake.store.files.files import EvidenceFiles
from intake.store.files.folder_files import FolderFiles


def open_files(url: str, folder: Path) -> EvidenceFiles:
    """The files in the bucket at `url` (see `BucketFiles`); with "" those in `folder`."""
    return BucketFiles(url) if url else FolderFiles(folder)
