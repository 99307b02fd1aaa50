"""A receipt in words and as a QR code, for whoever is handed one."""

from io import BytesIO
from typing import Any

import segno
from flask import url_for

from intake.cases.model import Receipt
from intake.cases.receipt import spaced
from intake.web.security import context
from intake.web.summary import readable, what_happens_next
from intake.web.words import local_time
from intake.words import gettext as _


def facts(receipt: Receipt) -> dict[str, Any]:
    """What a receipt's template reads."""
    return {
        "receipt": receipt,
        "certificate": readable(receipt.certificate, context()) if receipt.certificate else None,
        "code": spaced(receipt.code),
        "filed_at": local_time(receipt.filed_at),
        "events": what_happens_next(receipt),
    }


def track_url() -> str:
    """The address of the tracking page, for paper."""
    return context().settings.base_url + url_for("track.enter")


def qr_code(code: str) -> str:
    """SVG of the tracking page with the code behind `#`, which browsers never send: no log can hold it."""
    drawing = BytesIO()
    segno.make(f"{track_url()}#{code}", error="m").save(
        drawing,
        kind="svg",
        xmldecl=False,
        svgns=False,
        nl=False,
        scale=4,
        omitsize=True,
        title=_("查询码的二维码"),
    )
    return drawing.getvalue().decode()
