"""The house of docs/architecture.md: who may import whom, no cycles, no overgrown module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("registry", "search", "pictures", "intake", "site/plugins")
MOST_LINES = 250
MOST_LINES_OF_TESTS = 400

# Room → rooms it may import; the longest matching prefix names a module's room. Every room may import itself.
LEAVES = {
    "intake.words",
    "intake.mailbox",
    "intake.clamav",
    "intake.metrics",
    "intake.security_log",
    "intake.version",
}
ARROWS: dict[str, set[str]] = {
    "registry": set(),
    "search": set(),
    "pictures": set(),
    "disclosure": {"registry", "search", "pictures"},
    "handbook": {"disclosure"},
    "intake.words": {"registry"},
    "intake.mailbox": set(),
    "intake.metrics": set(),
    "intake.security_log": set(),
    "intake.version": set(),
    "intake.clamav": set(),
    "intake.confined": set(),
    "intake.cleaning": {"intake.confined"},
    "intake.settings": LEAVES,
    "intake.logs": set(),
    "intake.cases": {"registry", "search", *LEAVES},
    "intake.lists": {"intake.cases", "intake.tables", "registry", *LEAVES},
    "intake.annual": {"intake.cases", "registry", *LEAVES},
    "intake.tables": {"intake.confined", *LEAVES},
    "intake.store": {"intake.cases", "intake.lists", "intake.annual", *LEAVES},
    "intake.senders": LEAVES,
    "intake.letters": LEAVES,
    "intake.services": {
        "intake.store",
        "intake.cases",
        "intake.lists",
        "intake.annual",
        "intake.tables",
        "intake.cleaning",
        "intake.senders",
        "intake.letters",
        "search",
        "registry",
        "intake.settings",
        *LEAVES,
    },
    "intake.web": {
        "pictures",
        "intake.services",
        "intake.cases",
        "intake.lists",
        "intake.annual",
        "registry",
        "search",
        "intake.settings",
        *LEAVES,
    },
    "intake.training": {"intake.cases", "registry"},
    "intake.commands": {
        "intake.training",
        "intake.services",
        "intake.cases",
        "intake.lists",
        "intake.annual",
        "intake.web",
        "registry",
        "search",
        "intake.settings",
        *LEAVES,
    },
    "intake.cli": {"intake.commands", "intake.cases", "registry", "intake.settings", "intake.logs", *LEAVES},
    "intake.__main__": {"intake.cli"},
    "intake": set(),
}
READ_ENVIRONMENT = {"intake.settings", "intake.cli", "intake.web.app"}


def modules() -> dict[str, Path]:
    """Every module of ours by dotted name."""
    found = {}
    for room in ROOMS:
        base = ROOT / "site/plugins" if room.startswith("site") else ROOT
        for path in (ROOT / room).rglob("*.py"):
            parts = path.relative_to(base).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


@cache
def imports(module: str) -> frozenset[str]:
    """The modules of ours that a module imports, in functions and under TYPE_CHECKING too."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(name for node in ast.walk(tree) for name in _targets(node, package)) - {module}


def _targets(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from filter(None, (_nearest(alias.name) for alias in node.names))
    if isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*above, *([node.module] if node.module else [])])
        for alias in node.names:
            full = f"{base}.{alias.name}"
            yield from filter(None, [full if full in MODULES else _nearest(base)])


def _nearest(name: str) -> str | None:
    return name if name in MODULES else None


def room(module: str) -> str:
    """The room a module lives in."""
    return max((name for name in ARROWS if f"{module}.".startswith(f"{name}.")), key=len)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_follow_the_arrows(module: str) -> None:
    here = room(module)
    wrong = {name for name in imports(module) if room(name) != here and room(name) not in ARROWS[here]}
    assert not wrong, f"{module} ({here}) must not import {sorted(wrong)}"


def test_no_cycles() -> None:
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail[trail.index(module) :], module))
        if module not in done:
            for name in sorted(imports(module)):
                visit(name, (*trail, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


def test_only_the_edge_reads_the_environment() -> None:
    readers = {
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }
    assert readers <= READ_ENVIRONMENT


def test_only_services_commit() -> None:
    """These open the transaction that commits; below, only `migrate` may, for the schema."""
    writers = {
        module
        for module, path in MODULES.items()
        if module.startswith("intake.")
        and any(call in path.read_text(encoding="utf-8") for call in (".writing()", ".writing_together("))
    }
    assert {room(module) for module in writers - {"intake.store.migrate"}} == {"intake.services"}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_modules_stay_small(module: str) -> None:
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{module} has {lines} lines"


def test_modules_of_tests_stay_small_too() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES_OF_TESTS
    }
    assert not long, "split them by subject"


def test_site_is_no_package() -> None:
    """The standard library owns the module name `site`."""
    assert not (ROOT / "site" / "__init__.py").exists()
