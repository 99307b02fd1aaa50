"""What every use case needs, built once per process; only the published record in it is taken up anew."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from intake.cases.routing import Router
from intake.cases.routing.site_model import SiteModels, UnusableModel
from intake.cases.running import is_procedure
from intake.services.lists.placing import finish_interrupted
from intake.services.search.vocabulary import analyzer_for
from intake.settings import Settings, SettingsError
from intake.store.base import Database
from intake.store.files.file_stores import open_files
from intake.store.files.files import EvidenceFiles
from intake.store.keys import Keys, load_or_create
from registry import ContentError, Registry, load
from search import SearchBackend, beside, open_backend

log = structlog.get_logger()

LOCAL_TIME = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Context:
    """`index` holds what is published, `case_index` cases. `now` gives aware UTC time. Web code reads
    `settings`, `registry` and `keys.session`; the rest is for services.

    It never changes under whoever holds it: each request, and each piece of a worker's work, asks `renewed`
    once and uses one record from beginning to end.
    """

    settings: Settings
    registry: Registry
    index: SearchBackend
    case_index: SearchBackend
    router: Router
    database: Database
    files: EvidenceFiles
    keys: Keys
    now: Callable[[], datetime]
    _newest: list[Context] = field(init=False, repr=False, compare=False, default_factory=list)

    def __post_init__(self) -> None:
        """What this process records, it seals."""
        self.database.sign_with(self.keys.audit)

    def renewed(self) -> Context:
        """This context over the newest record that the process took up."""
        return self._newest[-1] if self._newest else self

    def take_up(self, registry: Registry) -> Context:
        """Make `renewed` answer with this record, its router and an index that knows its words.

        Cases stay indexed by the words of the start, old and new alike. Raises SettingsError: the record
        lacks what a setting names; then everything stays as it was.
        """
        _check_procedure(self.settings, registry)
        newer = replace(
            self,
            registry=registry,
            router=router_for(self.settings, registry),
            index=open_backend(self.settings.search_url, analyzer_for(registry)),
        )
        weakref.finalize(
            newer, newer.index.close
        )  # a long request may work with it after the next was taken up
        self._newest[:] = [newer]
        return newer

    def today(self) -> date:
        """The local calendar date."""
        return self.now().astimezone(LOCAL_TIME).date()

    def close(self) -> None:
        """Release connections and files."""
        self.database.close()
        for each in (self, *self._newest):
            each.index.close()
        self.case_index.close()


def open_context(settings: Settings, now: Callable[[], datetime] | None = None) -> Context:
    """Load content, open database, files, keys and index; migrates nothing.

    Raises ContentError, OSError, or SettingsError for what only the content shows to be wrong.
    """
    return context_for(settings, _load(settings), now)


def _load(settings: Settings) -> Registry:
    """The record; where a publisher was killed between two files of one publication, with the rest of it."""
    try:
        return load(settings.content_dir)
    except ContentError:
        if not finish_interrupted(settings):
            raise
        return load(settings.content_dir)


def context_for(settings: Settings, registry: Registry, now: Callable[[], datetime] | None = None) -> Context:
    """The same with a registry that is loaded already. Raises SettingsError: PROCEDURE is none of its."""
    _check_procedure(settings, registry)
    analyzer = analyzer_for(registry)
    return Context(
        settings=settings,
        registry=registry,
        index=open_backend(settings.search_url, analyzer),
        case_index=open_backend(beside(settings.search_url, "cases"), analyzer),
        router=router_for(settings, registry),
        database=Database(settings.database_url),
        files=open_files(settings.files_url, settings.files_dir),
        keys=load_or_create(settings.data_dir / "keys"),
        now=now or _utc_now,
    )


def router_for(settings: Settings, registry: Registry) -> Router:
    """The router with the model switched on here, or the shipped one, and a line in the log that says which.

    Raises SettingsError when the model switched on is not what it was.
    """
    models = SiteModels(model_folder(settings))
    try:
        model, name = models.load(), models.active()
    except UnusableModel as error:
        raise SettingsError(
            [f"DATA_DIR/model 里的转办模型不能用（{error}）。从备份恢复，或运行 train --rollback 退回上一个"]
        ) from error
    log.info("routing model", model=name or "shipped")
    return Router(registry, model=model)


def model_folder(settings: Settings) -> Path:
    """Where this installation keeps the models it trained."""
    return settings.data_dir / "model"


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _check_procedure(settings: Settings, registry: Registry) -> None:
    known = [each.id for each in registry.clock_profiles.values() if is_procedure(each)]
    if settings.procedure not in known:
        raise SettingsError([f"PROCEDURE={settings.procedure!r}：应为 {'、'.join(known)} 之一"])
