"""Why a database could not be dumped or put back."""

from __future__ import annotations


class DumpFault(Exception):
    """What the database's own tool said, in its words; it names no data."""
