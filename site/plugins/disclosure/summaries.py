"""A list in one sentence."""

from __future__ import annotations

from registry import Release

from .words import gettext as _


def summary(release: Release, organ: str) -> str:
    """Whose list, how many items, by which document, since when."""
    return _("%(organ)s牵头的 %(count)s 项生态环境具体事项，%(document)s，%(day)s 起施行。") % {
        "organ": organ,
        "count": len(release.claims),
        "document": release.approval.document,
        "day": release.effective_from,
    }
