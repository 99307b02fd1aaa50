"""A jurisdiction is a region of the record; what another system says of a place must lie inside it."""

from __future__ import annotations

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotFound
from intake.cases.model import Complaint, Location
from intake.cases.ownership import regions_below
from intake.services.context import Context
from intake.services.filing import suggest
from intake.words import gettext as _
from registry import Region
from registry.places.place_outside import province_outside
from registry.places.places import Place


def jurisdiction(ctx: Context, jurisdiction_id: str) -> Region:
    """The region of that code; without one, the whole province. Raises NotFound."""
    region = ctx.registry.regions.get(jurisdiction_id or ctx.registry.site.region)
    if region is None:
        raise NotFound(_("没有这个 jurisdiction_id；它是行政区划代码，例如 410105，不写就是全省。"))
    return region


def codes_within(ctx: Context, region: Region) -> frozenset[str] | None:
    """The region and all below it; None: everywhere."""
    whole = region.code == ctx.registry.site.region
    return None if whole else frozenset(regions_below(ctx.registry, region.code))


def location(ctx: Context, within: Region, said: Location, address_id: str) -> Location:
    """Where it happens. `said.region` is not read; `address_id` is the code of a region or township.

    The position is kept as said (WGS-84): the record has no boundaries to hold it against.
    Raises BadInput (address_id, address_string) for a place outside the jurisdiction, or none at all.
    """
    region: str | None
    if address_id:
        region = _coded(ctx, within, address_id)
    elif said.address:
        region = _named(ctx, within, said.address)
    elif said.latitude is not None and said.longitude is not None:
        region = _own(ctx, within)
    else:
        raise BadInput("address_string", _("请给出地点：lat 和 long、address_string、address_id 中的一种。"))
    return Location(region, said.address, said.latitude, said.longitude)


def _coded(ctx: Context, within: Region, address_id: str) -> str:
    town = ctx.registry.towns.get(address_id)
    code = town.parent if town else address_id
    if code not in ctx.registry.regions:
        raise BadInput("address_id", _("没有这个 address_id；它是县（市、区）或者乡镇的区划代码。"))
    if not _is_inside(ctx, code, within.code):
        raise BadInput("address_id", _outside(within))
    return code


def _named(ctx: Context, within: Region, address: str) -> str | None:
    """The region inside the jurisdiction that the address surely names; else the jurisdiction itself."""
    spoken_of = Complaint(text=address, location=Location(address=address))
    place = suggest.preview(ctx, spoken_of).place or Place()
    meant = (place.region,) if place.certain and place.region else place.candidates
    inside = [code for code in meant if _is_inside(ctx, code, within.code)]
    around = [code for code in meant if _is_inside(ctx, within.code, code)]
    away = not meant and province_outside(tidy(address), ctx.registry.place_words)
    if away or (meant and not inside and not around):
        raise BadInput("address_string", _outside(within))
    return inside[0] if len(inside) == 1 else _own(ctx, within)


def _own(ctx: Context, within: Region) -> str | None:
    """The jurisdiction as a place; the whole province is none."""
    return None if within.code == ctx.registry.site.region else within.code


def _is_inside(ctx: Context, code: str, above: str) -> bool:
    return above in {each.code for each in ctx.registry.lineage(code)}


def _outside(within: Region) -> str:
    return _("地点不在 jurisdiction_id 所指的{region}。").format(region=within.name)
