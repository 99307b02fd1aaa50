"""Whether content, its history, the site, the index, the router and the database tell of the same release."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from intake.lists.publishing import Step
from intake.lists.states import ListState
from intake.services.context import Context
from intake.services.search import index
from intake.store.lists import list_drafts, list_publications
from registry import load
from search import Query


@dataclass(frozen=True)
class Told:
    """What each of them says: whether the new release is there."""

    content: bool
    history: bool
    site: bool
    index: bool
    router: bool
    database: bool

    @property
    def agreed(self) -> bool | None:
        """What all of them say; None when they do not agree."""
        said = {self.content, self.history, self.site, self.index, self.router, self.database}
        return said.pop() if len(said) == 1 else None


def told(ctx: Context, draft_id: int, key: str, word: str) -> Told:
    """Ask them all about a release, by its key and a word that only it has."""
    registry = load(ctx.settings.content_dir)  # the content has no fault at any time after a restart
    page = ctx.settings.output_dir / "lists" / key.rpartition("/")[0] / "index.html"
    release = ctx.settings.output_dir / "lists" / key / "index.html"
    shown = (page.exists() and word in page.read_text(encoding="utf-8"), release.exists())
    assert len(set(shown)) == 1, "half a site"
    now = ctx.renewed()
    built = index.built(now)
    assert built is not None
    assert built.stamp == index.stamp(registry), "an index of another record"
    assert now.registry.fingerprint == registry.fingerprint, "a process with another record"
    return Told(
        content=registry.release_of(key) is not None,
        history=f"{key}.yaml" in committed(ctx.settings.content_dir),
        site=shown[0],
        index=any(word in _plain(hit.snippet_html) for hit in now.index.query(Query(word)).hits),
        router=word in {each for item in now.registry.items.values() for each in item.words},
        database=_published(ctx, draft_id, key),
    )


def _plain(marked: str) -> str:
    return marked.replace("<mark>", "").replace("</mark>", "")


def committed(content: Path) -> str:
    """The names of the files that the history holds."""
    return git(content, "ls-tree", "-r", "--name-only", "HEAD")


def git(content: Path, *arguments: str) -> str:
    """What git says there."""
    command = ["git", "-C", str(content), "-c", "user.name=t", "-c", "user.email=t@t", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _published(ctx: Context, draft_id: int, key: str) -> bool:
    with ctx.database.reading() as connection:
        draft = list_drafts.by_id(connection, draft_id)
        [made] = list_publications.of_release(connection, key)
    assert draft is not None
    said = (draft.state is ListState.PUBLISHED, draft.release == key, made.step is Step.DONE)
    assert len(set(said)) == 1, "half a database"
    return said[0]
