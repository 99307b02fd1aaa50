"""python -m docs.drawn: write every document and picture that is drawn from the code (`make docs` does).

tests/docs/test_drawn.py fails while a file is not what this would write.
"""

from __future__ import annotations

from docs.drawn import DRAWN, HERE


def main() -> None:
    """Write them all."""
    for name, make in DRAWN.items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
