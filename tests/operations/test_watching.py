"""What an operator's tools see: metrics without anybody's data, readiness, signs of life, warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from flask.testing import FlaskClient
from machines import furnished, taken
from samples import ROOT, Clock, filed
from sqlalchemy import text

from intake.services.context import Context
from intake.services.doctor import Level, examine
from intake.services.monitoring import heartbeat
from intake.services.publication import building
from intake.services.publication.building import Built
from intake.settings import OperationsSettings
from intake.web.app import create_app

RULES = ROOT / "deploy" / "prometheus" / "alerts.yaml"
LABELS = {"method", "route", "status", "le", "source", "job", "version", "schema"}
OF_LIBRARIES = ("python_", "process_")


@pytest.fixture
def watched(ctx: Context, tmp_path: Path, away: Path) -> Iterator[Context]:
    """An installation with everything that has a metric."""
    here = furnished(ctx, tmp_path / "own")
    taken(here, away)
    building.note(here.settings.data_dir, Built(here.now(), 2.5))
    heartbeat._last.clear()
    for job in heartbeat.JOBS:
        heartbeat.beat(here, job)
    operations = OperationsSettings(backup_dir=away / "backups", metrics_token="a-token-of-sixteen-or-more")
    yield replace(here, settings=replace(here.settings, operations=operations))
    heartbeat._last.clear()


def scraped(client: FlaskClient) -> dict[str, float]:
    """Every sample by its name and labels."""
    lines = client.get("/metrics").get_data(as_text=True).splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if line[0] != "#"}


def test_every_alert_asks_for_a_metric_that_there_is(watched: Context) -> None:
    client = create_app(watched).test_client()
    client.get("/healthz")
    there = {name.partition("{")[0] for name in scraped(client)}
    rules = yaml.safe_load(RULES.read_text("utf-8"))["groups"][0]["rules"]
    asked = {name for rule in rules for name in re.findall(r"mingdan_\w+", rule["expr"])}
    assert asked
    assert asked <= there


def test_counts_follow_what_happens(watched: Context) -> None:
    client = create_app(watched).test_client()
    before = scraped(client)
    filed(watched)
    client.get("/no/such/page")
    client.open("/healthz", method="PROPFIND")
    after = scraped(client)
    assert (
        after['mingdan_submissions_total{source="test"}'] - before['mingdan_submissions_total{source="test"}']
        == 1
    )
    assert after["mingdan_index_waiting"] - before["mingdan_index_waiting"] == 1
    assert after["mingdan_notices_waiting"] > before["mingdan_notices_waiting"]
    assert after["mingdan_backup_age_seconds"] == 0
    assert any('method="other"' in name for name in after)


def test_no_label_names_anybody_or_grows_with_use(watched: Context) -> None:
    client = create_app(watched).test_client()
    for number in range(30):
        client.get(f"/secret-{number}/13800001111")
        client.open(f"/track?code={number}", method=f"VERB{number}")
    samples = [name for name in scraped(client) if not name.startswith(OF_LIBRARIES)]
    assert {label for name in samples for label in re.findall(r'(\w+)="', name)} <= LABELS
    assert not [name for name in samples if "secret" in name or "1380000" in name or "VERB" in name]


def test_metrics_only_for_operators(watched: Context) -> None:
    client = create_app(watched).test_client()
    outside = {"REMOTE_ADDR": "203.0.113.7"}
    for path in ("/metrics", "/readyz"):
        assert client.get(path).status_code == 200
        assert client.get(path, environ_base=outside).status_code == 404
        assert client.get(path, headers={"Via": "1.1 nginx"}).status_code == 404
        wrong = {"Authorization": "Bearer a-token-of-sixteen-or-less"}
        assert client.get(path, environ_base=outside, headers=wrong).status_code == 404
        right = {"Authorization": "Bearer a-token-of-sixteen-or-more"}
        assert client.get(path, environ_base=outside, headers=right).status_code == 200


def test_ready_and_alive_are_two_things(watched: Context) -> None:
    """A database that waits for a migration is not ready, and not dead; the metrics say what is left."""
    with watched.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    client = create_app(watched).test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["parts"]["migrations"]) == (503, "SchemaDiffers")  # type: ignore[index]
    with watched.database.writing() as connection:
        connection.execute(text("ALTER TABLE case_clocks RENAME TO elsewhere"))
    assert scraped(client)["mingdan_database_up"] == 0
    with watched.database.writing() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO case_clocks"))


def test_the_doctor_notices_silence_and_old_backups(watched: Context, clock: Clock) -> None:
    def level(name: str) -> Level:
        return examine(watched)[name].level

    assert (level("后台工作"), level("备份")) == (Level.OK, Level.NOTICE)  # keys are not saved
    clock.forward(minutes=20)
    assert level("后台工作") is Level.FAULT
    clock.forward(days=2)
    assert "小时前" in examine(watched)["备份"].says
    clock.forward(days=7)
    assert level("备份") is Level.FAULT


def test_a_clock_that_jumped_back_is_a_fault(watched: Context, clock: Clock) -> None:
    assert examine(watched)["时钟"].level is not Level.FAULT
    clock.forward(hours=-3)
    assert examine(watched)["时钟"].level is Level.FAULT
