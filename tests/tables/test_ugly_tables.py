"""Tables as departments have them: each is read as the file of its name in expected/ says, whole."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from ugly import MADE

from intake.lists.reading import Proposal, Target, read_tables
from intake.tables.reading import read
from registry import Registry

EXPECTED = Path(__file__).with_name("expected")


@pytest.mark.parametrize("name", sorted(MADE))
def test_an_ugly_table_is_read_as_expected(name: str, registry: Registry) -> None:
    """RENEW_TABLES=1 writes what is read; read that before you commit it."""
    file, content = MADE[name]()
    target = Target(registry, "410105", "ecology", date(2026, 11, 23))
    told = as_text(read_tables(read(content, file), target))
    expected = EXPECTED / f"{name}.txt"
    if os.environ.get("RENEW_TABLES"):
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")


def as_text(proposal: Proposal) -> str:
    """A proposal to be read by people: values with « original » where they were rewritten, doubts behind ?"""
    lines = []
    for row in proposal.rows:
        lines += [f"{row.number}. {row.position}", *(f"   ? {each.message}" for each in row.doubts)]
        for field, cell in row.cells.items():
            value = cell.value.replace("\n", " | ")
            was = (
                f"   « {cell.original.replace(chr(10), ' | ')} »" if cell.rewritten and cell.original else ""
            )
            lines.append(f"   {field}: {value}   [{cell.position}]{was}")
            lines += [f"      ? {each.message}" for each in cell.doubts]
    lines += [f"- {each.position}: {each.text} — {each.reason}" for each in proposal.skipped]
    lines += [f"= {c.position} {c.heading} → {c.field}{' ?' if c.guessed else ''}" for c in proposal.columns]
    lines += [f"x {each.position} {each.heading} ({each.filled}): {each.reason}" for each in proposal.unread]
    lines += [f"! {each}" for each in proposal.notes]
    return "\n".join(lines) + "\n"
