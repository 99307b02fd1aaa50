"""The steps that make a decided list public, each done again without harm after a crash.

What is asked for is in the database with its files; then the content is checked with them, they are placed,
committed, shown by site, index and router, and last of all the database says that the list is published.
One process at a time takes them: the callers hold the publisher's lock.
"""

from __future__ import annotations

from typing import Any

import structlog

from intake.cases.events import Event, Recorded
from intake.lists.publishing import Kind, ListPublication, Step
from intake.lists.versions import original
from intake.services.context import LOCAL_TIME, Context
from intake.services.lists import placing, published
from intake.services.lists.committing import NotCommitted, commit
from intake.services.lists.telling_faults import in_words
from intake.services.publication.view import faults_with
from intake.store.lists import list_publications as store
from intake.store.records import events
from intake.words import gettext as _
from registry import ContentError, Fault, check
from registry.writing import release_path

log = structlog.get_logger()

_MOST_FAULTS = 200


def place(ctx: Context) -> None:
    """Check, place and commit whatever was asked for; a publication that has faults itself ends refused.

    Raises ContentError (the content has faults of its own) or OSError, once the others are in their place.
    """
    held: ContentError | OSError | None = None
    for each in _under_way(ctx):
        try:
            _place(ctx, each)
        except (ContentError, OSError) as error:
            held = error
            _note_trouble(ctx, each, error)
    if held:
        raise held


def is_interrupted(ctx: Context) -> bool:
    """Whether something got beyond being asked for, and not to its end."""
    return any(each.step is not Step.ASKED for each in _under_way(ctx))


def is_unbuilt(ctx: Context) -> bool:
    """Whether files stand that site, index or router do not show yet."""
    return any(each.step in (Step.COMMITTED, Step.BUILT) for each in _under_way(ctx))


def note_built(ctx: Context) -> None:
    """The site shows what stands in the content."""
    _move_all(ctx, Step.COMMITTED, Step.BUILT)


def note_indexed(ctx: Context) -> None:
    """Index and router know it too."""
    _move_all(ctx, Step.BUILT, Step.INDEXED)


def finish(ctx: Context) -> int:
    """Say in the database what the public sees by now; returns of how many publications.

    One that fails is left for the next time and holds up no other; its error is raised after all the others.
    """
    shown = [each for each in _under_way(ctx) if each.step is Step.INDEXED]
    failed: list[Exception] = []
    for each in shown:
        try:
            _finish(ctx, each)
        except Exception as error:  # whatever it was, the others are public too
            log.exception("public list not noted as published", release=each.key)
            failed.append(error)
    if failed:
        raise failed[0]
    return len(shown)


def commit_left(ctx: Context) -> None:
    """Try once more to commit what the history of the content did not take."""
    with ctx.database.reading() as connection:
        left = store.uncommitted(connection)
    for each in left:
        found = _committed(ctx, each)
        with ctx.database.writing() as connection:
            store.note(connection, each, found)


def _place(ctx: Context, publication: ListPublication) -> None:
    if publication.step is Step.ASKED:
        publication = _check(ctx, publication)
    if publication.step is Step.CHECKED:
        placing.place(ctx.settings.content_dir, publication)
        publication = _move(ctx, publication, Step.PLACED)
    if publication.step is Step.PLACED:
        _move(ctx, publication, Step.COMMITTED, **_committed(ctx, publication))


def _check(ctx: Context, publication: ListPublication) -> ListPublication:
    words = _overwritten(ctx, publication) or _faults_in_words(ctx, publication)
    if not words:
        return _move(ctx, publication, Step.CHECKED, trouble="")
    refused = _move(ctx, publication, Step.REFUSED, refused=words, trouble="")
    _record(ctx, publication, Event.ITEM_LIST_PUBLICATION_REFUSED)
    return refused


def _overwritten(ctx: Context, publication: ListPublication) -> list[str]:
    """A release is never changed once it is public, whoever placed it there meanwhile."""
    path = release_path(publication.key)
    new = next((each.text for each in publication.files if each.path == path), None)
    file = ctx.settings.content_dir / path
    if new is None or not file.exists() or file.read_bytes() == new.encode():
        return []
    return [_("{file} 已经公布过，不能改动。请换一个施行日期。").format(file=path)]


