"""sitemap.xml and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from .pages import SitePage

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

# Pages of the intake room that belong to one person or to staff.
PRIVATE = ("/complain/", "/track", "/desk/", "/staff/", "/api/")


def sitemap(pages: Iterable[SitePage], base_url: str) -> bytes:
    """Every listed page, with the day of publication where the record knows one."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}urlset")
    for page in pages:
        if page.listed:
            _add(root, page, base_url)
    ET.indent(root, "")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _add(root: ET.Element, page: SitePage, base_url: str) -> None:
    entry = ET.SubElement(root, f"{{{NAMESPACE}}}url")
    ET.SubElement(entry, f"{{{NAMESPACE}}}loc").text = base_url + page.url
    if page.article:
        ET.SubElement(entry, f"{{{NAMESPACE}}}lastmod").text = page.article.published.isoformat()


def robots(base_url: str) -> bytes:
    refused = "".join(f"Disallow: {path}\n" for path in PRIVATE)
    return f"User-agent: *\n{refused}\nSitemap: {base_url}/sitemap.xml\n".encode()
