"""What each release of a list changed against the one before: a page, JSON, and a feed per list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from registry import ListChanges, Release, compare
from registry.lists.changes_data import list_changes_data

from ..addresses import list_url, release_url
from ..building.heads import matters
from ..building.snapshot import Snapshot
from ..open_data.atom import Entry, atom
from ..words import gettext as _
from .model import HOME, Article, Crumb, DataFile, Part, SitePage


def change_parts(snapshot: Snapshot) -> Iterator[Part]:
    """For each list with several releases, their changes. Others of the region tell what moved, if any."""
    for name, history in snapshot.histories.items():
        if len(history) > 1:
            same = all(matters(one) == matters(other) for one, other in pairwise(history))
            inputs = snapshot.inputs(f"lists/{name}/" if same else f"lists/{history[0].region}/")
            yield Part(f"changes/{name}", inputs, partial(_changes_of_list, snapshot, history))


def changes_url(release: Release) -> str:
    """What the release changed against the one before it."""
    return f"{release_url(release)}changes/"


def _changes_of_list(snapshot: Snapshot, history: tuple[Release, ...]) -> Iterator[SitePage | DataFile]:
    """`history`: the newest first."""
    found = [compare(snapshot.registry, old, new) for new, old in pairwise(history)]
    for each in found:
        yield _page(snapshot, each)
        data = {"notice": snapshot.registry.site.demonstration_notice, **list_changes_data(each)}
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        yield DataFile(f"{changes_url(each.new).removeprefix('/')}changes.json", text.encode())
    path = f"{list_url(history[0])}feed.atom"
    title = _("%(list)s：历次修改") % {"list": history[0].title.replace("%", "%%")}
    yield DataFile(path.removeprefix("/"), atom(snapshot, title, path, [_entry(snapshot, x) for x in found]))


def _page(snapshot: Snapshot, found: ListChanges) -> SitePage:
    new = found.new
    region = snapshot.registry.region(new.region)
    department = snapshot.registry.departments[new.department]
    organ = snapshot.registry.organ(department.id, region.code, new.effective_from)
    title = _("%(title)s：%(release)s 版改了什么") % {"title": new.title, "release": new.release}
    return SitePage(
        url=changes_url(new),
        kind="list_changes",
        title=title,
        name=_("改了什么"),
        description=told(found),
        section="lists",
        crumbs=(
            *(HOME, Crumb(_("事项清单"), "/lists/"), Crumb(new.title, list_url(new))),
            Crumb(_("%(release)s 版") % {"release": new.release}, release_url(new)),
        ),
        keywords=(region.name, department.name, _("版本比较")),
        article=Article(new.approval.published_on, organ.name),
        context={
            "found": found,
            "old_url": release_url(found.old),
            "new_url": release_url(new),
            "topics": snapshot.registry.topics,
        },
    )


def told(found: ListChanges) -> str:
    """The changes in one sentence."""
    return _(
        "与 %(old)s 版比：新增 %(added)s 项，删去 %(removed)s 项，修改 %(changed)s 项，换牵头 %(moved)s 项。"
    ) % {
        "old": found.old.release,
        "added": len(found.of("added")),
        "removed": len(found.of("removed")),
        "changed": len(found.of("changed")),
        "moved": len(found.of("moved_in", "moved_out")),
    }


def _entry(snapshot: Snapshot, found: ListChanges) -> Entry:
    new = found.new
    organ = snapshot.registry.organ(new.department, new.region, new.effective_from)
    title = _("%(title)s（%(release)s 版）") % {"title": new.title, "release": new.release}
    return Entry(new.approval.published_on, changes_url(new), title, told(found), organ.name)
