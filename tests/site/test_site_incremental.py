"""A build that makes only what changed leaves the same site as one that makes everything anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from disclosure.building.build import Report, build
from disclosure.building.snapshot import Site
from hypothesis import given, settings
from hypothesis import strategies as st
from site_pages import ADDRESS, ROOT, SMALL, files

import registry
from registry import ContentError
from registry.kept import KeptLists

DAY = date(2026, 10, 1)
LISTS = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.glob("lists/*/*/*.yaml"))
RESULTS = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.glob("results/*/*/*.yaml"))
PAPERS = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.glob("[rp][el]*s/*/*/2*.*"))
OTHERS = ("departments.yaml", "statutes.csv", "site.yaml", "topics.yaml", "pages/about.md")
# Words of the small content and what an edit makes of them; a spoilt file is a build that fails.
WORDS = (
    *(
        ("生态环境", "生态保护"),
        ("county", "city"),
        ("河南省", "豫省"),
        ("market", "energy"),
        ("2026-09-01", "2026-09-02"),
    ),
    *(("示范", "试行"), ("statutory", "unclear"), ("air", "noise"), ("监管", "管理"), ("部门", "单位")),
)
EDITS = st.one_of(
    st.tuples(
        st.just("reword"), st.sampled_from([*LISTS, *LISTS, *RESULTS, *OTHERS]), st.sampled_from(WORDS)
    ),
    st.tuples(st.just("drop"), st.sampled_from([*LISTS, *RESULTS]), st.none()),
    st.tuples(st.just("add"), st.sampled_from(LISTS), st.none()),
)


def site_of(content: Path, cache: Path) -> Site:
    published = registry.load(content, KeptLists(cache))
    return Site(published, DAY, ADDRESS, ROOT / "site/theme", content, cache)


def build_into(output: Path, content: Path, cache: Path, processes: int = 1) -> Report:
    return build(site_of(content, cache), output, processes, lambda _done, _of: None)


def edit(content: Path, kind: str, name: str, words: tuple[str, str] | None) -> None:
    path = content / name
    if kind == "drop":
        path.unlink(missing_ok=True)
    elif kind == "add" and path.exists():  # the list's next release, as if decided a little later
        text = path.read_text(encoding="utf-8").replace(path.stem, "2026-09-21")
        path.with_stem("2026-09-21").write_text(text, encoding="utf-8")
    elif words and path.exists():
        path.write_text(path.read_text(encoding="utf-8").replace(*words), encoding="utf-8")


@settings(max_examples=12, deadline=None)
@given(edits=st.lists(EDITS, min_size=1, max_size=2))
def test_whatever_changes_the_site_is_as_if_made_anew(
    edits: list[tuple[str, str, tuple[str, str] | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    room = tmp_path_factory.mktemp("incremental")
    content = Path(shutil.copytree(SMALL, room / "content"))
    build_into(room / "output", content, room / "cache")
    for each in edits:
        edit(content, *each)
    try:
        build_into(room / "output", content, room / "cache")
    except ContentError:
        return
    build_into(room / "anew", content, room / "other")
    assert files(room / "output") == files(room / "anew")


def test_many_processes_make_the_same_bytes_as_one(tmp_path: Path) -> None:
    one = build_into(tmp_path / "one", SMALL, tmp_path / "cache-one", 1)
    two = build_into(tmp_path / "two", SMALL, tmp_path / "cache-two", 3)
    assert one.pages == two.pages
    assert files(tmp_path / "one") == files(tmp_path / "two")


@pytest.mark.parametrize(
    ("name", "words", "touched"),
    [
        # One item of a city's list: its page, its list, a result that cites it, what is made of all lists.
        (
            "lists/411100/ecology/2026-09-01.yaml",
            ("漯河卖散煤", "漯河销售散煤"),
            {"lists", "embed/lists/411100/ecology", "results/411100-2026-0001"},
        ),
        ("pages/about.md", ("。", "！"), {"about"}),
    ],
)
def test_an_edit_touches_nothing_else(
    name: str, words: tuple[str, str], touched: set[str], tmp_path: Path
) -> None:
    content = Path(shutil.copytree(SMALL, tmp_path / "content"))
    again: Callable[[], Report] = partial(build_into, tmp_path / "output", content, tmp_path / "cache")
    again()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*") if path.is_file()}
    edit(content, "reword", name, words)
    report = again()
    changed = [path for path, moment in before.items() if path.stat().st_mtime_ns != moment]
    assert len(changed) == report.changed > 0
    folders = {path.relative_to(tmp_path / "output").parent.as_posix() for path in changed}
    assert {folder for folder in folders if not folder.startswith(tuple(touched))} == set()
    assert again().changed == 0


def test_an_output_folder_that_was_thrown_away_is_made_anew(tmp_path: Path) -> None:
    made = build_into(tmp_path / "output", SMALL, tmp_path / "cache")
    shutil.rmtree(tmp_path / "output")
    assert build_into(tmp_path / "output", SMALL, tmp_path / "cache").changed == made.changed


def test_a_store_that_others_may_write_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    with pytest.raises(PermissionError):
        KeptLists(tmp_path / "open")
