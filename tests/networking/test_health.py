"""The two addresses that a supervisor asks."""

import pytest
from django.test import Client

from contacts import gate

pytestmark = pytest.mark.django_db


def test_live_answers_anybody(client: Client) -> None:
    response = client.get("/health/live")
    assert (response.status_code, response.content) == (200, b"alive\n")


def test_ready_reports_a_silent_broker_and_stays_ready(client: Client, broker_dead: None) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": "ok", "migrations": "ok", "gate": "ok", "broker": "silent"}


def test_ready_refuses_without_the_gate(client: Client, broker_dead: None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        name = sorted(gate.names())[0]
        on = "" if connection.vendor == "sqlite" else f" ON {gate.CONTACT}"
        cursor.execute(f"DROP TRIGGER {name}{on}")
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["gate"] == f"missing {name}"


def test_ready_refuses_while_a_migration_waits(client: Client, broker_dead: None) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="contacts").delete()
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["migrations"].endswith(" waiting")


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_refuses_to_be_posted_to(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
