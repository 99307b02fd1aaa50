"""A copy of the project in which every function of the three rooms stands with all its changed versions.

mutmut makes the changes, `switch` says which version runs.
"""

from __future__ import annotations

import ast
import difflib
import re
import shutil
import subprocess
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

_OWN_SWITCH = ("from mutmut.mutation.trampoline import", "from benchmarks.mutation.switch import")
ROOT = Path(__file__).resolve().parents[2]


def copy_of_the_project(to: Path) -> None:
    """Everything that git knows of or does not ignore, as it lies in the working tree."""
    shutil.rmtree(to, ignore_errors=True)
    known = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, known.stdout.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)


def change(room: str, project: Path) -> dict[str, str]:
    """Write the changed versions of a room's functions into the copy; what each changes, by its name.

    Only bodies of functions and methods are changed: no tables at the top of a module, nothing decorated.
    """
    changes: dict[str, str] = {}
    for path in sorted((project / room).rglob("*.py")):
        inside = path.relative_to(project)
        mutated = mutate_file_contents(str(inside), path.read_text("utf-8"))
        path.write_text(mutated.code.replace(*_OWN_SWITCH), "utf-8")
        module = ".".join(inside.with_suffix("").parts).removesuffix(".__init__")
        bodies = _bodies(mutated.code)
        changes |= {f"{module}.{name}": _difference(bodies, name) for name in mutated.mutant_names}
    return changes


def _bodies(code: str) -> dict[str, list[str]]:
    lines = code.splitlines()
    functions = (each for each in ast.walk(ast.parse(code)) if isinstance(each, ast.FunctionDef))
    return {each.name: lines[each.lineno : each.end_lineno] for each in functions}


def _difference(bodies: dict[str, list[str]], name: str) -> str:
    """The lines that are new in this version, and those they replace."""
    original = bodies[re.sub(r"__mutmut_\d+$", "__mutmut_orig", name)]
    lines = difflib.ndiff(original, bodies[name])
    return "\n".join(re.sub(r"^([-+])\s+", r"\1 ", line) for line in lines if line[0] in "-+")
