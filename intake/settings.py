"""Settings from the environment: read once, checked whole, frozen, then passed down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

MEGABYTE = 1024 * 1024
T = TypeVar("T")


class SettingsError(Exception):
    """Every faulty setting at once, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class EvidenceLimits:
    """What may be uploaded with one complaint. Sizes in bytes."""

    files: int = 8
    image_bytes: int = 10 * MEGABYTE
    video_bytes: int = 50 * MEGABYTE
    pdf_bytes: int = 10 * MEGABYTE
    image_side: int = 4096
    image_pixels: int = 64_000_000
    keep_free: int = 200 * MEGABYTE  # of the disk, so that complaints can still be filed when files fill it


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator chooses. Paths are as given (relative to the working directory)."""

    host: str
    port: int
    data_dir: Path
    database_url: str = field(repr=False)  # it may hold a password
    search_url: str
    files_dir: Path
    output_dir: Path
    content_dir: Path
    demo: bool
    base_url: str
    pow_cost: int
    proxies: int
    session_hours: int
    draft_days: int
    procedure: str = "violation-report"
    limits: EvidenceLimits = EvidenceLimits()

    @property
    def secure(self) -> bool:
        """Whether cookies may be limited to https."""
        return self.base_url.startswith("https://")


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read the settings. Raises SettingsError naming every fault."""
    faults: list[str] = []
    read = _Reader(environment, faults)
    host = environment.get("HOST", "127.0.0.1")
    port = read.number("PORT", 8000, 1, 65535)
    data_dir = Path(environment.get("DATA_DIR", "var"))
    settings = Settings(
        host=host,
        port=port,
        data_dir=data_dir,
        database_url=read.database("DATABASE_URL", f"sqlite:///{data_dir / 'mingdan.sqlite3'}"),
        search_url=read.engine("SEARCH_URL", f"whoosh:///{(data_dir / 'index').absolute()}"),
        files_dir=Path(environment.get("FILES_DIR", str(data_dir / "files"))),
        output_dir=Path(environment.get("OUTPUT_DIR", "output")),
        content_dir=Path(environment.get("CONTENT_DIR", "content")),
        demo=read.flag("DEMO", default=True),
        base_url=read.web_address("BASE_URL", f"http://{host}:{port}"),
        pow_cost=read.number("POW_COST", 5000, 1, 1_000_000),
        proxies=read.number("PROXIES", 0, 0, 5),
        session_hours=read.number("SESSION_HOURS", 10, 1, 72),
        draft_days=read.number("DRAFT_DAYS", 30, 1, 365),
        procedure=environment.get("PROCEDURE", "violation-report"),
    )
    if faults:
        raise SettingsError(faults)
    return settings


class _Reader:
    def __init__(self, environment: Mapping[str, str], faults: list[str]) -> None:
        self._environment = environment
        self._faults = faults

    def number(self, name: str, default: int, least: int, most: int) -> int:
        def parse(text: str) -> int:
            value = int(text)
            if not least <= value <= most:
                raise ValueError
            return value

        return self._value(name, default, parse, f"应为 {least} 至 {most} 之间的整数")

    def flag(self, name: str, *, default: bool) -> bool:
        choices = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        return self._value(name, default, lambda text: choices[text.lower()], "应为 1 或 0")

    def web_address(self, name: str, default: str) -> str:
        def parse(text: str) -> str:
            parts = urlsplit(text)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError
            return text.rstrip("/")

        return self._value(name, default, parse, "应为 http:// 或 https:// 开头的网址")

    def engine(self, name: str, default: str) -> str:
        def parse(text: str) -> str:
            if not text.startswith("whoosh://"):
                raise ValueError
            return text

        return self._value(name, default, parse, "应为 whoosh:///绝对路径")

    def database(self, name: str, default: str) -> str:
        def parse(text: str) -> str:
            for prefix in ("postgresql://", "postgres://"):
                if text.startswith(prefix):
                    return "postgresql+psycopg://" + text.removeprefix(prefix)
            if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
                raise ValueError
            return text

        return self._value(name, default, parse, "应为 sqlite:///… 或 postgresql://… ", shown=False)

    def _value(
        self, name: str, default: T, parse: Callable[[str], T], expected: str, *, shown: bool = True
    ) -> T:
        """The setting parsed, or its default; `shown` False for what may hold a password."""
        text = self._environment.get(name, "").strip()
        if not text:
            return default
        try:
            return parse(text)
        except (ValueError, KeyError):
            self._faults.append(f"{name}={text!r}：{expected}" if shown else f"{name}：{expected}")
            return default
