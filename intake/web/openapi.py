"""The API's own description: `openapi.yaml` beside this file, read once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document as plain dicts and lists; do not change it."""
    text = Path(__file__).with_name("openapi.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded
