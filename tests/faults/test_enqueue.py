"""Asking a worker never fails or delays what was saved, whatever the broker does."""

import logging
import time

import pytest
import redis
from django.db import transaction
from django.test import Client

from contacts.enqueue import after_commit
from networking.celery import app as celery_app

pytestmark = pytest.mark.django_db(transaction=True)

TASK = "tests.note"
ran: list[tuple[int, ...]] = []


@celery_app.task(name=TASK)
def note(*ids: int) -> None:
    ran.append(ids)


def save(*ids: int) -> float:
    """One transaction that asks a worker; the seconds it took."""
    began = time.monotonic()
    with transaction.atomic():
        after_commit(TASK, *ids)
    return time.monotonic() - began


def test_sends_name_and_ids_as_json_after_the_commit(broker: redis.Redis) -> None:
    with transaction.atomic():
        after_commit(TASK, 7, 8)
        assert broker.llen("rapport") == 0
    message = broker.lindex("rapport", 0)
    assert message is not None
    assert b'"content-type": "application/json"' in message and TASK.encode() in message


def test_sends_nothing_when_the_transaction_is_rolled_back(broker: redis.Redis) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        after_commit(TASK, 7)
        raise ZeroDivisionError
    assert broker.llen("rapport") == 0


def test_survives_a_dead_broker_fast(broker_dead: None, caplog: pytest.LogCaptureFixture) -> None:
    assert save(7) < 1.0
    assert "did not take tests.note" in caplog.text


def test_survives_a_hanging_broker_and_does_not_wait_for_it_again(broker_hanging: None) -> None:
    assert save(7) < 2.5
    assert sum(save(number) for number in range(20)) < 1.0


def test_trusts_a_broker_again_after_the_pause(broker: redis.Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contacts.enqueue._silent_until", time.monotonic() + 100)
    save(7)
    assert broker.llen("rapport") == 0
    monkeypatch.setattr("contacts.enqueue._silent_until", time.monotonic())
    save(8)
    assert broker.llen("rapport") == 1


def test_logs_no_more_than_the_task_and_the_kind_of_error(broker_dead: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="contacts"):
        save(123456)
    assert "123456" not in caplog.text and "Traceback" not in caplog.text


def test_runs_in_this_process_when_tasks_are_eager(settings: object) -> None:
    ran.clear()
    save(7, 8)
    assert ran == [(7, 8)]


@pytest.mark.parametrize("broker_state", ["broker_dead", "broker_hanging"])
def test_sign_in_works_without_a_broker(client: Client, request: pytest.FixtureRequest, broker_state: str) -> None:
    request.getfixturevalue(broker_state)
    from contacts.models import User

    User.objects.create_user("alice@example.org", "a long and quiet sentence")
    began = time.monotonic()
    answer = client.post("/accounts/login/", {"login": "alice@example.org", "password": "a long and quiet sentence"})
    assert answer.status_code == 302 and "_auth_user_id" in client.session
    assert time.monotonic() - began < 2.0
