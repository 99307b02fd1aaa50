"""A fault in the content: where it stands, its kind and, in plain Chinese, what is wrong."""

from collections.abc import Iterable
from typing import NamedTuple


class Fault(NamedTuple):
    """`file` is relative to the content folder, `line` counts from 1."""

    file: str
    line: int
    kind: str
    message: str


class ContentError(Exception):
    """The content has faults, so nothing was loaded. `faults` holds every one of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{f.file}:{f.line}: [{f.kind}] {f.message}" for f in self.faults))
