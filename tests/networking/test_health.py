"""The two addresses that a supervisor asks."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from contacts import gate
from contacts.models import Heartbeat
from contacts.queries.mornings import SWEEPS

pytestmark = pytest.mark.django_db


def test_live_answers_anybody(client: Client) -> None:
    response = client.get("/health/live")
    assert (response.status_code, response.content) == (200, b"alive\n")


def test_ready_reports_a_silent_broker_and_stays_ready(client: Client, broker_dead: None) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": "ok",
        "migrations": "ok",
        "gate": "ok",
        "broker": "silent",
        "sweeps": "ok",
    }


@pytest.mark.parametrize("silent", SWEEPS)
def test_ready_reports_sweeps_that_stay_away_and_stays_ready(client: Client, broker_dead: None, silent: str) -> None:
    Heartbeat.objects.create(name=silent, at=datetime(2026, 11, 22, 8, 0, tzinfo=UTC))
    for name in set(SWEEPS) - {silent}:
        Heartbeat.objects.create(name=name, at=datetime(2026, 11, 22, 8, 9, tzinfo=UTC))
    with time_machine.travel("2026-11-22T08:10:00Z", tick=False):
        assert client.get("/health/ready").json()["sweeps"] == "ok"
    with time_machine.travel("2026-11-22T08:10:01Z", tick=False):
        response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json()["sweeps"] == "silent since 2026-11-22T08:00:00+00:00"


def test_ready_refuses_without_the_gate(client: Client, broker_dead: None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        name = sorted(gate.names())[0]
        on = "" if connection.vendor == "sqlite" else f" ON {gate.CONTACT}"
        cursor.execute(f"DROP TRIGGER {name}{on}")
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["gate"] == f"missing {name}"


def test_ready_refuses_while_a_restore_is_half_done(
    client: Client, broker_dead: None, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    (tmp_path / "restore.json").write_text("[]")
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["database"]) == (503, "half restored")


def test_ready_refuses_while_a_migration_waits(client: Client, broker_dead: None) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="contacts").delete()
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["migrations"].endswith(" waiting")


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_refuses_to_be_posted_to(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
