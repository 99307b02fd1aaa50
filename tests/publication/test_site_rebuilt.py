"""After approval the site and the index are built anew, and nobody is found in either."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from publishing_desk import CONTACT, Desk

from intake.services.context import Context
from intake.services.publication import due, preparing, reviewing, showing, site
from intake.services.search.vocabulary import analyzer_for
from search import Query, open_backend

PLANTED = (
    "张小明",
    CONTACT.name,
    CONTACT.phone,
    CONTACT.email,
    "13800001111",
    "65506666",
    "王建国",
    "12号院",
)


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Desk:
    """The desk with an index of its own, where its settings say: the tests' common one must stay as it is."""
    index = open_backend(desk.ctx.settings.search_url, analyzer_for(desk.ctx.registry))
    return Desk(replace(desk.ctx, index=index), desk.people)


def everything(*folders: Path) -> bytes:
    return b"".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())


def found(ctx: Context) -> list[str]:
    """The numbers of what a search for smoke finds."""
    return [hit.id.partition(":")[2] for hit in ctx.renewed().index.query(Query("冒烟")).hits]


def test_a_planted_identity_is_found_nowhere(office: Desk, tmp_path: Path) -> None:
    ctx, case = office.ctx, office.answered()
    version = office.saved(case)
    [named] = showing.shown(ctx, office.clerk, case).pictures
    picture = replace(named.picture, shown=True, alt=f"{CONTACT.name}家门口")
    version = preparing.set_picture(ctx, office.clerk, case, version, picture)
    version = preparing.propose(ctx, office.clerk, case, version)
    version = reviewing.approve(ctx, office.head, case, version, "可以公开")
    assert due.publish(ctx).results == 1
    number = showing.shown(ctx, office.head, case).publication.number
    page = ctx.settings.output_dir / f"results/{number}/index.html"
    assert "冒烟" in page.read_text(encoding="utf-8")
    public = everything(ctx.settings.output_dir, ctx.settings.content_dir / "results", tmp_path / "index")
    assert [secret for secret in PLANTED if secret.encode() in public] == []
    assert b"PHONE-OF-SOMEBODY" not in public
    assert number in found(ctx)

    assert due.publish(ctx).results == 0
    reviewing.withdraw(ctx, office.head, case, version, "写错了")
    assert due.publish(ctx).results == 1
    assert "写错了" in page.read_text(encoding="utf-8")
    assert "冒烟" not in page.read_text(encoding="utf-8").partition("<main")[2].partition("certificate")[0]
    assert not list(page.parent.glob("*.jpg"))
    assert number not in found(ctx)


def test_a_failed_build_is_tried_again(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ctx, case = office.ctx, office.answered()
    reviewing.approve(ctx, office.head, case, office.proposed(case), "可以公开")
    with monkeypatch.context() as broken:
        broken.setattr(site, "_ROOT", ctx.settings.data_dir)  # no pelicanconf.py there
        with pytest.raises(site.BuildFailed):
            due.publish(ctx)
    assert due.publish(ctx).results == 0  # written already, and built now
    number = showing.shown(ctx, office.head, case).publication.number
    assert (ctx.settings.output_dir / f"results/{number}/index.html").exists()


def test_a_withdrawn_result_leaves_the_site_though_none_can_be_built(office: Desk) -> None:
    ctx, case = office.ctx, office.answered()
    reviewing.approve(ctx, office.head, case, office.proposed(case), "可以公开")
    due.publish(ctx)
    seen = showing.shown(ctx, office.head, case).publication
    data = [ctx.settings.output_dir / f"results/results.{kind}" for kind in ("csv", "json")]
    assert all(seen.number in path.read_text(encoding="utf-8-sig") for path in data if seen.number)
    about = ctx.settings.content_dir / "pages/about.md"
    about.write_text(about.read_text(encoding="utf-8").replace("slug: about", "slug: x"), encoding="utf-8")
    reviewing.withdraw(ctx, office.head, case, seen.version, "住址没有隐去")
    with pytest.raises(site.BuildFailed):
        due.publish(ctx)
    assert not (ctx.settings.output_dir / f"results/{seen.number}").exists()
    assert not any(seen.number in path.read_text(encoding="utf-8-sig") for path in data if seen.number)
