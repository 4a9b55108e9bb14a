"""A real worker in a process of its own: it finds what is due and sends it by a real mail server."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import redis

from contacts.models import Delivery
from contacts.services.notifications import ask_for_digest
from contacts.vocabulary import DeliveryState
from tests.conftest import Mailbox
from tests.factories import create_account
from tests.servers import Server

Eventually = Callable[..., Any]


def test_a_digest_asked_for_arrives(worker: Server, mailbox: Mailbox, eventually: Eventually) -> None:
    alice = create_account()
    row = ask_for_digest(by=alice, entry_key=uuid4())
    eventually(lambda: Delivery.objects.get(pk=row.pk).state == DeliveryState.SENT)
    assert [mail["To"] for mail in mailbox.mails] == [alice.email]


def test_the_same_delivery_queued_five_times_is_one_mail(
    worker: Server, worker_broker: redis.Redis, mailbox: Mailbox, eventually: Eventually
) -> None:
    from contacts.tasks import deliver_batch

    row = ask_for_digest(by=create_account(), entry_key=uuid4())
    for _ in range(5):
        deliver_batch.delay(row.pk)
    eventually(lambda: Delivery.objects.get(pk=row.pk).state == DeliveryState.SENT)
    eventually(lambda: worker_broker.llen("rapport") == 0 and worker_broker.hlen("unacked") == 0)
    assert len(mailbox.mails) == 1


def test_what_a_dead_broker_never_took_is_found_by_the_sweep(
    worker: Server, mailbox: Mailbox, eventually: Eventually, monkeypatch: Any
) -> None:
    from contacts.tasks import sweep_digests

    with monkeypatch.context() as patch:
        patch.setattr("contacts.enqueue._silent_until", float("inf"))
        row = ask_for_digest(by=create_account(), entry_key=uuid4())
    sweep_digests.delay()
    eventually(lambda: Delivery.objects.get(pk=row.pk).state == DeliveryState.SENT)
    assert len(mailbox.mails) == 1


def test_logs_no_address_and_no_subject(worker: Server, mailbox: Mailbox, eventually: Eventually) -> None:
    alice = create_account(email="alice-in-the-log@example.org")
    mailbox.answers.append("550 no such mailbox alice-in-the-log@example.org")
    ask_for_digest(by=alice, entry_key=uuid4())
    eventually(lambda: not mailbox.answers)
    eventually(lambda: Delivery.objects.filter(attempts__gte=1).exclude(state=DeliveryState.SENDING).exists())
    assert "alice-in-the-log" not in worker.text
