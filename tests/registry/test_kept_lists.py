"""What is kept of lists and reports between two loads: never another record than what is read anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from registry import ContentError, Registry, load
from registry.examples import Example, load_examples
from registry.kept import KeptLists

LIST = "lists/410105"


def same(one: Registry, other: Registry) -> bool:
    """Whether two registries hold the same lists and reports, items and all."""
    return one.releases == other.releases and one.reports == other.reports


def test_what_is_kept_is_what_is_read(real_copy: Path, tmp_path: Path, real: Registry) -> None:
    first = load(real_copy, KeptLists(tmp_path / "kept"))
    again = load(real_copy, KeptLists(tmp_path / "kept"))
    assert same(first, real)
    assert same(again, real)
    assert {**again.items} == {**real.items}
    release = real.releases[0]
    items = again.releases[0].items
    assert (len(items), items[0], items[:2]) == (len(release.items), release.items[0], release.items[:2])
    assert (list(items), repr(items)) == (list(release.items), repr(release.items))
    assert hash(items) == hash(first.releases[0].items) == hash(release.items)
    assert items != list(release.items)
    assert items != release.items[1:]


def test_what_changed_is_read_and_what_is_gone_is_forgotten(small_copy: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    before = load(small_copy, KeptLists(kept))
    gone = sorted((small_copy / LIST).rglob("*.yaml"))[0]
    text = gone.read_text("utf-8")
    gone.unlink()
    assert same(load(small_copy, KeptLists(kept)), load(small_copy))
    assert len(load(small_copy, KeptLists(kept)).releases) == len(before.releases) - 1
    gone.write_text(text + "# 同样的内容，别的字节\n", "utf-8")
    assert same(load(small_copy, KeptLists(kept)), before)


def test_a_fault_is_told_at_its_line_as_if_nothing_were_kept(small_copy: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    load(small_copy, KeptLists(kept))
    changed = sorted((small_copy / LIST).rglob("*.yaml"))[0]
    changed.write_text(changed.read_text("utf-8") + "unknown: 1\n", "utf-8")
    with pytest.raises(ContentError) as anew:
        load(small_copy)
    with pytest.raises(ContentError) as sparing:
        load(small_copy, KeptLists(kept))
    assert sparing.value.faults == anew.value.faults


def test_a_folder_that_others_may_write_to_is_refused(tmp_path: Path) -> None:
    KeptLists(tmp_path / "a" / "own")
    assert (tmp_path / "a" / "own").stat().st_mode & 0o777 == 0o700
    for mode in (0o720, 0o702):
        (tmp_path / "open").mkdir(exist_ok=True)
        (tmp_path / "open").chmod(mode)
        with pytest.raises(PermissionError, match="只有本用户可写"):
            KeptLists(tmp_path / "open")
    shutil.rmtree(tmp_path / "open")


def test_examples(tmp_path: Path, real: Registry) -> None:
    item, other = list(real.items)[:2]
    elsewhere = next(iter(real.elsewhere.values())).id
    (tmp_path / "examples").mkdir()
    file = tmp_path / "examples" / "a.yaml"
    file.write_text(
        f"- item: {item}\n  texts:\n    - ' 冒黑烟 '\n    - {{text: 两件事, also: [{other}]}}\n"
        f"- elsewhere: {elsewhere}\n  texts: [不是环境]\n",
        "utf-8",
    )
    assert load_examples(tmp_path, real) == (
        Example("冒黑烟", item),
        Example("两件事", item, "", (other,)),
        Example("不是环境", "", elsewhere),
    )
    (tmp_path / "examples" / "b.yaml").write_text("- item: [\n", "utf-8")
    (tmp_path / "examples" / "c.yaml").write_text("- texts: 1\n", "utf-8")
    file.write_text(
        "- item: XX-999\n  texts: [甲, {text: 乙, also: [YY-1]}]\n- elsewhere: nothing\n  texts: [甲]\n",
        "utf-8",
    )
    with pytest.raises(ContentError) as refused:
        load_examples(tmp_path, real)
    assert [(each.file, each.line, each.kind) for each in refused.value.faults] == [
        ("examples/a.yaml", 1, "unknown-item"),
        ("examples/a.yaml", 1, "unknown-item"),
        ("examples/a.yaml", 1, "unknown-item"),
        ("examples/a.yaml", 3, "unknown-elsewhere"),
        ("examples/a.yaml", 3, "duplicate-example"),
        ("examples/b.yaml", 2, "yaml-syntax"),
        ("examples/c.yaml", 1, "wrong-type"),
    ]
