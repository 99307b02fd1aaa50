"""Every service × every role: whoever may not is refused, or told nothing, and nothing has changed."""

from __future__ import annotations

import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from roles_world import World, build, digest
from samples import Clock, People, settings_in
from services_table import GUARDS, Guard

import intake.services
from intake.cases.errors import CaseworkError, NotFound, NotPermitted
from intake.cases.model import PERSON_ROLES, Staff
from intake.cases.permissions import may
from intake.services.context import Context
from intake.services.search import case_index
from intake.services.search.vocabulary import analyzer_for
from intake.store.base import Database
from intake.store.files.folder_files import FolderFiles
from intake.store.keys import load_or_create
from search import open_backend

# About nobody but the person themselves, their own session, drafts, reminders, or their organ's roster.
OWN = {
    "desk.drafts.sent",
    "desk.inbox.waiting",
    "desk.saved.remove",
    "desk.saved.views",
    "office.ahead.mine",
    "office.my_reminders.mark_read",
    "office.my_reminders.of",
    "office.my_reminders.unread",
    "staff.accounts.change_password",
    "staff.accounts.log_in_before",
    "staff.asked_again.has_password",
    "staff.asked_again.show_again",
    "staff.colleagues.roster",
    "staff.leave.deputies_for",
    "staff.second_factor.begin",
    "staff.second_factor.finish",
    "staff.second_factor.has",
    "staff.second_factor.is_due",
    "staff.staff_admin.end_session",
    "staff.staff_admin.last_log_ins",
    "staff.staff_admin.sessions_of",
    "staff.units.of_organ",
}
# Transactions and rules that services above are made of, walked through them.
PARTS = {
    "annual.standing.after",
    "annual.standing.due",
    "annual.standing.line",
    "annual.standing.standing",
    "casework.mark.marking",
    "casework.step.step_on",
    "desk.filters.narrowed",
    "lists.chain.acting",
    "lists.importing.take_over",
    "lists.rows.import_rows",
    "office.entering.organ_below",
    "office.papers.standing_of",
    "partners.casework.carry_out",
    "partners.casework.one",
    "publication.preparing.handling",
    "search.case_facets.facets",
}


@cache
def services() -> dict[str, Callable[..., Any]]:
    """Every public function of intake.services that begins (ctx, staff: Staff), by name."""
    found = {}
    for each in pkgutil.walk_packages(intake.services.__path__, "intake.services."):
        module = import_module(each.name)
        for name, function in vars(module).items():
            if inspect.isfunction(function) and function.__module__ == each.name and name[0] != "_":
                first = list(inspect.signature(function).parameters.values())[:2]
                if len(first) == 2 and first[0].name == "ctx" and first[1].annotation == "Staff":
                    found[f"{each.name.removeprefix('intake.services.')}.{name}"] = function
    return found


@dataclass(frozen=True)
class Prepared:
    """The world as it was made, where its database lies (each walk copies it), and all that is in it."""

    world: World
    folder: Path
    digest: dict[str, list[str]]


def _context(common: Context, folder: Path) -> Context:
    url = f"sqlite:///{folder / 'mingdan.sqlite3'}"
    settings = replace(settings_in(folder), database_url=url)
    return replace(
        common,
        settings=settings,
        case_index=open_backend(f"whoosh://{folder}/cases", analyzer_for(common.registry)),
        database=Database(url),
        files=FolderFiles(settings.files_dir),
        keys=load_or_create(folder / "keys"),
        now=Clock(),
    )


@pytest.fixture(scope="module")
def prepared(common: Context, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The world, built once."""
    folder = tmp_path_factory.mktemp("world")
    shutil.copy(migrated_sqlite, folder / "mingdan.sqlite3")
    ctx = _context(common, folder)
    world = build(ctx, People(ctx))
    case_index.rebuild(ctx)
    made = digest(ctx)
    ctx.database.close()
    return Prepared(world, folder, made)


@pytest.fixture
def world(prepared: Prepared, tmp_path: Path) -> Iterator[World]:
    """A copy of its own; the files and the index are only read."""
    shutil.copy(prepared.folder / "mingdan.sqlite3", tmp_path / "mingdan.sqlite3")
    made = prepared.world
    ctx = replace(made.ctx, database=Database(f"sqlite:///{tmp_path / 'mingdan.sqlite3'}"))
    yield replace(made, ctx=ctx, people=replace(made.people, ctx=ctx))
    ctx.database.close()


def test_no_service_is_left_out_of_the_walk() -> None:
    assert not set(GUARDS) & (OWN | PARTS)
    assert set(services()) == set(GUARDS) | OWN | PARTS


@pytest.mark.parametrize("name", GUARDS)
def test_whoever_may_not_is_refused_and_nothing_changes(name: str, world: World, prepared: Prepared) -> None:
    guard, arguments = GUARDS[name], GUARDS[name].arguments(world)
    for who in _refused(guard, world):
        refused, told = _call(name, (world.ctx, who, *arguments))
        assert refused or guard.nothing(told), f"{who.role} of {who.region}"
    assert digest(world.ctx) == prepared.digest


@pytest.mark.parametrize("name", GUARDS)
def test_somebody_may(name: str, world: World) -> None:
    """Else the refusals of the walk would prove nothing."""
    guard, arguments = GUARDS[name], GUARDS[name].arguments(world)
    allowed = [who for who in _everybody(world) if _has_right(guard, who)]
    assert not all(_call(name, (world.ctx, who, *arguments))[0] for who in allowed)


def _everybody(world: World) -> list[Staff]:
    return [place(role) for role in PERSON_ROLES for place in (world.here, world.above)]


def _has_right(guard: Guard, who: Staff) -> bool:
    return may(who, guard.right) or (guard.or_with is not None and may(who, guard.or_with))


def _refused(guard: Guard, world: World) -> list[Staff]:
    """Those whose role does not allow it and, of what lies here, everybody from elsewhere."""
    strangers = [world.away(role) for role in PERSON_ROLES]
    wrong_role = [who for who in (*_everybody(world), *strangers) if not _has_right(guard, who)]
    return [*wrong_role, *(strangers if guard.bound else ())]


def _call(name: str, arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    """Whether it was refused, and what it returned; another error than a refusal lets the person through."""
    try:
        return False, services()[name](*arguments, **GUARDS[name].named)
    except (NotPermitted, NotFound):
        return True, None
    except CaseworkError as error:
        return False, error