def _faults_in_words(ctx: Context, publication: ListPublication) -> list[str]:
    faults = _faults(ctx, publication)[:_MOST_FAULTS]
    return [in_words(each, publication.files) for each in faults]


def _faults(ctx: Context, publication: ListPublication) -> list[Fault]:
    """The faults that the publication would bring. Raises ContentError: the content has some without it."""
    content = ctx.settings.content_dir
    files = {each.path: each.text.encode() if each.text else None for each in publication.files}
    found = faults_with(content, files)
    if not found:
        return []
    standing = set(check(content))
    brought = [each for each in found if each.file in files or each not in standing]
    if not brought:
        raise ContentError(found)
    return brought


def _committed(ctx: Context, publication: ListPublication) -> dict[str, str]:
    """Commit its files. What the history does not take is public all the same: it was decided."""
    settings = ctx.settings
    paths = [each.path for each in publication.files]
    try:
        made = commit(settings.content_dir, paths, _message(ctx, publication), settings.content_author)
    except NotCommitted as failed:
        log.error("published files not committed", release=publication.key, why=str(failed))
        return {"trouble": _("没有记入版本历史：{reason}").format(reason=str(failed)[:500])}
    return {"commit_id": made, "trouble": ""}


def _message(ctx: Context, publication: ListPublication) -> str:
    region, department, release = publication.key.split("/")
    organ = f"{ctx.registry.regions[region].name}{ctx.registry.departments[department].name}"
    words = {
        Kind.RELEASE: _("公布{organ}清单 {release} 版"),
        Kind.WITHDRAWAL: _("撤回{organ}清单 {release} 版"),
        Kind.RESTORATION: _("恢复{organ}清单上一版，作为 {release} 版公布"),
    }[publication.kind]
    return words.format(organ=organ, release=release)


def _finish(ctx: Context, publication: ListPublication) -> None:
    now = ctx.now()
    with ctx.database.writing() as connection:
        if not store.move(connection, publication, Step.DONE, now) or publication.draft_id is None:
            return
        draft, staff = publication.draft_id, publication.asked_by
        if publication.kind is Kind.RELEASE:
            day = publication.asked_at.astimezone(LOCAL_TIME).date()
            published.mark_published(ctx, connection, draft, staff, published.Published(publication.key, day))
        else:
            again = _holding_again(ctx, publication)
            taken = published.TakenBack(staff, publication.reason)
            published.mark_taken_back(ctx, connection, draft, taken, again)
    log.info("list published", release=publication.key, kind=publication.kind.value)


def _holding_again(ctx: Context, publication: ListPublication) -> published.Again | None:
    """What the public has in place of what was taken back."""
    region, department = publication.list_key.split("/")
    *earlier, newest = ctx.registry.versions(region, department) or (None,)
    if newest is None:
        return None
    first = original(earlier, newest) or newest
    now = published.Published(newest.key, newest.approval.published_on)
    return published.Again(first.key, now)


def _under_way(ctx: Context) -> list[ListPublication]:
    with ctx.database.reading() as connection:
        return store.under_way(connection)


def _move_all(ctx: Context, before: Step, after: Step) -> None:
    for each in _under_way(ctx):
        if each.step is before:
            _move(ctx, each, after)


def _move(ctx: Context, publication: ListPublication, step: Step, **values: Any) -> ListPublication:
    with ctx.database.writing() as connection:
        store.move(connection, publication, step, ctx.now(), **values)
        moved = store.of_id(connection, publication.id)
    return moved or publication


def _note_trouble(ctx: Context, publication: ListPublication, error: ContentError | OSError) -> None:
    if isinstance(error, ContentError):
        said = _("公布内容的别处有错误，改好以后自动继续：{fault}").format(fault=str(error.faults[0]))
    else:
        said = _("没有写成，稍后自动再试：{reason}").format(reason=error.strerror or str(error))
    with ctx.database.writing() as connection:
        store.note(connection, publication, {"trouble": said})


def _record(ctx: Context, publication: ListPublication, event: Event) -> None:
    facts = {"list": str(publication.draft_id or ""), "release": publication.key}
    with ctx.database.writing() as connection:
        events.record(connection, Recorded(event, ctx.now(), staff_id=publication.asked_by, detail=facts))
