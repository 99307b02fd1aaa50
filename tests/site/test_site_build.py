"""The build fails loudly, repeats exactly, writes only what changed and cleans up after itself."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from disclosure.building.build import PageCountError, check_count
from disclosure.building.output import put, remove
from disclosure.building.record import MadePart, Record, SameAddressError
from disclosure.building.snapshot import Site, Snapshot
from disclosure.pages import all_pages
from hypothesis import given, settings
from hypothesis import strategies as st
from site_pages import ROOT, SMALL, built, files, run_build

import registry


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the small content, to be spoilt."""
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


def test_two_builds_are_byte_identical(small: Path, tmp_path: Path) -> None:
    result = run_build(SMALL, tmp_path, PYTHONHASHSEED="1", TZ="America/New_York", LC_ALL="C")
    assert result.returncode == 0, result.stderr
    assert files(tmp_path) == files(small)


def test_second_build_writes_nothing(province: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in province.rglob("*")}
    result = run_build(ROOT / "content", province)
    assert "写入 0 个文件，删除 0 个旧文件" in result.stdout
    assert {path: path.stat().st_mtime_ns for path in province.rglob("*")} == before


def test_faulty_content_names_every_fault_and_touches_nothing(copy: Path, tmp_path: Path) -> None:
    output = built(copy, tmp_path / "output")
    before = files(output)
    spoil(copy / "lists/410000/market/2026-09-01.yaml", "supporting: [ecology]", "supporting: [ecologie]")
    spoil(copy / "lists/410000/energy/2026-09-01.yaml", "handled_at: province", "handled_at: moon")
    result = run_build(copy, output)
    assert result.returncode != 0
    assert "content/lists/410000/market/2026-09-01.yaml:20: [" in result.stderr
    assert "content/lists/410000/energy/2026-09-01.yaml:21: [" in result.stderr
    assert files(output) == before


def spoil(path: Path, good: str, bad: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("broken_import", "import no_such_module_anywhere\ndef register(): pass\n"),
        ("broken_register", "def register(): raise ValueError('register')\n"),
        ("broken_signal", "from pelican import signals\ndef fail(_): raise ValueError('signal')\n"
                          "def register(): signals.get_generators.connect(fail)\n"),
    ],
)  # fmt: skip
def test_a_plugin_that_fails_fails_the_build(name: str, source: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
    paths = f'PLUGIN_PATHS=["site/plugins", "{tmp_path}"]'
    result = run_build(SMALL, tmp_path / "output", paths, f'PLUGINS=["disclosure", "{name}"]')
    assert result.returncode != 0


def test_a_slip_in_a_template_fails_the_build(tmp_path: Path) -> None:
    theme = Path(shutil.copytree(ROOT / "site/theme", tmp_path / "theme"))
    spoil(theme / "templates/item.html", "{{ item.description }}", "{{ item.descriptoin }}")
    result = run_build(SMALL, tmp_path / "output", f'THEME="{theme}"')
    assert result.returncode != 0
    assert "descriptoin" in result.stdout + result.stderr


def test_a_page_too_few_or_too_many_fails_the_build() -> None:
    site = Site(registry.load(SMALL), date(2026, 10, 1), "https://mingdan.example", Path(), SMALL, Path())
    snapshot = Snapshot(site)
    kinds = [page.kind for page in all_pages(snapshot)]
    check_count(Counter(kinds), snapshot)
    for wrong in (kinds[:-1], kinds[1:], [*kinds, kinds[0]]):
        with pytest.raises(PageCountError):
            check_count(Counter(wrong), snapshot)


def test_what_left_the_record_leaves_the_site(copy: Path, tmp_path: Path) -> None:
    output = built(copy, tmp_path / "output")
    (output / "put-here-by-hand.txt").write_text("x", encoding="utf-8")
    (copy / "lists/410000/energy/2026-09-01.yaml").unlink()
    built(copy, output)
    assert not (output / "items/NY-004").exists()
    assert not (output / "lists/410000/energy").exists()
    assert (output / "departments/energy/index.html").exists()
    assert (output / "put-here-by-hand.txt").exists()


def test_a_release_shows_from_its_publication_and_rules_from_its_effect(small: Path, tmp_path: Path) -> None:
    assert "到公布日才能看见".encode() not in b"".join(files(small).values())
    later = built(SMALL, tmp_path, day="2027-01-01")
    assert "到公布日才能看见" in (later / "items/SJ-002/index.html").read_text(encoding="utf-8")
    current = (later / "lists/410000/ecology/list.json").read_bytes()
    assert current == (small / "lists/410000/ecology/2027-01-01/list.json").read_bytes()


NAMES = st.sampled_from(["a/index.html", "a/b/index.html", "a/b/list.csv", "c/index.html", "d.xml"])
BUILDS = st.lists(st.tuples(st.dictionaries(NAMES, st.binary(max_size=3)), st.booleans()), max_size=6)


@settings(deadline=None, max_examples=40)
@given(builds=BUILDS)
def test_after_any_history_a_good_build_leaves_exactly_its_files(
    builds: list[tuple[dict[str, bytes], bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("output")
    for pages, good in builds:
        write_build(root / "output", root / "cache", pages, good)
        if good:
            assert files(root / "output") == pages


def write_build(root: Path, cache: Path, pages: dict[str, bytes], good: bool) -> None:
    """One build, of a part for each first letter, that writes the files or is cut off before its end."""
    parts = {name[0]: [other for other in pages if other[0] == name[0]] for name in pages}
    with Record(root, cache) as record:
        gone = record.keys().keys() - parts.keys()
        record.begin(parts)
        record.begin_files(pages)
        for name, data in pages.items():
            put(root, name, data)
        if good:
            made = [MadePart(name, "key", tuple(of), Counter(), "", 1) for name, of in parts.items()]
            for name in record.finish(made, gone):
                remove(root, name)
            record.clean()


def test_two_pages_at_one_address_are_a_fault(tmp_path: Path) -> None:
    made = [MadePart(name, "key", ("a.html",), Counter(), "", 1) for name in ("one", "two")]
    with Record(tmp_path / "output", tmp_path) as record, pytest.raises(SameAddressError, match=r"a\.html"):
        record.finish(made, ())
