"""Meta tags of government sites (政府网站发展指引, 2017). Site tags stand in content/site.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from .building.snapshot import Site
from .pages import SitePage
from .sections import SECTIONS


def meta_tags(page: SitePage, site: Site) -> tuple[tuple[str, str], ...]:
    """(name, content) of the column's tags, and of the article's where the page is one."""
    return (*_column_tags(page), *_article_tags(page), ("Url", site.base_url + page.url))


def _column_tags(page: SitePage) -> Iterator[tuple[str, str]]:
    section = SECTIONS[page.section]
    yield "ColumnName", section.name
    yield "ColumnDescription", section.description
    yield "ColumnKeywords", ",".join(dict.fromkeys((*page.keywords, *section.keywords)))
    yield "ColumnType", section.kind


def _article_tags(page: SitePage) -> Iterator[tuple[str, str]]:
    if page.article is None:
        return
    yield "ArticleTitle", page.title
    yield "PubDate", f"{page.article.published.isoformat()} 00:00"
    yield "ContentSource", page.article.source
