"""The public register of matters without a lead, as a page and as a feed."""

import io

from feedgenerator import Atom1Feed
from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from intake.services.publication import lead_register as service
from intake.services.publication.lead_register import PublicMatter
from intake.web.security import context, limited, public
from intake.words import gettext as _
from registry.languages import day_words

bp = Blueprint("lead_register", __name__, url_prefix="/matters-without-lead/register")


@bp.get("/")
@public
@limited("read", "GET")
def register() -> ResponseReturnValue:
    """What is being decided, since when, who was asked, what was decided."""
    return render_template("lead_register/register.html", matters=service.entries(context()), stands=_stands)


@bp.get("/feed.atom")
@public
@limited("read", "GET")
def feed() -> ResponseReturnValue:
    """The same as Atom (RFC 4287)."""
    base, site = context().settings.base_url, context().registry.site
    made = Atom1Feed(
        title=_("%(name)s：牵头部门待定事项") % {"name": site.name},
        link=f"{base}/matters-without-lead/register/",
        feed_url=f"{base}/matters-without-lead/register/feed.atom",
        description=site.demonstration_notice,
        language="zh-CN",
        author_name=site.name,
    )
    for each in service.entries(context()):
        address = f"{base}/matters-without-lead/register/#matter-{each.id}"
        made.add_item(
            title=f"{each.region}：{each.matter}",
            link=address,
            description=_stands(each),
            unique_id=address,
            pubdate=each.changed_at,
            updateddate=each.changed_at,
        )
    stream = io.StringIO()
    made.write(stream, "utf-8")
    return Response(stream.getvalue(), mimetype="application/atom+xml")


def _stands(matter: PublicMatter) -> str:
    """How it stands, in one sentence."""
    if matter.decided is None:
        return _("正在研究由哪个部门牵头。定下来以前，由最先收到投诉的单位先办。")
    told = {
        "department": matter.decided.department,
        "document": matter.decided.document,
        "day": day_words(matter.decided.decided_on),
    }
    words = _("%(day)s决定由%(department)s部门牵头（%(document)s）。") % told
    if matter.decided.published_on is None:
        return words + _("还没有写进清单。")
    return words + _("已写进清单，等待的投诉已经转给它。")
