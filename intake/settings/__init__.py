"""Settings from the environment: read once, checked whole, frozen, then passed down. One module a subject."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from intake.settings.casework import CaseworkSettings, casework
from intake.settings.evidence import MEGABYTE, EvidenceLimits, evidence
from intake.settings.notices import NoticeSettings, notices
from intake.settings.operations import OperationsSettings, operations
from intake.settings.places import place_faults
from intake.settings.reader import Reader
from intake.settings.shown import Shown, lookalikes
from intake.settings.sign_on import SignOnSettings, sign_on

__all__ = [
    "MEGABYTE",
    "CaseworkSettings",
    "EvidenceLimits",
    "NoticeSettings",
    "OperationsSettings",
    "Settings",
    "SettingsError",
    "SignOnSettings",
    "from_environment",
    "with_others",
]


_AUTHOR = "明单 <mingdan@localhost>"  # of what is committed to the history of the content


class SettingsError(Exception):
    """Every faulty setting at once, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator chooses. Paths are as given (relative to the working directory)."""

    host: str
    port: int
    data_dir: Path
    database_url: str = field(repr=False)  # it may hold a password
    search_url: str = field(repr=False)  # as above
    files_dir: Path
    output_dir: Path
    content_dir: Path
    demo: bool
    base_url: str
    pow_cost: int
    proxies: int
    session_hours: int
    session_idle_minutes: int
    draft_days: int
    contact_days: int
    require_second_factor: bool
    limit_factor: int = 1
    files_url: str = field(default="", repr=False)  # of a bucket; "": the files are in `files_dir`
    procedure: str = "violation-report"
    results_by_hand: bool = False
    content_author: str = _AUTHOR
    letter_font: str = ""
    second_factor_for_all: bool = False
    breached_passwords: str = ""  # a file; "": none is looked up
    limits: EvidenceLimits = field(default_factory=EvidenceLimits)
    notices: NoticeSettings = field(default_factory=NoticeSettings)
    casework: CaseworkSettings = field(default_factory=CaseworkSettings)
    sign_on: SignOnSettings = field(default_factory=SignOnSettings)
    operations: OperationsSettings = field(default_factory=OperationsSettings)
    shown: tuple[Shown, ...] = field(default=(), repr=False, compare=False)  # every setting, secrets hidden
    unknown: tuple[str, ...] = field(default=(), compare=False)  # a sentence for each that is none of ours

    @property
    def secure(self) -> bool:
        """Whether cookies may be limited to https."""
        return self.base_url.startswith("https://")


def from_environment(environment: Mapping[str, str], *, places: bool = False) -> Settings:
    """Read the settings; with `places`, also look whether folders and files that they name can be used.

    Raises SettingsError naming every fault.
    """
    faults: list[str] = []
    read = Reader(environment, faults)
    host = read.text("HOST", "127.0.0.1")
    port = read.number("PORT", 8000, 1, 65535)
    data_dir = Path(read.text("DATA_DIR", "var"))
    files_url = read.bucket("FILES_URL")
    settings = Settings(
        host=host,
        port=port,
        data_dir=data_dir,
        database_url=read.database("DATABASE_URL", f"sqlite:///{data_dir / 'mingdan.sqlite3'}"),
        search_url=read.engine("SEARCH_URL", f"whoosh:///{(data_dir / 'index').absolute()}"),
        files_dir=_folder(files_url, read.text("FILES_DIR", str(data_dir / "files"))),
        files_url="" if files_url.startswith("file:") else files_url,
        output_dir=Path(read.text("OUTPUT_DIR", "output")),
        content_dir=Path(read.text("CONTENT_DIR", "content")),
        demo=(demo := read.flag("DEMO", default=True)),
        base_url=read.web_address("BASE_URL", f"http://{host}:{port}"),
        pow_cost=read.number("POW_COST", 5000, 1, 1_000_000),
        proxies=read.number("PROXIES", 0, 0, 5),
        session_hours=read.number("SESSION_HOURS", 10, 1, 72),
        session_idle_minutes=read.number("SESSION_IDLE_MINUTES", 60, 5, 1440),
        draft_days=read.number("DRAFT_DAYS", 30, 1, 365),
        require_second_factor=read.flag("REQUIRE_SECOND_FACTOR", default=not demo),
        contact_days=read.number("CONTACT_DAYS", 730, 1, 36_500),
        limit_factor=read.number("LIMIT_FACTOR", 1, 1, 1000),
        procedure=read.text("PROCEDURE", "violation-report"),
        letter_font=read.text("LETTER_FONT"),
        second_factor_for_all=read.flag("SECOND_FACTOR_FOR_ALL", default=False),
        breached_passwords=read.text("BREACHED_PASSWORDS"),
        results_by_hand=read.flag("RESULTS_BY_HAND", default=False),
        content_author=read.mailbox("CONTENT_AUTHOR") or _AUTHOR,
        limits=evidence(read),
        notices=notices(read, faults),
        casework=casework(read),
        sign_on=sign_on(read, faults),
        operations=operations(read, faults),
    )
    if places:
        faults += place_faults(read.seen)
    if faults:
        raise SettingsError(faults)
    return replace(
        settings, shown=tuple(read.seen.values()), unknown=lookalikes(environment, read.seen.keys())
    )


def with_others(given: Mapping[str, str]) -> Settings:
    """The settings of this process with others in place of some. Raises SettingsError."""
    return from_environment({**os.environ, **given})


def _folder(files_url: str, files_dir: str) -> Path:
    """Where files lie on this machine, unless they are in a bucket."""
    return Path(unquote(urlsplit(files_url).path) if files_url.startswith("file:") else files_dir)
