"""How a complaint came, and what that is called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from intake.words import gettext as _
from intake.words import mark


class Source(StrEnum):
    """The ways; staff key in the last three. API cases carry `api:` and the number of the system."""

    WEB = "web"
    API = "api"
    PHONE = "phone"
    LETTER = "letter"
    VISIT = "visit"


KEYED_IN = (Source.PHONE, Source.LETTER, Source.VISIT)
_WORDS: Mapping[Source, str] = {
    Source.WEB: mark("网上"),
    Source.API: mark("其他系统转来"),
    Source.PHONE: mark("来电"),
    Source.LETTER: mark("来信"),
    Source.VISIT: mark("来访"),
}


def source_words(source: str) -> str:
    """What a case's stored source is called; the stored word itself when it is none of ours."""
    known = source.partition(":")[0]
    return _(_WORDS[Source(known)]) if known in set(Source) else source
