"""Adapter between Pelican and our build: reads settings, turns a fault into a failed build."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pelican.generators import Generator
from pelican.log import console

import registry
from registry import progress
from registry.kept import KeptLists

from .building.build import build
from .building.snapshot import Site

_GO_ON = "已经写好的页面是完整的，别的还是原来的。再生成一次，只做剩下的。"


class DisclosureGenerator(Generator):
    """Builds every page straight from the registry: no Pelican content object per item."""

    def generate_context(self) -> None:
        """Load and check content/. Any fault prints all of them and ends the build with exit code 1."""
        try:
            self.registry = registry.load(Path(self.path), KeptLists(self._cache, self._processes))
        except registry.ContentError as error:
            folder = Path(self.path).name
            for fault in error.faults:
                sys.stderr.write(f"{folder}/{fault.file}:{fault.line}: [{fault.kind}] {fault.message}\n")
            raise SystemExit(f"内容有 {len(error.faults)} 处错误，网站没有生成。") from None

    def generate_output(self, _writer: object) -> None:
        """Write the site with our own writer; Pelican's rewrites files that did not change."""
        site = Site(
            registry=self.registry,
            on=_build_date(self.settings.get("BUILD_DATE"), self.registry),
            base_url=self.settings["SITE_ADDRESS"].rstrip("/"),
            theme=Path(self.theme),
            content=Path(self.path),
            cache=self._cache,
        )
        every = self.settings.get("SITE_PROGRESS")
        # Forks and threads do not mix: it beats no time of its own.
        with progress.work("生成网站", _GO_ON, beats=False, every=every) as shown:
            report = build(site, Path(self.output_path), self._processes, shown.part)
        console.print(report.summary())

    @property
    def _cache(self) -> Path:
        """Where it is remembered what was read and made."""
        return Path(self.settings["SITE_CACHE"])

    @property
    def _processes(self) -> int:
        return int(self.settings["SITE_PROCESSES"])


def _build_date(text: str | None, published: registry.Registry) -> date:
    """The day whose releases in force are shown: the setting, else today in China.

    Before the first release there is nothing to show, so that day is the earliest answered for.
    """
    on = date.fromisoformat(text) if text else datetime.now(ZoneInfo("Asia/Shanghai")).date()
    return max(on, published.first_release_date)
