"""Published files go into the history of the content, where it is a git repository. Nothing is pushed."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

_LONGEST = 60  # seconds for one command of git
_TRIES = 4  # while somebody else is committing
_PAUSE = 0.5
# Hooks and signatures are for people: they ask, and they may take minutes.
_QUIETLY = ("-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false")


class NotCommitted(Exception):
    """The files are not in the history. The message says why, as git does."""


def commit(content: Path, files: Sequence[str], message: str, author: str) -> str:
    """Commit these files and no others; returns the commit, "" where no repository keeps them.

    Doing it again changes nothing. `author` is a name with a mail address. Raises NotCommitted.
    """
    if not _is_kept(content, files):
        return ""
    tracked = _git(content, "ls-files", "--", *files).split("\n")
    known = [each for each in files if each in tracked or (content / each).exists()]
    _git(content, "add", "--", *known)
    if _run(content, "diff", "--cached", "--quiet", "HEAD", "--", *known).returncode:
        _git(content, *_identity(author), "commit", "--quiet", "--message", message, "--", *known)
    return _git(content, "log", "-1", "--format=%H", "--", *known).strip()


def _is_kept(content: Path, files: Sequence[str]) -> bool:
    folder = content.absolute()
    if not any((each / ".git").exists() for each in (folder, *folder.parents)):
        return False
    return bool(_run(content, "check-ignore", "--", *files).returncode)  # --quiet takes but one file


def _identity(author: str) -> tuple[str, ...]:
    name, _, mail = author.rpartition("<")
    return ("-c", f"user.name={name.strip() or author}", "-c", f"user.email={mail.rstrip('>')}")


def _git(content: Path, *arguments: str) -> str:
    """What git says; tried again while its index is locked."""
    for _try in range(_TRIES):
        done = _run(content, *arguments)
        if not done.returncode:
            return done.stdout
        if "index.lock" not in done.stderr:
            break
        time.sleep(_PAUSE)
    raise NotCommitted(done.stderr.strip() or f"git {arguments[0]}: {done.returncode}")


def _run(content: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-C", str(content), *_QUIETLY, *arguments]
    try:
        return subprocess.run(  # noqa: S603 - our own command; what follows -- are paths of ours
            command, capture_output=True, text=True, timeout=_LONGEST, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotCommitted(str(error)) from error
