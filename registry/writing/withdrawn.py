"""What is left of a release that was taken back before it took effect."""

from registry.lists.withdrawn_release import WithdrawnRelease
from registry.writing.scalars import flag, value


def withdrawn_text(gone: WithdrawnRelease) -> str:
    """The whole file, the same for the same release."""
    return "".join(
        f"{key}: {written}\n"
        for key, written in (
            ("region", value(gone.region)),
            ("department", value(gone.department)),
            ("release", gone.release),
            ("title", value(gone.title)),
            ("withdrawn_on", str(gone.withdrawn_on)),
            ("reason", value(gone.reason)),
            ("demonstration", flag(gone.demonstration)),
        )
    )


def withdrawn_path(key: str) -> str:
    """withdrawn_releases/410000/ecology/2026-09-01.yaml, below the content folder."""
    return f"withdrawn_releases/{key}.yaml"
