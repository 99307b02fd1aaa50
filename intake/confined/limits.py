"""The inside: what the process that reads a stranger's file gives up before it looks at it."""

from __future__ import annotations

import resource
from typing import Final

TOO_MUCH: Final = 3  # the exit status of a process whose memory or depth did not suffice


def confine(memory: int, seconds: int, open_files: int) -> None:
    """Bytes of address space, seconds of processor time, files open at once; no file can be written, and no
    image of the memory left behind. Nothing of it can be lifted again."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, open_files))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shut_in() -> None:
    """No file, pipe or connection can be opened from here on, and no process begun; what is open stays so.

    To be called when every module is loaded and the file is read: whoever takes over a decoder now finds
    neither a disk nor a network.
    """
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
