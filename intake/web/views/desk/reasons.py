"""Why two cases may be about the same thing, in words."""

from intake.cases.likeness import Likeness, Nearness
from intake.words import counted, mark
from intake.words import gettext as _

_NEARNESS = {
    Nearness.SAME_SPOT: mark("同一地点"),
    Nearness.SAME_TOWN: mark("同一路段或街道、乡镇"),
    Nearness.SAME_COUNTY: mark("同一县区"),
    Nearness.APART: mark("不在一处"),
}


def reasons(why: Likeness) -> str:
    """Why two cases may be about the same thing: place, words, time."""
    place = _(_NEARNESS[why.nearness])
    if why.metres is not None:
        place = _("相距约 %(metres)d 米") % {"metres": round(why.metres, -1)}
    words = _("文字相近 %(share)d%%") % {"share": round(why.words * 100)}
    return "，".join((place, words, counted("前后相隔 %(count)s 天", why.days) % {"count": why.days}))
