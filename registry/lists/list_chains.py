"""Reads list_chain.yaml: what the chain of an item list is called at each level."""

from typing import Final

from registry.draft import Draft
from registry.lists.chain import ListChain
from registry.places.area import DEPTH
from registry.reading.records import Document, Record

_FILE: Final = "list_chain.yaml"
_KEYS: Final = ("id", "drafted_by", "lead_reviewer", "decided_by", "title")


def read_list_chains(draft: Draft) -> None:
    """Read the chains into the draft. A content that approves no lists has no such file."""
    if not (draft.notes.content / _FILE).exists():
        return
    text = draft.notes.file_text(_FILE)
    records = Document(draft.notes, _FILE, text).records(_KEYS, ("levels", "regions")) if text else []
    draft.list_chains = tuple(_chain(record) for record in records)


def _chain(record: Record) -> ListChain:
    for level in record.texts("levels"):
        if level not in DEPTH:
            record.fault("levels", "bad-choice", f"“{level}”不是级别，可用的是：{'、'.join(DEPTH)}")
    return ListChain(
        id=record.slug("id", "list-chain"),
        levels=record.texts("levels"),
        regions=record.references("regions", "region"),
        drafted_by=record.text("drafted_by"),
        lead_reviewer=record.reference("lead_reviewer", "department"),
        decided_by=_pattern(record, "decided_by", "kind"),
        title=_pattern(record, "title", "organ"),
    )


def _pattern(record: Record, key: str, name: str) -> str:
    pattern = record.text(key)
    if "{" in pattern.replace(f"{{{name}}}", "") or "}" in pattern.replace(f"{{{name}}}", ""):
        record.fault(key, "bad-pattern", f"“{pattern}”里只能用 {{{name}}} 这一种占位")
    return pattern
