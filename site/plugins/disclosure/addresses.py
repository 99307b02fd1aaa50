"""Where lists lie on the site."""

from __future__ import annotations

from registry import Release


def list_url(release: Release) -> str:
    """The address of whatever release of this list is in force."""
    return f"/lists/{release.region}/{release.department}/"


def release_url(release: Release) -> str:
    """The permanent address of this very release."""
    return f"{list_url(release)}{release.release}/"


def embed_url(release: Release) -> str:
    """The list in force as a bare page, for a department's portal to show in a frame."""
    return f"/embed{list_url(release)}"
