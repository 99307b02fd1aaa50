"""Where files lie that nobody keeps: in memory, when there is room for them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_MEMORY = Path("/dev/shm")


def memory_for(room: int) -> Path | None:
    """A folder in memory with so many bytes free. A container may have 64 MB there, or let nothing be run."""
    if not _MEMORY.is_dir() or os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC:
        return None
    return _MEMORY if shutil.disk_usage(_MEMORY).free > room else None
