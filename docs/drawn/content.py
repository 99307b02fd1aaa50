"""The reference of content/'s format, watched while the checker reads the record: what it asks of each file.

Every file, record and field below was opened by `registry` itself, with the names it requires and allows; how
a field is read (a date, one of some words, an id that must exist) is the reader's own call.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import registry
from registry.reading.cells import Cells
from registry.reading.notes import NOUNS
from registry.reading.records import Record
from registry.reading.tables import Row

ROOT = Path(__file__).resolve().parents[2]
# The shipped record first, then the tests' small ones, which have what it does not.
CONTENTS = ("content", "tests/site/content", "tests/registry/content")
FOLDERS = {
    "lists": "lists/<region>/<department>/<release>.yaml",
    "calendar": "calendar/<year>.yaml",
    "duties": "duties/<region>.yaml",
    "lead_decisions": "lead_decisions/<id>.md",
    "matters_without_lead": "matters_without_lead/<id>.md",
    "pages": "pages/<slug>.md",
    "english_pages": "english_pages/<slug>.md",
    "plans": "plans/<region>/<department>/<year>.yaml",
    "policies": "policies/<id>.md",
    "reports": "reports/<region>/<unit>/<year>.md",
    "results": "results/<region>/<year>/<number>.yaml",
    "withdrawn_releases": "withdrawn_releases/<region>/<department>/<release>.yaml",
}
HEAD = """# Reference of content/

