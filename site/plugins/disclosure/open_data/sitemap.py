"""sitemap.xml, in several files when there are many pages, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from registry.languages import stay

from ..pages import SitePage

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
MOST = 50_000  # addresses in one file (sitemaps.org)

# Pages for staff and machines. The form and the tracking page may be found: what they show of one person
# needs that person's cookie or code, which no crawler has.
CLOSED = ("/desk/", "/staff/", "/api/", "/complain/?")  # the last: the form's start with a matter filled in


def entry(page: SitePage, base_url: str) -> str:
    """A listed page's line, with the day of publication where the record knows one."""
    changed = f"<lastmod>{page.article.published.isoformat()}</lastmod>" if page.article else ""
    return f"<url><loc>{escape(base_url + page.url)}</loc>{changed}</url>\n"


def sitemap_files(entries: Iterable[str], base_url: str) -> Iterator[tuple[str, bytes]]:
    """sitemap.xml with every line; an index of several files when they are too many for one."""
    lines = "".join(entries).splitlines(keepends=True)
    if len(lines) <= MOST:
        yield "sitemap.xml", _file("urlset", lines)
        return
    names = []
    for start in range(0, len(lines), MOST):
        names.append(f"sitemap-{len(names) + 1}.xml")
        yield names[-1], _file("urlset", lines[start : start + MOST])
    yield (
        "sitemap.xml",
        _file(
            "sitemapindex",
            [f"<sitemap><loc>{escape(f'{base_url}/{name}')}</loc></sitemap>\n" for name in names],
        ),
    )


def _file(root: str, lines: Iterable[str]) -> bytes:
    return f"{HEAD}<{root} {NAMESPACE}>\n{''.join(lines)}</{root}>\n".encode()


def robots(base_url: str) -> bytes:
    refused = "".join(f"Disallow: {path}\n" for path in dict.fromkeys((*CLOSED, *map(stay, CLOSED))))
    return f"User-agent: *\n{refused}\nSitemap: {base_url}/sitemap.xml\n".encode()
