"""A hash of the content folder, to know when what was built from it is stale."""

import hashlib
from pathlib import Path


def digest(content: Path) -> str:
    """SHA-256 over the path and bytes of every file, hidden ones left out."""
    seen = hashlib.sha256()
    for path in sorted(content.rglob("*")):
        relative = path.relative_to(content)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            seen.update(f"{relative.as_posix()}\0{path.stat().st_size}\0".encode())
            seen.update(path.read_bytes())
    return seen.hexdigest()
