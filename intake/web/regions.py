"""Regions as choices for forms and as words for pages."""

from intake.web.forms.question import Choices
from intake.words import gettext as _
from registry import Region, Registry


def region_choices(registry: Registry) -> dict[str, Choices]:
    """Counties and zones under the name of their city, the city itself first: for a grouped select."""
    return {
        city.name: [(each.code, each.name) for each in (city, *registry.children(city.code))]
        for province in registry.regions.values()
        if province.level == "province"
        for city in registry.children(province.code)
    }


def place_choices(registry: Registry) -> dict[str, Choices]:
    """The same where somebody says where it happened: the city stands for a county they do not know."""
    return {
        city: [(code, _("%(city)s（不清楚哪个县区）") % {"city": city}), *counties]
        for city, ((code, _name), *counties) in region_choices(registry).items()
    }


def full_name(registry: Registry, code: str | None) -> str:
    """A region with its city: 洛阳市涧西区; an empty string for an unknown code."""
    if code is None or code not in registry.regions:
        return ""
    lineage = registry.lineage(code)
    return "".join(_within_province(each, lineage) for each in reversed(lineage))


def _within_province(region: Region, lineage: tuple[Region, ...]) -> str:
    alone = len(lineage) == 1
    return region.name if alone or region.level != "province" else ""
