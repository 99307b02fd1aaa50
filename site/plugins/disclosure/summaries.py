"""A list in one sentence."""

from __future__ import annotations

from registry import Release

from .words import counted, day_words


def summary(release: Release, organ: str) -> str:
    """Whose list, how many items, by which document, since when."""
    count = len(release.claims)
    told = counted("%(organ)s牵头的 %(count)s 项生态环境具体事项，%(document)s，%(day)s起施行。", count)
    return told % {
        "organ": organ,
        "count": count,
        "document": release.approval.document,
        "day": day_words(release.effective_from),
    }
