"""The commands of README and docs/: every ```sh block, and what is named in passing.

A block is run by test_commands.py as it stands, unless its info string says where: ```sh elsewhere=long.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from samples import ROOT

# Why a block is not run with the others, and what runs it. There is no other reason.
ELSEWHERE = {
    "install-guide": "as root in an empty Debian, word for word, by tests/operations/follow_install_guide.py",
    "api": "against a running server, by tests/api/test_api_document.py",
    "machine": "as root on a machine with systemd; its way is walked by tests/operations/test_upgrade.py",
    "long": "takes minutes, the network, or several people: make's targets and our commands are looked up",
}
_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.M | re.S)
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?: {4}[^\n]*\n)+")
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_COMMAND = re.compile(r"(?:[A-Z_]+=\S* )*(?:make |mingdan |python -m |\.venv/bin/python |git |pip )")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of commands: its document, its place there, where it is run ('' = here)."""

    document: str
    line: int
    elsewhere: str
    text: str

    @property
    def commands(self) -> list[str]:
        """Line by line, continued lines put together, remarks left out."""
        lines = self.text.replace("\\\n", " ").splitlines()
        return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def documents() -> list[Path]:
    """Every text that tells somebody what to type."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "site/theme/README.md"]


def blocks() -> list[Block]:
    """Every sh block of every document."""
    return [
        Block(_name(path), line, info.partition("elsewhere=")[2], text)
        for path in documents()
        for info, text, line in _fenced(path)
        if info.split()[:1] == ["sh"]
    ]


def untold() -> list[str]:
    """Places where commands stand in a block that does not say it is one of commands."""
    found = [
        f"{_name(path)}:{line}"
        for path in documents()
        for info, text, line in _fenced(path)
        if not info and _COMMAND.match(text)
    ]
    for path in documents():
        unfenced = _FENCE.sub("", path.read_text("utf-8"))
        found += [
            f"{_name(path)}: {text.strip()}"
            for text in _INDENTED.findall(unfenced)
            if _COMMAND.match(text.strip())
        ]
    return found


def named_in_passing() -> Iterator[tuple[str, str]]:
    """Document and command of each code span that begins like one; `…` stands for what is left open."""
    for path in documents():
        for span in _SPAN.findall(_FENCE.sub("", path.read_text("utf-8"))):
            if _COMMAND.match(span):
                yield _name(path), span


def words(command: str) -> list[str]:
    """The words of one command as the shell would pass them, without remarks."""
    return shlex.split(command, comments=True)


def _fenced(path: Path) -> Iterator[tuple[str, str, int]]:
    text = path.read_text("utf-8")
    for found in _FENCE.finditer(text):
        yield found["info"].strip(), found["text"], text.count("\n", 0, found.start()) + 1


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))
