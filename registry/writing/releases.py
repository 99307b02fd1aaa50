"""A release of a list as the text of its file: what `registry.lists` reads back and a person would write."""

from collections.abc import Iterator
from typing import Final

from registry.model import Approval, Item, Release
from registry.writing.scalars import citations, flag, mapping, sequence, value
from registry.writing.words import words_lines

_DEMONSTRATION: Final = "# 示范清单，不是正式发布的文件。"


def release_text(release: Release) -> str:
    """The whole file, the same for the same release. Reading it gives the release back.

    `effective_to` is written where it is given: give the release as decided, not as a later one ended it.
    """
    return "".join(f"{line}\n" for line in _lines(release))


def release_path(key: str) -> str:
    """lists/410000/ecology/2026-09-01.yaml, below the content folder."""
    return f"lists/{key}.yaml"


def _lines(release: Release) -> Iterator[str]:
    if release.demonstration:
        yield _DEMONSTRATION
        yield ""
    yield f"region: {value(release.region)}"
    yield f"department: {value(release.department)}"
    yield f"release: {release.release}"
    yield f"title: {value(release.title)}"
    yield f"demonstration: {flag(release.demonstration)}"
    yield "approval:"
    yield from _approval(release.approval)
    yield f"effective_from: {release.effective_from}"
    if release.effective_to:
        yield f"effective_to: {release.effective_to}"
    yield "items:"
    for place, item in enumerate(release.items):
        if place:
            yield ""
        yield from _item(item)


def _approval(approval: Approval) -> Iterator[str]:
    yield f"  drafted_by: {value(approval.drafted_by)}"
    yield f"  reviewed_by: {sequence(approval.reviewed_by)}"
    yield f"  decided_by: {value(approval.decided_by)}"
    yield f"  document: {value(approval.document)}"
    yield f"  decided_on: {approval.decided_on}"
    yield f"  disclosure: {value(approval.disclosure)}"
    yield f"  disclosure_reviewed_by: {value(approval.disclosure_reviewed_by)}"
    yield f"  published_on: {approval.published_on}"


def _item(item: Item) -> Iterator[str]:
    yield f"  - id: {value(item.id)}"
    yield f"    matter: {value(item.matter)}"
    yield f"    topics: {sequence(item.topics)}"
    yield f"    supporting: {sequence(item.supporting)}"
    yield f"    handled_at: {item.handled_at}"
    yield f"    description: {value(item.description)}"
    yield from citations(item.basis, "    ")
    yield from words_lines("words", item.words, "    ")
    if item.boundaries:
        yield "    boundaries:"
    for each in item.boundaries:
        fields = {"looks_like": each.looks_like, "goes_to": each.goes_to}
        yield f"      - {mapping({**fields, 'item': each.item, 'note': each.note})}"
    yield f"    lead_status: {item.lead_status}"
    for key in ("decision", "unit", "contact"):
        if said := getattr(item, key):
            yield f"    {key}: {value(said)}"
