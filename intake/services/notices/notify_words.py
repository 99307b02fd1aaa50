"""The words of a notice: templates of intake/notices/, filled with a number, a time, an organ and a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from intake import words
from intake.cases.model import Case
from intake.cases.notices import Audience
from intake.cases.ownership import holder_name
from intake.services.context import LOCAL_TIME, Context
from intake.words import gettext as _

TEMPLATES = Path(__file__).parents[2] / "notices"


@dataclass(frozen=True, slots=True)
class Wording:
    """A notice in words: `subject` and `short` are one line each, `body` is the letter."""

    subject: str
    body: str
    short: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice is about: which template, to whom, when it happened, and the public facts of it."""

    template: str
    audience: Audience
    at: datetime
    facts: Mapping[str, str]


def wording(ctx: Context, case: Case, told: Told) -> Wording:
    """Word a notice. The first line of the template is the subject. Raises jinja2.TemplateError."""
    link = f"{ctx.settings.base_url}{'/track' if told.audience is Audience.COMPLAINANT else '/desk/'}"
    text = (
        _environment()
        .get_template(f"{told.template}.txt")
        .render(
            {
                "number": case.number,
                "at": told.at.astimezone(LOCAL_TIME).strftime("%Y-%m-%d %H:%M"),
                "organ": holder_name(case.owner, ctx.registry, ctx.today()),
                "until": "",
                **told.facts,
                "link": link,
                "site": ctx.registry.site.name,
                "demo": ctx.settings.demo,
            }
        )
    )
    first, _newline, body = text.partition("\n")
    subject = " ".join(first.split())
    return Wording(subject, f"{body.strip()}\n", _short(ctx, told.audience, subject, link))


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
