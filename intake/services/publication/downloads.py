"""Published lists as Excel and PDF: made when somebody asks, kept until what they are made of changes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from intake.letters import fonts
from intake.letters.table import Table, render
from intake.lists.names import LEVELS
from intake.services.annual import papers
from intake.services.casework.letters import NoType
from intake.services.context import Context
from intake.services.search.releases import published
from intake.tables.to_sheet import to_sheet
from intake.words import gettext as _
from registry import Item, Registry, Release

_ONE_AT_A_TIME: Final = threading.Lock()  # a province takes ten seconds; two at once would take twenty
_WIDTHS: Final = (2, 4, 8, 20, 7, 3, 14)


def excel(ctx: Context, stem: str) -> Path | None:
    """The table `stem`.csv of the published site ("lists/410000/all") as Excel; None when there is none."""
    data = _table(ctx.settings.output_dir / f"{stem}.csv")
    if data is None:
        return None
    return _kept(ctx, f"{stem}.xlsx", data, lambda file: to_sheet(_rows(data), _("清单"), file))


def pdf(ctx: Context, key: str) -> Path | None:
    """A release ("410000/ecology/2026-09-01"), or the one in force ("410000/ecology"), as an official paper.

    None when there is no public one. Raises NoType.
    """
    release = _release(ctx, key)
    if release is None:
        return None
    try:
        font = fonts.find(ctx.settings.letter_font)
    except fonts.FontMissing as missing:
        raise NoType(str(missing)) from None
    table = _paper(ctx.registry, release)
    made_of = repr((table, font)).encode()
    return _kept(ctx, f"{release.key}.pdf", made_of, lambda file: file.write(render(table, font)))


def report(ctx: Context, key: str, kind: str) -> Path | None:
    """The public edition of a special report ("410000/ecology/2025") as docx or pdf; None when there is none.

    Raises NoType.
    """
    told = ctx.registry.reports.get(key)
    if told is None or told.published_on > ctx.today():
        return None
    paper = papers.public(ctx.registry, told)
    made_of = repr((paper, ctx.settings.letter_font)).encode()
    return _kept(
        ctx, f"reports/{key}.{kind}", made_of, lambda file: file.write(papers.rendered(ctx, paper, kind))
    )


def _table(path: Path) -> bytes | None:
    """The file, or what lies packed beside its name."""
    if path.is_file():
        return path.read_bytes()
    packed = Path(f"{path}.gz")
    return gzip.decompress(packed.read_bytes()) if packed.is_file() else None


def _rows(data: bytes) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))


def _release(ctx: Context, key: str) -> Release | None:
    parts = key.split("/")
    if len(parts) == 2:
        return ctx.registry.release_in_force(parts[0], parts[1], ctx.today())
    return next((each for each in published(ctx) if each.key == key), None)


def _kept(ctx: Context, name: str, made_of: bytes, make: Callable[[BinaryIO], object]) -> Path:
    """The file of that name, made anew when `made_of` is another. One lies there for each name."""
    folder = ctx.settings.data_dir / "made"
    place = hashlib.sha256(name.encode()).hexdigest()[:24]
    path = folder / f"{place}-{hashlib.sha256(made_of).hexdigest()[:24]}{Path(name).suffix}"
    if path.exists():
        return path
    with _ONE_AT_A_TIME:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _make(path, make)
            for old in folder.glob(f"{place}-*"):
                if old != path:
                    old.unlink(missing_ok=True)
    return path


def _make(path: Path, make: Callable[[BinaryIO], object]) -> None:
    """Whole or not at all."""
    handle, aside = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            make(file)
        Path(aside).replace(path)
    finally:
        Path(aside).unlink(missing_ok=True)


def _paper(registry: Registry, release: Release) -> Table:
    approval = release.approval
    return Table(
        title=release.title,
        number=approval.document,
        facts=(
            (_("牵头部门"), registry.departments[release.department].name),
            (_("审定"), approval.decided_by),
            (_("公布日期"), str(approval.published_on)),
            (_("施行日期"), str(release.effective_from)),
        ),
        heads=tuple(_("序号 编号 具体事项 业务描述 配合部门 层级 依据").split()),
        widths=_WIDTHS,
        rows=tuple(_row(registry, item, place) for place, item in enumerate(release.items, 1)),
        on=approval.published_on,
        notice=registry.site.demonstration_notice if release.demonstration else "",
        remark=_("共 {count} 项。编号在各版清单里不变。").format(count=len(release.items)),
    )


def _row(registry: Registry, item: Item, place: int) -> tuple[str, ...]:
    return (
        str(place),
        item.id,
        item.matter,
        item.description,
        "、".join(registry.departments[party].name for party in item.supporting) or _("无"),
        LEVELS[item.handled_at],
        "；".join(basis.citation for basis in item.basis) or _("无"),
    )
