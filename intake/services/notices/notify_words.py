"""The words of a notice: templates of intake/notices/, filled with a number, a time, an organ and a link.

Those to complainants are told in the language they filed in, by gettext; staff read Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from intake import words
from intake.cases.model import Case
from intake.cases.notices import Audience
from intake.cases.ownership import holder_name
from intake.services.context import LOCAL_TIME, Context
from intake.words import gettext as _
from intake.words import speaking
from registry.languages import CHINESE, ENGLISH, day_words, language, stay

TEMPLATES = Path(__file__).parents[2] / "notices"


@dataclass(frozen=True, slots=True)
class Wording:
    """A notice in words: `subject` and `short` are one line each, `body` is the letter."""

    subject: str
    body: str
    short: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice is about: which template, to whom, when it happened, the public facts of it; and the
    language of whoever gets it."""

    template: str
    audience: Audience
    at: datetime
    facts: Mapping[str, str]
    language: str = CHINESE


def wording(ctx: Context, case: Case, told: Told) -> Wording:
    """Word a notice in its language. The Chinese is the official one and stands below every other. The first
    line of the template is the subject. Raises jinja2.TemplateError."""
    with speaking(told.language):
        spoken = _spoken(ctx, case, told)
    if told.language == CHINESE:
        return spoken
    with speaking(CHINESE):
        official = _spoken(ctx, case, told)
    with speaking(told.language):
        says_so = _("下面的中文是正式文本，英文供您阅读。")
    body = f"{spoken.body}\n{says_so}\n\n{official.subject}\n\n{official.body}"
    return Wording(spoken.subject, body, spoken.short)


def _spoken(ctx: Context, case: Case, told: Told) -> Wording:
    """A notice in the language spoken now."""
    link = _link(ctx, told.audience)
    text = _environment().get_template(f"{told.template}.txt").render(_blanks(ctx, case, told), link=link)
    first, _newline, body = text.partition("\n")
    subject = " ".join(first.split())
    return Wording(subject, f"{body.strip()}\n", _short(ctx, told.audience, subject, link))


def _link(ctx: Context, audience: Audience) -> str:
    """Where its reader looks: the tracking page in the language spoken now, or the desk."""
    path = "/desk/" if audience is Audience.HOLDER else "/track"
    return ctx.settings.base_url + (stay(path) if language() == ENGLISH else path)


def _blanks(ctx: Context, case: Case, told: Told) -> dict[str, object]:
    """An organ that has no English name in the content is told by its own."""
    facts, at = told.facts, told.at.astimezone(LOCAL_TIME)
    organ = facts.get("organ") or holder_name(case.owner, ctx.registry, ctx.today())
    until = facts.get("until", "")
    return {
        **facts,
        "number": case.number,
        "at": f"{day_words(at.date())} {at:%H:%M}",
        "organ": ctx.registry.english_names.get(organ, organ) if language() == ENGLISH else organ,
        "until": day_words(date.fromisoformat(until)) if until else "",
        "site": ctx.registry.site.name,
        "demo": ctx.settings.demo,
    }


def _short(ctx: Context, audience: Audience, subject: str, link: str) -> str:
    form = _("【{site}】{subject}。请凭查询码查看：{link}")
    if audience is Audience.HOLDER:
        form = _("【{site}】{subject}。请登录办理：{link}")
    return form.format(site=ctx.registry.site.name, subject=subject, link=link)


@cache
def _environment() -> Environment:
    made = Environment(  # noqa: S701 - plain text, not HTML
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(words.gettext, words.gettext, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    return made
