"""What the last pages tell a citizen: the answers once more, and what happens next, by when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import url_for

from intake.cases.model import Receipt
from intake.cases.ownership import holder_name, office, outside
from intake.cases.routing import Certificate
from intake.services.context import Context
from intake.services.filing.drafts import Draft
from intake.web.forms.complaint import STILL
from intake.web.regions import full_name
from intake.web.words import iso_time, local_day, local_time
from intake.words import gettext as _
from registry import Registry

DAYS_TO_TELL = 15  # 信访工作条例第二十三条: the organ tells the complainant within 15 days, calendar days


def answer_rows(draft: Draft, registry: Registry) -> list[dict[str, str]]:
    """The answers as rows of the summary list, each with the way to change it."""
    said = draft.answers
    rows = [
        (_("发生了什么"), said.get("text", ""), "complain.what"),
        (_("像哪一件事"), _matter(said, registry), "complain.matter"),
        (_("在哪里"), _place(said, registry), "place.where"),
        (_("已有人反映"), _("和已有的一件一起办") if said.get("follow") else None, "similar.offer"),
        (_("什么时候"), _when(said), "complain.when"),
        (_("照片和材料"), "、".join(each.name for each in draft.evidence) or _("没有"), "evidence.files"),
        (_("联系方式"), _contact(said), "complain.contact"),
    ]
    return [
        {"key": key, "value": str(value or ""), "href": url_for(endpoint, change=1)}
        for key, value, endpoint in rows
        if value is not None
    ]


def what_happens_next(receipt: Receipt) -> list[dict[str, str]]:
    """The time line of a receipt: one event that was, three to come."""
    by = local_day(receipt.filed_at + timedelta(days=DAYS_TO_TELL))
    return [
        {
            "title": _("已登记"),
            "text": _where_it_goes(receipt.certificate),
            "when": local_time(receipt.filed_at),
            "when_iso": iso_time(receipt.filed_at),
            "state": "done",
        },
        {
            "title": _("告诉您受理不受理"),
            "text": _("最迟 %(by)s，在查进度的页面告诉您（《信访工作条例》第二十三条，15 日）") % {"by": by},
            "state": "next",
        },
        {"title": _("调查处理"), "text": _("期限按这类事项适用的法律程序计算"), "state": "next"},
        {"title": _("答复"), "text": _("在查进度的页面看查到什么、怎么处理的"), "state": "next"},
    ]


def _where_it_goes(certificate: Certificate | None) -> str:
    if certificate is None:
        return _("正在转交承办单位。现在投诉的人多，可能要等一会儿，查进度的页面会写明转给了谁")
    if certificate.decided and certificate.organ:
        return _("转给%(organ)s") % {"organ": certificate.organ}
    return _("先由协调办公室确定由谁办理")


def readable(certificate: Certificate, ctx: Context) -> Certificate:
    """The certificate for people: the list by title and date, and the office where an office decides."""
    titles = {each.key: f"{each.title}（{each.release}）" for each in ctx.registry.releases}
    told = replace(certificate, release=titles.get(certificate.release or "", certificate.release))
    if told.decided:
        return told
    today = ctx.today()
    holder = office(told, ctx.registry, today) or outside(told, ctx.registry, today)
    return replace(told, organ=holder_name(holder, ctx.registry, today))


def _matter(said: Mapping[str, Any], registry: Registry) -> str | None:
    """The matter in words; None when there was nothing to choose from."""
    if item := registry.items.get(str(said.get("item") or "")):
        return item.matter
    return _("不确定，请工作人员判断") if said.get("matter") else None


def _place(said: Mapping[str, Any], registry: Registry) -> str:
    lines = list(dict.fromkeys((full_name(registry, said.get("region")), str(said.get("address") or ""))))
    if said.get("latitude") is not None:
        lines.append(_("带有定位"))
    return "\n".join(line for line in lines if line)


def _when(said: Mapping[str, Any]) -> str:
    still = STILL.get(str(said.get("still")), "")
    return "\n".join(line for line in (still, str(said.get("occurred_at") or "")) if line)


def _contact(said: Mapping[str, Any]) -> str:
    if said.get("anonymous"):
        return _("匿名")
    return "\n".join(str(said[name]) for name in ("name", "phone", "email") if said.get(name))
