"""The eyes of the rounds see what they look for: a loss, a double, a row that is stuck."""

import random
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.utils import timezone

from contacts.models import Delivery, FollowUp
from contacts.vocabulary import DeliveryKind, DeliveryState
from tests.factories import today_of
from tests.faults import checks, worlds
from tests.servers.smtp import Manner, Wilful

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[Wilful]:
    server = Wilful(tmp_path / "mail")
    yield server
    server.stop()


@pytest.fixture
def world() -> worlds.World:
    return worlds.make_world(random.Random(7), 1, accounts=1)


def deliver(world: worlds.World, *, state: DeliveryState = DeliveryState.SENT) -> Delivery:
    """The morning's row of the world's only account, which names everything that was due."""
    account = worlds.User.objects.get(pk=world.accounts[0])
    keys = list(world.due[0].names)
    FollowUp.objects.filter(pk__in=keys).update(announced_on=today_of(account))
    return Delivery.objects.create(
        account=account,
        kind=DeliveryKind.MORNING,
        local_day=today_of(account),
        state=state,
        claimed_at=timezone.now(),
        follow_ups=keys,
    )


def post(mail: Wilful, world: worlds.World, row: Delivery, *, words: str = "") -> None:
    """Hand that row's message to the server as a worker would."""
    message = EmailMessage()
    message["Message-ID"] = f"<digest-{row.public_id}@localhost>"
    message["To"] = world.due[0].email
    message.set_content(", ".join(world.due[0].names.values()) + words)
    with smtplib.SMTP("127.0.0.1", mail.port, timeout=10) as client:
        client.send_message(message, from_addr="rapport@localhost")


def look(mail: Wilful, world: worlds.World) -> checks.Findings:
    findings = checks.Findings()
    checks.look_at_mail(mail, world, findings, since=0)
    checks.look_at_rows(findings)
    return findings


def test_sees_nothing_where_all_went_well(mail: Wilful, world: worlds.World) -> None:
    post(mail, world, deliver(world))
    assert list(look(mail, world)) == []


def test_counts_the_very_same_message_twice_as_repeated_alone(mail: Wilful, world: worlds.World) -> None:
    row = deliver(world)
    post(mail, world, row)
    post(mail, world, row)
    findings = look(mail, world)
    assert findings.survived and findings.repeated == 1


def test_sees_one_message_id_on_two_messages(mail: Wilful, world: worlds.World) -> None:
    row = deliver(world)
    post(mail, world, row)
    post(mail, world, row, words="and more")
    assert "stands on 2 different messages" in look(mail, world).doubled[0]


def test_sees_a_delivery_that_only_claims_to_be_sent(mail: Wilful, world: worlds.World) -> None:
    deliver(world)
    lost = look(mail, world).lost
    assert "counts as sent, and the mail server never had it" in lost[0]
    assert sum("no mail that was sent names them" in one for one in lost) == len(set(world.due[0].names.values()))


def test_sees_a_row_that_is_stuck(mail: Wilful, world: worlds.World) -> None:
    deliver(world, state=DeliveryState.SENDING)
    assert any("is still sending" in one for one in look(mail, world).lost)


def test_sees_a_message_of_nobody(mail: Wilful, world: worlds.World) -> None:
    row = deliver(world)
    post(mail, world, row)
    Delivery.objects.all().delete()
    assert "that no delivery knows" in look(mail, world).doubled[0]


def test_sees_what_a_sent_mail_does_not_name(mail: Wilful, world: worlds.World) -> None:
    row = deliver(world)
    row.follow_ups = []
    row.save()
    FollowUp.objects.update(announced_on=None)
    post(mail, world, row)
    lost = look(mail, world).lost
    assert any("stands on no delivery that was sent" in one for one in lost)
    assert any("does not know that it was announced" in one for one in lost)


@pytest.mark.parametrize(
    ("manner", "taken"),
    [
        (Manner.LATER, 0),
        (Manner.LATER_AT_ONCE, 0),
        (Manner.NEVER, 0),
        (Manner.NEVER_THERE, 0),
        (Manner.DIES_BEFORE, 0),
        (Manner.DIES_WITH_IT, 1),
    ],
)
def test_the_mail_server_writes_down_what_it_took_and_nothing_else(
    mail: Wilful, world: worlds.World, manner: Manner, taken: int
) -> None:
    row = deliver(world)
    mail.manner = lambda address: manner
    with pytest.raises((smtplib.SMTPException, OSError)):
        post(mail, world, row)
    assert len(mail.taken) == len((mail.folder / "book.jsonl").read_text().splitlines()) == taken
