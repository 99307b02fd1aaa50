"""Where a video track keeps its samples: chunk offsets, samples per chunk and sample sizes put together."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from itertools import pairwise

_MOST_SAMPLES = 2_000_000


def sample_ranges(table: Mapping[bytes, bytes], length: int) -> Iterator[tuple[int, int]]:
    """Start and end of each chunk of a track, within a file of `length` bytes.

    `table` holds the contents of the boxes of a sample table (`stbl`) by type. Raises struct.error for a
    table that is cut short.
    """
    sizes = _sizes(table)
    sample = 0
    for offset, count in zip(_offsets(table), _counts(table), strict=False):
        total = sum(sizes[sample : sample + count])
        sample += count
        yield min(offset, length), min(offset + total, length)


def _offsets(table: Mapping[bytes, bytes]) -> tuple[int, ...]:
    box, form = (table[b"co64"], "Q") if b"co64" in table else (table.get(b"stco", bytes(8)), "I")
    (count,) = struct.unpack_from(">I", box, 4)
    return struct.unpack_from(f">{_sane(count)}{form}", box, 8)


def _sizes(table: Mapping[bytes, bytes]) -> list[int]:
    box = table.get(b"stsz", bytes(12))
    one_size, count = struct.unpack_from(">II", box, 4)
    if one_size:
        return [one_size] * _sane(count)
    return list(struct.unpack_from(f">{_sane(count)}I", box, 12))


def _counts(table: Mapping[bytes, bytes]) -> Iterator[int]:
    """Samples in each chunk; the last entry holds for all chunks after it."""
    box = table.get(b"stsc", bytes(8))
    (entries,) = struct.unpack_from(">I", box, 4)
    runs = [struct.unpack_from(">III", box, 8 + 12 * each) for each in range(_sane(entries))]
    for (first, count, _kind), (following, _count, _next_kind) in pairwise(runs):
        for _chunk in range(first, min(following, first + _MOST_SAMPLES)):
            yield count
    while runs:
        yield runs[-1][1]


def _sane(count: int) -> int:
    if count > _MOST_SAMPLES:
        raise struct.error("more samples than any upload can hold")
    return count
