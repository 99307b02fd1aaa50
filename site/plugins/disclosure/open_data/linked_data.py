"""What a page says to machines: schema.org as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from ..addresses import list_url, release_url
from ..building.snapshot import Site
from ..pages import SitePage

Thing = dict[str, Any]


def linked_data(page: SitePage, site: Site) -> Markup:
    """The page's objects as one JSON-LD graph, safe inside a script element."""
    things = [_breadcrumbs(page, site)] if page.crumbs else []
    describe = DESCRIBERS.get(page.kind)
    if describe:
        things.append(describe(page, site))
    graph = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False)
    return Markup(graph.replace("<", "\\u003c"))  # noqa: S704 - without "<" nothing can end the element


def _breadcrumbs(page: SitePage, site: Site) -> Thing:
    trail = [*page.crumbs, (page.name or page.title, page.url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": label, "item": site.base_url + url}
            for position, (label, url) in enumerate(trail, start=1)
        ],
    }


def _website(page: SitePage, site: Site) -> Thing:
    target = {"@type": "EntryPoint", "urlTemplate": f"{site.base_url}/search?q={{search_term_string}}"}
    return {
        "@type": "WebSite",
        "name": site.registry.site.name,
        "description": page.description,
        "inLanguage": "zh-CN",
        "url": f"{site.base_url}/",
        "potentialAction": {
            "@type": "SearchAction",
            "target": target,
            "query-input": "required name=search_term_string",
        },
    }


def _department(page: SitePage, site: Site) -> Thing:
    department = page.context["department"]
    organ = page.context["province_organ"]
    thing = {
        "@type": "GovernmentOrganization"
        if department.kind in ("department", "government")
        else "Organization",
        "name": organ.name if organ else department.name,
        "description": department.duty,
        "url": site.base_url + page.url,
    }
    return thing | {"alternateName": list(department.aliases)} if department.aliases else thing


def _service(page: SitePage, site: Site) -> Thing:
    item = page.context["item"]
    complain = {"@type": "ServiceChannel", "serviceUrl": f"{site.base_url}/complain/?item={item.id}"}
    return {
        "@type": "GovernmentService",
        "identifier": item.id,
        "name": item.matter,
        "description": item.description,
        "serviceType": page.context["topics"][0].name,
        "alternateName": list(item.words),
        "provider": {"@type": "GovernmentOrganization", "name": page.context["organ"].name},
        "areaServed": {"@type": "AdministrativeArea", "name": page.context["region"].name},
        "availableChannel": complain,
        "url": site.base_url + page.url,
    }


def _dataset(page: SitePage, site: Site) -> Thing:
    release = page.context["release"]
    address = site.base_url + release_url(release)
    return {
        "@type": "Dataset",
        "name": release.title,
        "description": page.description,
        "inLanguage": "zh-CN",
        "version": release.release,
        "identifier": release.key,
        "datePublished": release.approval.published_on.isoformat(),
        "isAccessibleForFree": True,
        "creator": {"@type": "GovernmentOrganization", "name": page.context["organ"].name},
        "spatialCoverage": {"@type": "AdministrativeArea", "name": page.context["region"].name},
        "url": address,
        "isPartOf": site.base_url + list_url(release),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{address}list.{suffix}"}
            for kind, suffix in (("text/csv", "csv"), ("application/json", "json"))
        ],
    }


DESCRIBERS: dict[str, Callable[[SitePage, Site], Thing]] = {
    "home": _website,
    "department": _department,
    "item": _service,
    "list": _dataset,
}
