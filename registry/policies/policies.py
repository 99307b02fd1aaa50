"""Reads policies/<id>.md: policy documents, their text as issued."""

from typing import Final

from registry.draft import Draft
from registry.policies.policy import Policy
from registry.reading.records import Record
from registry.reading.texts import read_text

FOLDER: Final = "policies"
_KEYS: Final = ("id", "title", "issuer", "issued_on", "disclosure", "status", "source", "demonstration")
_OPTIONAL: Final = ("document", "links")
STATUSES: Final = ("in_force", "amended", "repealed")


def read_policies(draft: Draft) -> None:
    """Read every document into the draft; content may have none."""
    if not (draft.notes.content / FOLDER).is_dir():
        return
    for file in draft.notes.files(FOLDER, f"{FOLDER}/*.md"):
        text = read_text(draft.notes, file, _KEYS, _OPTIONAL)
        if text is not None and text.header.sound:
            policy = _policy(text.header, text.body)
            if policy.id and file != f"{FOLDER}/{policy.id}.md":
                text.header.fault(
                    "id", "path-mismatch", f"“id”写的是“{policy.id}”，文件名却不是它，两处应一致"
                )
            draft.policies[policy.id] = policy


def _policy(header: Record, body: str) -> Policy:
    return Policy(
        id=header.slug("id", "policy"),
        title=header.text("title"),
        issuer=header.text("issuer"),
        document=header.text("document"),
        issued_on=header.day("issued_on"),
        disclosure=header.text("disclosure"),
        status=header.choice("status", STATUSES),
        source=header.text("source"),
        demonstration=header.flag("demonstration"),
        body_markdown=body,
        links={
            part.text("paragraph"): part.references("items", "item")
            for part in header.records("links", ("paragraph", "items"))
        },
    )
