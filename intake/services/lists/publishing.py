"""A decided list is asked to be published, or a published one taken back; the publisher does it (`steps`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition
from intake.cases.events import Event, Recorded
from intake.cases.model import Staff
from intake.lists.draft import ListDraft
from intake.lists.publishing import Kind, ListPublication, PublicFile, Step
from intake.lists.states import ListAction
from intake.lists.versions import before
from intake.services.casework.step import required
from intake.services.context import Context
from intake.services.lists import published
from intake.services.lists.chain import Act, acting, readable
from intake.services.lists.deciding_files import decision_files
from intake.store.lists import list_publications as store
from intake.store.records import events
from intake.words import gettext as _
from registry import Release, WithdrawnRelease
from registry.writing import release_path, release_text, withdrawn_path, withdrawn_text

REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What would be published: a publication that is not kept yet."""

    kind: Kind
    key: str
    files: tuple[PublicFile, ...]
    reason: str = ""


def begin(ctx: Context, staff: Staff, draft_id: int, version: int, effective_from: date) -> int:
    """Ask that a decided list be published, in force from that day; returns the publication.

    Raises NotFound, NotPermitted, StaleCase, BadInput (effective_from) or BadTransition: it is not decided,
    not reviewed for disclosure, or being published already.
    """
    with acting(ctx, staff, draft_id, version, ListAction.PUBLISH) as act:
        _check_day(ctx, act.draft, effective_from)
        release = published.release_of(ctx, act.connection, draft_id, effective_from, ctx.today())
        files = decision_files(ctx, act.connection, release)
        listed = PublicFile(release_path(release.key), release_text(release))
        return _ask(act, Asked(Kind.RELEASE, release.key, (*files, listed)))


def take_back(ctx: Context, staff: Staff, draft_id: int, version: int, reason: str) -> int:
    """Undo a publication that was wrong; returns the publication that does so.

    Before its first day in force the release leaves the record, and its page says why. Once in force it
    stays, for cases were routed by it: the rows of the release before are published anew, from tomorrow on,
    on the decision they were made by; those are taken back the same way, from their first day on. Raises as
    `begin`, and BadTransition where nothing came before.
    """
    said = required("reason", tidy(reason), most=REASON_LENGTH)
    with acting(ctx, staff, draft_id, version, ListAction.TAKE_BACK) as act:
        wrong = _newest(ctx, act.draft)
        if wrong.effective_from > ctx.today():
            _check_not_restored(act, wrong)
            return _ask(act, _withdrawal(ctx, wrong, said, _beside(act, wrong)))
        return _ask(act, _restoration(ctx, wrong, said))


def of_draft(ctx: Context, staff: Staff, draft_id: int) -> list[ListPublication]:
    """The publications of a list, the latest first. Raises NotFound."""
    with ctx.database.reading() as connection:
        readable(ctx, connection, staff, draft_id)
        return store.of_draft(connection, draft_id)


def first_day(ctx: Context, draft: ListDraft) -> date:
    """The first day a list published today could be in force from."""
    newest = ctx.registry.versions(draft.region, draft.department)[-1:]
    return max([ctx.today(), *(each.effective_from + timedelta(days=1) for each in newest)])


def _check_day(ctx: Context, draft: ListDraft, effective_from: date) -> None:
    first = first_day(ctx, draft)
    if effective_from < first:
        raise BadInput(
            "effective_from", _("施行日期最早是 {day}：先公布后施行，并且晚于上一版。").format(day=first)
        )


def _newest(ctx: Context, draft: ListDraft) -> Release:
    """The release that the draft became, which must be the newest of its list."""
    versions = ctx.registry.versions(draft.region, draft.department)
    if not versions or versions[-1].key != draft.release:
        raise BadTransition(_("后面已经公布了新的一版，不能再撤回这一版。"))
    return versions[-1]


def _check_not_restored(act: Act, wrong: Release) -> None:
    """Without it, what it stands in for, taken back before, would hold again."""
    made = store.of_release(act.connection, wrong.key)
    if any(each.kind is Kind.RESTORATION for each in made):
        raise BadTransition(
            _("这是刚恢复的一版，{day} 起施行；从那天起才能再撤回。").format(day=wrong.effective_from)
        )


def _beside(act: Act, wrong: Release) -> list[PublicFile]:
    """What was published together with the release, to be gone with it."""
    made = [each for each in store.of_release(act.connection, wrong.key) if each.kind is Kind.RELEASE]
    own = release_path(wrong.key)
    return [PublicFile(file.path, None) for each in made[:1] for file in each.files if file.path != own]


def _withdrawal(ctx: Context, wrong: Release, reason: str, beside: list[PublicFile]) -> Asked:
    gone = WithdrawnRelease(
        wrong.region,
        wrong.department,
        wrong.release,
        wrong.title,
        withdrawn_on=ctx.today(),
        reason=reason,
        demonstration=wrong.demonstration,
    )
    list_gone = PublicFile(release_path(wrong.key), None)
    told = PublicFile(withdrawn_path(wrong.key), withdrawn_text(gone))
    return Asked(Kind.WITHDRAWAL, wrong.key, (list_gone, *beside, told), reason)


def _restoration(ctx: Context, wrong: Release, reason: str) -> Asked:
    right = before(ctx.registry.versions(wrong.region, wrong.department))
    if right is None:
        raise BadTransition(_("这是第一版，没有上一版可以恢复；请起草改正的一版。"))
    day = ctx.today() + timedelta(days=1)
    again = replace(
        right,
        release=str(day),
        effective_from=day,
        effective_to=None,
        approval=replace(right.approval, published_on=ctx.today()),
    )
    files = (PublicFile(release_path(again.key), release_text(again)),)
    return Asked(Kind.RESTORATION, again.key, files, reason)


def _ask(act: Act, asked: Asked) -> int:
    now = act.ctx.now()
    new = ListPublication(
        0, asked.kind, asked.key, act.draft.id, asked.files, Step.ASKED, act.staff.id, now, asked.reason
    )
    made = store.ask(act.connection, new)
    if made is None:
        raise BadTransition(_("这份清单正在公布，请等它完成。"))
    facts = {"list": str(act.draft.id), "release": asked.key, "kind": asked.kind.value}
    if asked.reason:
        facts["reason"] = asked.reason
    event = Recorded(Event.ITEM_LIST_PUBLICATION_ASKED, now, staff_id=act.staff.id, detail=facts)
    events.record(act.connection, event)
    return made
