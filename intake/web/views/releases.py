"""The lists as they stood: who answered on a day, what changed between two releases or two days."""

from collections import defaultdict
from typing import Any

from flask import Blueprint, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from intake.services.search import releases as service
from intake.web.forms.releases import CompareForm, RegionDaysForm, WhoForm
from intake.web.regions import full_name, region_choices
from intake.web.security import context, limited, public
from intake.words import gettext as _
from registry import LeadChange
from registry.lists.changes_data import lead_changes_data, list_changes_data

bp = Blueprint("releases", __name__)

UNPROCESSABLE = 422


@bp.get("/who")
@public
@limited("read", "GET")
def who() -> ResponseReturnValue:
    """Who led a matter in a region on a day, by which item of which release."""
    registry = context().registry
    form = WhoForm(request.args)
    form.offer(_matters(), region_choices(registry))
    item = registry.items.get(form.matter.data)
    if form.matter.data and item is None:
        abort(404)
    sound = form.validate()
    region = form.region.data if form.region.data in registry.regions else None
    asked = sound and item and region
    answer = service.who(context(), item.id, region, form.on.data) if asked and item and region else None
    page = render_template(
        "releases/who.html", form=form, item=item, answer=answer, place=full_name(registry, region)
    )
    return page, 200 if sound else UNPROCESSABLE


@bp.get("/lists/compare")
@public
@limited("read", "GET")
def compare() -> ResponseReturnValue:
    """Two releases of one list, at an address that stays."""
    form = CompareForm(request.args)
    form.offer(_releases())
    asked = form.old.data and form.new.data
    found = service.changes(context(), form.old.data, form.new.data) if asked else None
    if asked and found is None:
        form.new.errors = [_("请选同一份清单的两个不同版本")]
    page = render_template("releases/compare.html", form=form, found=found, **_names())
    return page, UNPROCESSABLE if asked and found is None else 200


@bp.get("/lists/compare.json")
@public
@limited("read", "GET")
def compare_data() -> ResponseReturnValue:
    """The same as data. 404 when the two are not public releases of one list."""
    found = service.changes(context(), request.args.get("from", ""), request.args.get("to", ""))
    if found is None:
        abort(404)
    notice = context().registry.site.demonstration_notice
    return jsonify({"notice": notice, **list_changes_data(found)})


@bp.get("/regions/compare")
@public
@limited("read", "GET")
def compare_region() -> ResponseReturnValue:
    """Who leads what otherwise in a region on a later day."""
    form, found = _region_days()
    place = full_name(context().registry, form.region.data)
    page = render_template("releases/region.html", form=form, found=found, place=place, **_names())
    return page, UNPROCESSABLE if form.errors else 200


@bp.get("/regions/compare.json")
@public
@limited("read", "GET")
def compare_region_data() -> ResponseReturnValue:
    """The same as data. 404 for an unknown region or half a question."""
    form, found = _region_days()
    if found is None or form.days is None:
        abort(404)
    return jsonify(
        {
            "notice": context().registry.site.demonstration_notice,
            "region": form.region.data,
            "from": form.days[0].isoformat(),
            "to": form.days[1].isoformat(),
            "changes": lead_changes_data(found),
        }
    )


def _region_days() -> tuple[RegionDaysForm, tuple[LeadChange, ...] | None]:
    registry = context().registry
    form = RegionDaysForm(request.args)
    form.offer({_("全省"): [(registry.site.region, _("全省"))], **region_choices(registry)})
    known = form.validate() and form.days and form.region.data in registry.regions
    return form, service.region_changes(
        context(), form.region.data, form.days
    ) if known and form.days else None


def _names() -> dict[str, Any]:
    """What the parts that tell of changes name things by."""
    registry = context().registry
    return {"departments": registry.departments, "topics": registry.topics}


def _matters() -> dict[str, list[tuple[str, str]]]:
    """Matters under the department that leads them in the province."""
    groups: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    departments = context().registry.departments
    for item in context().registry.items.values():
        groups[departments[item.department].name].append((item.id, f"{item.matter}（{item.id}）"))
    return groups


def _releases() -> dict[str, list[tuple[str, str]]]:
    """Public releases under their list; a list with only one has nothing to compare."""
    groups: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    registry = context().registry
    for each in service.published(context()):
        place = registry.region(each.region).name
        name = f"{place} {registry.departments[each.department].name}"
        groups[name].append((each.key, _("%(release)s 版") % {"release": each.release}))
    return {name: versions for name, versions in groups.items() if len(versions) > 1}
