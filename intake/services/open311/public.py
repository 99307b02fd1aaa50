"""What everybody may know of complaints: the results that were reviewed and published, nothing of others.

Not even that another complaint exists is told: its day, place and matter could show neighbours who
complained.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from intake.cases.model import Owner, Verdict
from intake.cases.ownership import holder_name, place_name
from intake.cases.telling import verdict_words
from intake.services.context import LOCAL_TIME, Context
from intake.services.open311.jurisdiction import codes_within
from intake.services.open311.records import CLOSED, Asked, Cited, ServiceRequest, Update, clipped
from intake.services.publication.standing import still_public
from intake.words import gettext as _
from registry import Item, Result


def listed(ctx: Context, asked: Asked) -> list[ServiceRequest]:
    """A page of results, those of the latest month first; shorter by what was just withdrawn."""
    if asked.statuses and CLOSED not in asked.statuses:
        return []
    found = [each for each in _within(ctx, asked, by_change=asked.by_change) if _is_asked(each, asked)]
    found.sort(key=lambda result: (result.reported, result.id), reverse=True)
    return _told(ctx, found[asked.offset : asked.offset + asked.size])


def numbered(ctx: Context, ids: Collection[str]) -> list[ServiceRequest]:
    """Those of these numbers that are public, newest first."""
    known = (ctx.registry.results.get(each) for each in set(ids))
    found = [each for each in known if each and each.published_on <= ctx.today()]
    return _told(ctx, sorted(found, key=lambda result: (result.reported, result.id), reverse=True))


def updates(ctx: Context, asked: Asked) -> list[Update]:
    """What was published or withdrawn, oldest first."""
    found = sorted(_within(ctx, asked, by_change=True), key=lambda result: (result.changed_on, result.id))
    return [_update(each) for each in still_public(ctx, found[asked.offset : asked.offset + asked.size])]


def _within(ctx: Context, asked: Asked, *, by_change: bool) -> Iterator[Result]:
    codes = codes_within(ctx, asked.within)
    by_month = ctx.registry.results_by_change if by_change else ctx.registry.results_by_month
    for month in _months(*asked.times):
        for result in by_month.get(month, ()):
            at = _midnight(result.changed_on) if by_change else _requested(result)
            public = result.published_on <= ctx.today()
            if (
                public
                and asked.times[0] <= at <= asked.times[1]
                and (codes is None or result.region in codes)
            ):
                yield result


def _is_asked(result: Result, asked: Asked) -> bool:
    return not asked.items or result.item in asked.items


def _months(first: datetime, last: datetime) -> Iterator[str]:
    """Every local month (YYYY-MM) of which a moment lies between the two."""
    day, end = (at.astimezone(LOCAL_TIME).date() for at in (first, last))
    day = day.replace(day=1)
    while day <= end:
        yield f"{day:%Y-%m}"
        day = (day + timedelta(days=32)).replace(day=1)


def _told(ctx: Context, found: Sequence[Result]) -> list[ServiceRequest]:
    items: dict[tuple[str, str], Item] = {}
    return [_request(ctx, result, _item(ctx, result, items)) for result in still_public(ctx, found)]


def _item(ctx: Context, result: Result, items: dict[tuple[str, str], Item]) -> Item:
    """The item as the release had it by which the complaint was routed."""
    key = (result.release, result.item)
    if key not in items:
        release = ctx.registry.release_of(result.release)
        items.update({(result.release, each.id): each for each in (release.items if release else ())})
    return items[key]


def _request(ctx: Context, result: Result, item: Item) -> ServiceRequest:
    registry, changed = ctx.registry, result.changed_on
    organ = holder_name(Owner(result.region, result.department), registry, result.published_on)
    picture = f"/results/{result.id}/{result.images[0].file}" if result.images else ""
    return ServiceRequest(
        id=result.id,
        status=CLOSED,
        status_notes=_outcome(result),
        state=CLOSED,
        service_code=item.id,
        service_name=item.matter,
        description=clipped(result.complaint.strip()),
        agency=organ,
        notice=registry.site.demonstration_notice if result.demonstration else "",
        requested_at=_requested(result),
        updated_at=_midnight(changed),
        expected_at=None,
        region=result.region,
        place=place_name(result.region, registry),
        media=picture,
        result=result.id,
        cited=Cited(
            item=item.id,
            matter=item.matter,
            release=result.release,
            department=registry.departments[result.department].name,
            organ=organ,
            rule="",
            decided=True,
            legal_basis=tuple(basis.citation for basis in result.basis),
        ),
    )


def _update(result: Result) -> Update:
    kind = "withdrawn" if result.withdrawn else "published"
    at = _midnight(result.changed_on)
    return Update(f"{result.id}-{kind}", result.id, CLOSED, at, _outcome(result))


def _outcome(result: Result) -> str:
    if result.withdrawn:
        return _("公布后已撤回：{reason}").format(reason=result.withdrawn.reason)
    verdict = verdict_words(Verdict(result.verdict)) if result.verdict else ""
    return clipped("：".join(filter(None, (verdict, result.outcome.strip()))))


def _requested(result: Result) -> datetime:
    """The beginning of its month: the day itself is not public."""
    return _midnight(date.fromisoformat(f"{result.reported}-01"))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL_TIME)
