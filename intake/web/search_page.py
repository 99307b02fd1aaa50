"""What the search page links to: fewer or other narrowings, the other order, the next page, the feed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from intake.services.search.facets import Facet
from intake.services.search.kinds import FIELDS, KINDS, STATES
from intake.services.search.search_public import Found, FoundPage, Wanted
from intake.web.search_address import address, narrowed_to, settled, without
from intake.words import gettext as _
from intake.words import mark
from registry.languages import day_words
from search import Hit, Sort

SORTS = {Sort.BEST: mark("最相关的在前"), Sort.NEWEST: mark("最新的在前")}


@dataclass(frozen=True, slots=True)
class Link:
    """Words, where they lead, and how many hits are there (None: not said); `here` marks this page."""

    words: str
    href: str
    count: int | None = None
    here: bool = False


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`chips` take a narrowing away, `facets` (title, links) add one. `permanent` is the address to keep,
    `feed` that of its feed, "" while something was not understood: it would bring what nobody asked for.
    `onward` and `first` are "" where there is no such page."""

    chips: tuple[Link, ...] = ()
    bare: str = ""
    facets: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    sorts: tuple[Link, ...] = ()
    onward: str = ""
    first: str = ""
    permanent: str = ""
    feed: str = ""

    @classmethod
    def of(cls, wanted: Wanted, found: FoundPage | None, path: str, feed_path: str) -> SearchPage:
        """The links of a page; without anything found, none but its own."""
        if found is None:
            return cls(permanent=address(path, replace(wanted, after="")))
        asked = found.asked
        search = settled(wanted, asked)
        return cls(
            chips=tuple(
                Link(f"{_(FIELDS[each.field])}：{each.words}", address(path, without(search, each)))
                for each in asked.by
            ),
            bare=address(path, replace(search, by={})),
            facets=tuple(_facet(each, search, path) for each in found.facets),
            sorts=_sorts(search, found.sort, path) if asked.text else (),
            onward=address(path, replace(search, after=found.after)) if found.after else "",
            first=address(path, search) if wanted.after else "",
            permanent=address(path, search),
            feed="" if asked.not_understood else address(feed_path, replace(search, sort=Sort.BEST)),
        )


def _sorts(search: Wanted, here: Sort, path: str) -> tuple[Link, ...]:
    in_order = ((sort, replace(search, sort=sort)) for sort in SORTS)
    return tuple(Link(_(SORTS[sort]), address(path, other), here=sort is here) for sort, other in in_order)


def meta_of(found: Found) -> Markup:
    """What stands below a hit's title: its kind, who, its state, when it was published; and by which
    words of what else people call it it was found, if that is not marked in what is shown.
    """
    hit = found.hit
    who = (
        _("%(organ)s负责") % {"organ": found.organ} if found.organ else hit.stored.get("department_name", "")
    )
    states = "、".join(_(STATES[each]) for each in found.states if each in STATES)
    day = _("%(day)s公布") % {"day": day_words(found.day)} if found.day else ""
    return Markup(" · ").join(filter(None, (_(KINDS[hit.kind]), who, states, day, _also(hit))))


def _also(hit: Hit) -> Markup:
    """A word of a saying is no name of the matter: 油烟 of 油烟机声音大."""
    if not hit.matched or "<mark>" in hit.title_html + hit.snippet_html:
        return Markup()
    return _("别的说法里有") + Markup("、").join(
        Markup("<mark>{}</mark>").format(each) for each in hit.matched
    )


def _facet(facet: Facet, search: Wanted, path: str) -> tuple[str, tuple[Link, ...]]:
    links = (
        Link(each.words, address(path, narrowed_to(search, facet.field, each.code)), each.count)
        for each in facet.options
    )
    return _(FIELDS[facet.field]), tuple(links)
