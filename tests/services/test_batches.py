"""Batches by a real SMTP server: one connection, one bad address keeps nobody back, a server that is ill ends them."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from contacts.models import Delivery, DeliveryChannel, User
from contacts.queries.digest import Digest, render_digest
from contacts.services import deliveries, notifications
from contacts.services.notifications import deliver_batch, sweep_digests
from contacts.vocabulary import ChannelKind, DeliveryState
from tests.factories import create_account, create_person, create_reminder
from tests.servers import free_port, smtp

MORNING = "2026-11-18T07:00:00Z"  # 08:00 in Oslo
WAITING, SENT, FAILED = DeliveryState.WAITING, DeliveryState.SENT, DeliveryState.FAILED


class Office:
    """A mail server that counts who comes, and answers recipients and messages by a script."""

    def __init__(self) -> None:
        self.sessions: set[int] = set()
        self.to: list[str] = []
        self.ids: list[str] = []
        self.at_address: dict[str, str] = {}
        self.at_message: dict[str, str] = {}
        self.at_sender = "250 go on"
        self.hangs_up_after: set[str] = set()

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.sessions.add(id(session))
        envelope.mail_from = address
        return self.at_sender

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.at_address.get(address, "250 go on")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        (address,) = envelope.rcpt_tos
        if answer := self.at_message.get(address):
            return answer
        self.to.append(address)
        mail = email.message_from_bytes(envelope.original_content or b"", policy=email.policy.default)
        self.ids.append(str(mail["Message-ID"]))
        if address in self.hangs_up_after:
            server.transport.abort()
        return "250 taken"


@contextmanager
def at(settings: Settings, port: int) -> Iterator[None]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2
    yield


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    desk, port = Office(), free_port()
    controller = Controller(desk, hostname="127.0.0.1", port=port)
    controller.start()
    with at(settings, port):
        yield desk
    controller.stop()


@pytest.fixture
def clock(db: None) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def five(clock: time_machine.Traveller) -> list[Delivery]:
    """The mails of five accounts that wait, in this order."""
    clock.shift(timedelta(days=-3))
    for name in ("ada", "bea", "cai", "dag", "eva"):
        account = create_account(email=f"{name}@example.org")
        create_reminder(by=account, person=create_person(by=account))
    clock.shift(timedelta(days=3))
    sweep_digests()
    Delivery.objects.exclude(channel=ChannelKind.EMAIL).delete()
    return list(Delivery.objects.select_related("account").order_by("pk"))


def send(rows: list[Delivery]) -> list[str]:
    """The states after one batch of them all."""
    deliver_batch([row.pk for row in rows])
    return states()


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


class TestAHealthyServer:
    def test_takes_a_batch_over_one_connection(self, office: Office, five: list[Delivery]) -> None:
        assert send(five) == [SENT] * 5
        assert office.to == [row.account.email for row in five]
        assert len(office.sessions) == 1 and len(set(office.ids)) == 5

    def test_gets_nothing_twice_from_batches_that_overlap(self, office: Office, five: list[Delivery]) -> None:
        send(five[:3])
        send(five[1:])
        send([five[0], *five])
        assert sorted(office.to) == sorted(row.account.email for row in five)

    def test_is_not_asked_about_what_needs_no_mail(self, office: Office, five: list[Delivery]) -> None:
        User.objects.update(is_active=False)
        assert send(five) == [DeliveryState.LAPSED] * 5
        assert not office.sessions

    def test_leaves_over_what_the_time_is_too_short_for(
        self, office: Office, five: list[Delivery], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(notifications, "BATCH_LASTS", 0.0)
        assert send(five) == [WAITING] * 5
        assert not office.to and set(Delivery.objects.values_list("attempts", flat=True)) == {0}
        monkeypatch.undo()
        assert send(five) == [SENT] * 5

    def test_a_batch_of_what_is_gone_is_nothing(self, office: Office, five: list[Delivery]) -> None:
        deliver_batch([])
        deliver_batch([-1, 0])
        assert states() == [WAITING] * 5


class TestOneBadAddress:
    @pytest.mark.parametrize(
        ("answer", "state", "failures"),
        [
            ("550 5.1.1 no such user", FAILED, 1),
            ("553 not a mailbox", FAILED, 1),
            ("550 5.7.1 we do not like your house", FAILED, 0),
            ("450 mailbox busy", WAITING, 0),
            ("452 mailbox full for now", WAITING, 0),
        ],
    )
    @pytest.mark.parametrize("at_message", [False, True])
    def test_keeps_nobody_else_back(
        self, answer: str, state: str, failures: int, at_message: bool, office: Office, five: list[Delivery]
    ) -> None:
        (office.at_message if at_message else office.at_address)["bea@example.org"] = answer
        assert send(five) == [SENT, state, SENT, SENT, SENT]
        row = Delivery.objects.get(pk=five[1].pk)
        assert answer[:3] in row.error and "user" not in row.error and row.message is None
        assert sum(DeliveryChannel.objects.values_list("failures", flat=True)) == failures

    def test_that_cannot_be_written_to_keeps_nobody_else_back(self, office: Office, five: list[Delivery]) -> None:
        User.objects.filter(pk=five[1].account_id).update(email="bea@@example.org")
        assert send(five) == [SENT, FAILED, SENT, SENT, SENT]

    def test_a_digest_that_cannot_be_written_backs_off_alone(
        self, office: Office, five: list[Delivery], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def render(account: User, day: object) -> Digest:
            if account == five[1].account:
                raise KeyError("Ana Ferreira")
            return render_digest(account, day)

        monkeypatch.setattr(deliveries, "render_digest", render)
        assert send(five) == [SENT, WAITING, SENT, SENT, SENT]
        row = Delivery.objects.get(pk=five[1].pk)
        assert (row.error, row.attempts) == ("The digest could not be written (KeyError).", 1)
        assert row.next_try_at > five[1].next_try_at

    def test_a_hang_up_after_the_yes_costs_a_new_connection(self, office: Office, five: list[Delivery]) -> None:
        """Nobody knows whether that one arrived; all others do."""
        office.hangs_up_after = {"bea@example.org"}
        assert send(five) == [SENT, WAITING, SENT, SENT, SENT]
        assert len(office.to) == 5
        assert Delivery.objects.get(pk=five[1].pk).message is not None


class TestAServerThatIsIll:
    def check_held_back(self, rows: list[Delivery], clock: time_machine.Traveller, *, tried: int) -> None:
        """The one that was tried has used up a try, the others none; all come again, in a minute."""
        left = list(Delivery.objects.filter(state=WAITING).order_by("pk"))
        assert [row.attempts for row in left] == [1] * tried + [0] * (len(left) - tried)
        assert all(row.error and row.next_try_at > rows[0].next_try_at for row in left)
        assert notifications.sweep_digests() == 0, "none is due yet"
        clock.shift(timedelta(minutes=1))
        assert notifications.sweep_digests() == len(left)
        assert not DeliveryChannel.objects.exists(), "nobody's channel pays for the house's trouble"

    def test_is_not_there(self, settings: Settings, five: list[Delivery], clock: time_machine.Traveller) -> None:
        with at(settings, free_port()):
            assert send(five) == [WAITING] * 5
            assert set(Delivery.objects.values_list("error", flat=True)) == {"The mail server could not be reached."}
        self.check_held_back(five, clock, tried=1)

    def test_never_greets(self, settings: Settings, five: list[Delivery], clock: time_machine.Traveller) -> None:
        with smtp.silent() as port, at(settings, port):
            settings.EMAIL_TIMEOUT = 0.2
            assert send(five) == [WAITING] * 5
        self.check_held_back(five, clock, tried=1)

    @pytest.mark.parametrize("answer", ["530 sign in first", "550 5.7.1 not from you", "451 not now", "421 bye"])
    def test_lets_this_house_send_nothing(
        self, answer: str, office: Office, five: list[Delivery], clock: time_machine.Traveller
    ) -> None:
        office.at_sender = answer
        assert send(five) == [WAITING] * 5
        assert len(office.sessions) == 1
        self.check_held_back(five, clock, tried=1)

    def test_sends_everybody_away_in_the_middle(
        self, office: Office, five: list[Delivery], clock: time_machine.Traveller
    ) -> None:
        office.at_message["cai@example.org"] = "421 closing for today"
        assert send(five) == [SENT, SENT, WAITING, WAITING, WAITING]
        self.check_held_back(five, clock, tried=1)

    def test_hangs_up_again_and_again(
        self, office: Office, five: list[Delivery], clock: time_machine.Traveller
    ) -> None:
        office.hangs_up_after = {row.account.email for row in five}
        assert send(five) == [WAITING] * 5
        assert len(office.to) == 2, "after two in a row it is the server"
        self.check_held_back(five, clock, tried=2)

    def test_refuses_our_sign_in(
        self, office: Office, five: list[Delivery], settings: Settings, clock: time_machine.Traveller
    ) -> None:
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "rapport", "wrong"
        assert send(five) == [WAITING] * 5
        assert not office.to
        self.check_held_back(five, clock, tried=1)

    def test_holds_back_mail_alone(self, settings: Settings, five: list[Delivery]) -> None:
        told = Delivery.objects.create(
            account=five[0].account, channel=ChannelKind.IN_APP, kind="morning", local_day=five[0].local_day
        )
        with at(settings, free_port()):
            send([*five, told])
        told.refresh_from_db()
        assert told.state == SENT

    def test_bytes_that_may_have_arrived_outlive_an_outage(
        self, office: Office, five: list[Delivery], settings: Settings, clock: time_machine.Traveller
    ) -> None:
        """Uncertain once, then out of reach: what goes out in the end is what went out at first."""
        row, port = five[0], settings.EMAIL_PORT
        office.hangs_up_after = {row.account.email}
        send([row])
        kept = Delivery.objects.get(pk=row.pk).message
        clock.shift(timedelta(minutes=1))
        with at(settings, free_port()):
            send([row])
        assert Delivery.objects.get(pk=row.pk).message == kept
        clock.shift(timedelta(minutes=5))
        office.hangs_up_after = set()
        office.at_message[row.account.email] = "450 a moment"
        with at(settings, port):
            send([row])
        assert Delivery.objects.get(pk=row.pk).message == kept
        clock.shift(timedelta(minutes=15))
        office.at_message.clear()
        with at(settings, port):
            send([row])
        assert len(office.ids) == 2 and len(set(office.ids)) == 1
        assert Delivery.objects.get(pk=row.pk).state == SENT


def test_a_sweep_makes_one_task_of_two_hundred(
    db: None, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = create_account(digest_days="")
    Delivery.objects.bulk_create(
        Delivery(account=account, kind="asked", channel=channel, local_day="2026-11-18", entry_key=uuid4())
        for channel, number in (("email", 401), ("webhook", 21))
        for _ in range(number)
    )
    tasks: list[tuple[str, int]] = []
    monkeypatch.setattr(notifications, "after_commit", lambda name, *ids: tasks.append((name, len(ids))))
    assert sweep_digests() == 422
    assert tasks == [(notifications.DELIVER, size) for size in (200, 200, 1, 20, 1)]
