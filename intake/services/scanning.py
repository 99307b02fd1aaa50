"""The virus scanner, where an operator set one: nothing is taken that it did not look at."""

from __future__ import annotations

import structlog

from intake.cases.errors import EvidenceRefused
from intake.clamav import NoAnswer, is_harmful
from intake.words import gettext as _

log = structlog.get_logger()


def check(content: bytes, url: str) -> None:
    """Raise EvidenceRefused for a file that the scanner at `url` knows as harmful, or did not look at.

    Without a scanner ("") everything passes.
    """
    if not url:
        return
    try:
        harmful = is_harmful(content, url)
    except NoAnswer as silent:
        log.error("virus scanner does not answer", trouble=str(silent))
        raise EvidenceRefused(_("现在不能检查文件是否安全，没有收下。请过一会儿再传。")) from None
    if harmful:
        log.warning("harmful file refused", bytes=len(content))
        raise EvidenceRefused(_("杀毒软件认为这个文件有害，没有收下。"))