Every file, record and field that the checker knows, watched while it reads the record
(`docs/drawn/content.py`; `make docs` writes this page anew and a test says when it is stale). What the fields
mean, with examples: [content-format.md](content-format.md). **Bold** fields must be there; the others may be
left out. An id of something must exist, or the content does not load.
"""
Fields = dict[str, dict[str, str]]  # place (file, then the way inside it) → field → how it is read


def page() -> str:
    """The whole of docs/content-reference.md."""
    return "\n".join([HEAD, *_tables(_watched()), *_faults()]) + "\n"


class _Watch:
    """What was opened and how it was read. `required`: the fields of a place that must be there."""

    def __init__(self) -> None:
        self.fields: Fields = {}
        self.required: dict[str, set[str]] = {}
        self.places: dict[int, tuple[object, str]] = {}  # node → itself, kept alive, and its place
        self.quiet = False  # inside a reading: day() reads its text first

    def opened(self, cells: Any, place: str, required: Any, optional: Any) -> None:
        cells.place = place
        known = self.fields.setdefault(place, {})
        for name in (*required, *optional):
            known.setdefault(name, "")
        self.required.setdefault(place, set(required)).intersection_update(required)

    def read(self, cells: Any, key: str, how: str) -> None:
        known = self.fields.get(getattr(cells, "place", ""), {})
        if key in known:
            known[key] = known[key] if how in known[key] else "; ".join(filter(None, (known[key], how)))


def _watched() -> _Watch:
    watch = _Watch()
    with _watching(watch):
        for content in CONTENTS:
            registry.check(ROOT / content)
    return watch


@contextmanager
def _watching(watch: _Watch) -> Iterator[None]:
    kept = [(owner, name, getattr(owner, name)) for owner, name in _PATCHED]
    Record.__init__ = _record_opened(watch, Record.__init__)  # type: ignore[method-assign]
    Row.__init__ = _row_opened(watch, Row.__init__)  # type: ignore[method-assign]
    for name, how in _READERS.items():
        owner = Cells if name in vars(Cells) else Record
        setattr(owner, name, _told(watch, getattr(owner, name), how))
    try:
        yield
    finally:
        for owner, name, was in kept:
            setattr(owner, name, was)


def _kinds(kind: str) -> str:
    return f"a {kind} ({NOUNS[kind]})"


_READERS: dict[str, Callable[..., str]] = {
    "text": lambda: "text",
    "texts": lambda: "list of texts",
    "flag": lambda yes="true", no="false": f"`{yes}` or {f'`{no}`' if no else 'nothing'}",
    "choice": lambda allowed: "one of " + ", ".join(f"`{each}`" for each in allowed if each),
    "day": lambda: "date",
    "day_or_none": lambda: "date",
    "days": lambda: "list of dates",
    "count": lambda: "number, 1–9999",
    "name": lambda kind: f"its own id as {_kinds(kind)}",
    "slug": lambda kind: f"its own id as {_kinds(kind)}: letters, digits, hyphens",
    "reference": lambda kind: f"id of {_kinds(kind)}",
    "references": lambda kind: f"ids of {_kinds(kind)}",
    "record": lambda *_names: "record, below",
    "records": lambda *_names: "list of records, below",
    "mapping": lambda: "free names, a text each",
    "mapping_of_texts": lambda: "free names, a list of texts each",
}
_PATCHED = [(Record, "__init__"), (Row, "__init__")] + [
    (Cells if name in vars(Cells) else Record, name) for name in _READERS
]


def _told(watch: _Watch, method: Callable[..., Any], how: Callable[..., str]) -> Callable[..., Any]:
    @wraps(method)
    def reading(self: Any, key: str, *given: Any, **named: Any) -> Any:
        if watch.quiet:
            return method(self, key, *given, **named)
        watch.read(self, key, how(*given, **named))
        nested = method.__name__ in ("record", "records")
        if nested and hasattr(self, "_values"):
            _name_inside(watch, self, key)
        watch.quiet = not nested
        try:
            return method(self, key, *given, **named)
        finally:
            watch.quiet = False

    return reading


def _name_inside(watch: _Watch, record: Any, key: str) -> None:
    """The records under a key have the key in their place."""
    node = record._values.get(key)
    for each in (node, *(node.value if node is not None and isinstance(node.value, list) else ())):
        if each is not None:
            watch.places[id(each)] = (each, f"{record.place} → {key}")


def _record_opened(watch: _Watch, method: Callable[..., None]) -> Callable[..., None]:
    def opening(self: Any, document: Any, node: Any, required: Any, optional: Any = ()) -> None:
        method(self, document, node, required, optional)
        place = watch.places.get(id(node), (None, _pattern(document.file)))[1]
        if not watch.quiet:  # what is inside free names has no names of its own
            watch.opened(self, place, required, optional)

    return opening


def _row_opened(watch: _Watch, method: Callable[..., None]) -> Callable[..., None]:
    def opening(self: Any, notes: Any, spot: Any, cells: dict[str, str], optional: Any) -> None:
        method(self, notes, spot, cells, optional)
        watch.opened(self, _pattern(spot.file), [name for name in cells if name not in optional], optional)

    return opening


def _pattern(file: str) -> str:
    folder, slash, _rest = file.partition("/")
    return (
        FOLDERS.get(folder, file) if slash else file
    )  # other folders hold a few files with names of their own


def _tables(watch: _Watch) -> Iterator[str]:
    """By file; the records inside each in the order in which they were met."""
    for place in sorted(watch.fields, key=lambda each: each.split(" → ")[0]):
        file, arrow, _inside = place.partition(" → ")
        yield f"{'###' if arrow else '##'} `{place.removeprefix(f'{file} → ')}`\n"
        yield "| field | read as |\n|---|---|"
        for name, how in watch.fields[place].items():
            shown = f"**`{name}`**" if name in watch.required[place] else f"`{name}`"
            yield f"| {shown} | {how or 'by a rule of its own'} |"
        yield ""


def _faults() -> Iterator[str]:
    """Every kind of fault, with the first words that a checker of it says."""
    yield "## Faults\n"
    yield "Each keeps the content from loading. `…` stands for what the message names.\n"
    yield "| kind | says | found by |\n|---|---|---|"
    said: dict[str, tuple[str, set[str]]] = {}
    for path in sorted((ROOT / "registry").rglob("*.py")):
        for kind, message in _made(ast.parse(path.read_text("utf-8"))):
            said.setdefault(kind, (message, set()))[1].add(str(path.relative_to(ROOT)))
    for kind, (message, found_by) in sorted(said.items()):
        yield f"| `{kind}` | {message} | {', '.join(f'`{each}`' for each in sorted(found_by))} |"


def _made(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fault":
            kind = node.args[1] if len(node.args) > 1 else None
            if isinstance(kind, ast.Constant | ast.JoinedStr):
                yield _words(kind), _words(node.args[2]) if len(node.args) > 2 else ""


def _words(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value).replace("|", "\\|").replace("\n", " ")
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    return "".join(_words(part) if isinstance(part, ast.Constant) else "…" for part in parts) or "…"
