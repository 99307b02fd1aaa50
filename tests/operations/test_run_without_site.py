"""What `run` says when there is no public site to serve."""

from __future__ import annotations

import pytest

from intake.commands import run
from intake.services.context import Context


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_start_without_the_site_says_how_to_make_it(
    ctx: Context, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ctx.settings.output_dir / "index.html"
    home.unlink(missing_ok=True)
    run._prepare(ctx)
    assert "python -m intake build" in capsys.readouterr().out
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_text("x")
    run._prepare(ctx)
    assert "python -m intake build" not in capsys.readouterr().out
