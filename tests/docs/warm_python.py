"""A `python -m` that has already imported what it needs: each call is a fork of one waiting process.

Ten commands of the documents spend twenty seconds importing; otherwise they are what they are when typed.
The shell tells folder, words and environment in files of the folder `DESK` and reads the exit status there.
"""

from __future__ import annotations

import os
import runpy
import sys
from importlib import import_module
from pathlib import Path

from intake.cli import COMMANDS

FUNCTION = """
python() {
  env -0 > "$DESK/environment"
  printf '%s\\0' "$PWD" "$@" > "$DESK/words"
  echo > "$DESK/call"
  read -r status < "$DESK/answer"
  return "$status"
}
"""


def serve(desk: Path) -> None:
    """Answer calls until the one that asks for nothing."""
    for name in COMMANDS:
        import_module(f"intake.commands.{name}")
    while (desk / "call").read_text("utf-8").strip() != "end":
        child = os.fork()
        if not child:
            _become(desk)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        (desk / "answer").write_text(f"{status}\n", "utf-8")


def _become(desk: Path) -> None:
    folder, _dash_m, module, *words = (desk / "words").read_text("utf-8").rstrip("\0").split("\0")
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(each.split("=", 1) for each in _nul_separated(desk / "environment"))
    sys.argv = [module, *words]
    status = 0
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        sys.stdout.flush()
        status = end.code if isinstance(end.code, int) else bool(end.code)
    os._exit(status)  # leaving as Python does, tidying up all that is loaded, takes a second


def _nul_separated(path: Path) -> list[str]:
    return path.read_text("utf-8").rstrip("\0").split("\0")


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
