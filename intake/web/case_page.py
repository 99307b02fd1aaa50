"""The page of a case for whoever holds its code: how it stands, what comes by when, what may be done."""

from typing import Any

from flask import render_template

from intake.cases.errors import CaseworkError
from intake.cases.messages import Kind
from intake.cases.privacy import Due, PublicView
from intake.cases.states import OVER
from intake.cases.telling import verdict_words
from intake.services.citizens import track
from intake.services.citizens.open_now import Open, open_to
from intake.web.forms.citizen import STARS, ReplyForm
from intake.web.security import context
from intake.web.summary import readable
from intake.web.uploads import upload_limits
from intake.web.way_pictures import where_it_is
from intake.web.words import iso_time, last_day, local_time
from intake.words import gettext as _
from intake.words import mark

_SAID = {
    Kind.QUESTION: mark("部门问"),
    Kind.REPLY: mark("您答"),
    Kind.ADDED: mark("您补充"),
    Kind.WITHDRAWAL: mark("您撤回时说"),
    Kind.REVIEW_REQUEST: mark("您请求复查、复核的理由"),
    Kind.REVIEW_OPINION: mark("复查、复核的意见"),
    Kind.PERSON_REQUEST: mark("您请人工核对"),
    Kind.PERSON_ANSWER: mark("协调办公室核对的结果"),
}


def case_page(
    code: str, done: str = "", trouble: str = "", reply: ReplyForm | None = None, status: int = 200
) -> tuple[str, int]:
    """The case of a code, what was just done or went wrong, and a reply as it was typed. Raises NotFound,
    MistypedCode."""
    opened = open_to(context(), code)
    view = track.by_code(context(), code)
    if view is None:
        raise CaseworkError(_("没有这件投诉，请核对查询码。"))
    faults = [*([("", trouble)] if trouble else []), *(reply.faults() if reply else [])]
    page = render_template(
        "track/case.html",
        **facts_of(view),
        way=where_it_is(view.state, view.elsewhere),
        code=code,
        open=opened,
        reply=_reply(code, opened, reply),
        asked=_asked(opened),
        written=_written(opened),
        rated=STARS.get(str(opened.rating.stars)) if opened.rating else "",
        review_until=last_day(opened.review_until) if opened.review_until else "",
        item_url=f"/items/{view.certificate.item}/" if view.certificate.item else "",
        done=done,
        faults=faults,
    )
    return page, status


def facts_of(view: PublicView) -> dict[str, Any]:
    """What screen, paper and file all show of a case."""
    return {
        "case": view,
        "certificate": readable(view.certificate, context()),
        "filed_at": local_time(view.filed_at),
        "verdict": verdict_words(view.verdict) if view.verdict else "",
        "events": _past(view),
        "over": view.state in OVER,
        "dues": [_due(due, view) for due in view.dues],
    }


def _reply(code: str, opened: Open, typed: ReplyForm | None) -> ReplyForm | None:
    if not opened.may_reply:
        return None
    form = typed or ReplyForm(formdata=None, data={"code": code})
    form.files.description = upload_limits()
    return form


def _asked(opened: Open) -> str:
    """The department's last question."""
    return next((each.text for each in reversed(opened.messages) if each.kind is Kind.QUESTION), "")


def _past(view: PublicView) -> list[dict[str, str]]:
    """The time line so far."""
    return [
        {
            "title": entry.words,
            "text": entry.detail,
            "when": local_time(entry.at),
            "when_iso": iso_time(entry.at),
            "state": "done",
        }
        for entry in view.timeline
    ]


def _due(due: Due, view: PublicView) -> dict[str, Any]:
    """One limit in a sentence: by when, who, what."""
    bound = {
        "organ": f"{view.holder}{due.words}",
        "citizen": _("请您补充情况，过后部门按现有的情况办"),
        "partner": due.words,
    }
    told = _("最迟%(day)s：%(what)s") % {"day": last_day(due.at), "what": bound[due.binds]}
    return {"words": told, "unverified": due.unverified}


def _written(opened: Open) -> list[dict[str, str]]:
    """What both sides wrote, oldest first."""
    return [
        {"who": _(_SAID[each.kind]), "text": each.text, "when": local_time(each.at)}
        for each in opened.messages
        if each.kind in _SAID and each.text
    ]
