"""Channels: on and off, the webhook's address, ten failures in a row, and a morning's digest over each of them."""

import ipaddress
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from pytest_django import Settings

from contacts.errors import Refused
from contacts.models import Delivery, DeliveryChannel, FollowUp, Notification, User
from contacts.queries.channels import channel_states, channels_switched_off
from contacts.services.accounts import change_settings
from contacts.services.channels import (
    FAILURES_AT_MOST,
    note_failure,
    note_success,
    set_webhook,
    turn_off,
    turn_on,
    unsubscribe,
)
from contacts.services.follow_ups import complete_follow_up
from contacts.services.notifications import (
    KEPT_FOR,
    ask_for_digest,
    deliver_batch,
    purge_deliveries,
    see_notifications,
    send_test,
    sweep_digests,
)
from contacts.services.people import erase_person
from contacts.vocabulary import ChannelKind, DeliveryKind, DeliveryState, DigestDetail
from tests.conftest import Mailbox
from tests.factories import create_account, create_contact, create_promise, create_reminder
from tests.servers import free_port, topics
from tests.servers.topics import Topics

MORNING = "2026-11-18T07:00:00Z"  # 08:00 in Oslo
WEDNESDAY = date(2026, 11, 18)
FAVOUR, REMINDER, SECRET = "the keys to the boathouse", "ask about the scan", "her divorce"
EMAIL, IN_APP, WEBHOOK = ChannelKind


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def alice(clock: time_machine.Traveller, db: None) -> User:
    """An account with one person due: a promise, a reminder, and a private talk."""
    clock.shift(timedelta(days=-20))
    alice = create_account(digest_days="0123456")
    ana = create_contact(by=alice, name="Ana Ferreira", talked_about=SECRET, private=True).person
    create_promise(by=alice, person=ana, what=FAVOUR, due_in=3)
    create_reminder(by=alice, person=ana, text=REMINDER)
    clock.shift(timedelta(days=20))
    return alice


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Topics]:
    settings.WEBHOOK_ALLOWED_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    with topics.listening() as found:
        yield found


def call_at(alice: User, port: int, path: str = "/my-topic") -> None:
    set_webhook(by=alice, address=f"http://127.0.0.1:{port}{path}")


def sweep_and_send() -> None:
    sweep_digests()
    deliver_batch(Delivery.objects.order_by("pk").values_list("pk", flat=True))


def morning(channel: ChannelKind) -> Delivery:
    return Delivery.objects.get(kind=DeliveryKind.MORNING, channel=channel)


class TestSwitching:
    def test_mail_and_app_are_on_from_the_start(self, alice: User) -> None:
        assert {kind: state.is_on for kind, state in channel_states(alice).items()} == {
            EMAIL: True,
            IN_APP: True,
            WEBHOOK: False,
        }
        assert not DeliveryChannel.objects.exists()

    def test_off_says_since_when_and_on_forgets_it(self, alice: User, clock: time_machine.Traveller) -> None:
        turn_off(by=alice, kind=EMAIL)
        clock.shift(timedelta(days=1))
        turn_off(by=alice, kind=EMAIL)
        state = channel_states(alice)[EMAIL]
        assert (state.is_on, state.off_since.date() if state.off_since else None) == (False, WEDNESDAY)
        assert state.off_why == ""
        turn_on(by=alice, kind=EMAIL)
        state = channel_states(alice)[EMAIL]
        assert (state.is_on, state.off_since, state.failures) == (True, None, 0)

    def test_unsubscribing_switches_mail_alone_off(self, alice: User) -> None:
        unsubscribe(account=alice)
        unsubscribe(account=alice)
        states = channel_states(alice)
        assert (states[EMAIL].is_on, states[IN_APP].is_on) == (False, True)

    def test_a_webhook_needs_an_address(self, alice: User) -> None:
        with pytest.raises(Refused) as refusal:
            turn_on(by=alice, kind=WEBHOOK)
        assert refusal.value.field == "address"
        with pytest.raises(Refused):
            send_test(by=alice, kind=WEBHOOK, entry_key=uuid4())
        assert not channel_states(alice)[WEBHOOK].is_on and not Delivery.objects.exists()

    def test_an_address_switches_it_on_and_none_forgets_it(self, alice: User) -> None:
        set_webhook(by=alice, address="  https://ntfy.sh/my-topic ")
        state = channel_states(alice)[WEBHOOK]
        assert (state.is_on, state.address) == (True, "https://ntfy.sh/my-topic")
        turn_off(by=alice, kind=WEBHOOK)
        assert channel_states(alice)[WEBHOOK].address == "https://ntfy.sh/my-topic"
        set_webhook(by=alice, address="")
        state = channel_states(alice)[WEBHOOK]
        assert (state.is_on, state.address) == (False, "")

    def test_an_address_inside_the_house_is_refused(self, alice: User) -> None:
        with pytest.raises(Refused) as refusal:
            set_webhook(by=alice, address="http://127.0.0.1:8000/topic")
        assert refusal.value.field == "address"
        assert not DeliveryChannel.objects.exists()


class TestTenFailures:
    def test_switch_it_off_and_the_app_says_so(self, alice: User) -> None:
        set_webhook(by=alice, address="https://ntfy.sh/my-topic")
        for times in range(1, FAILURES_AT_MOST):
            note_failure(account_id=alice.pk, kind=WEBHOOK, why="There is nothing at the address (code 404).")
            state = channel_states(alice)[WEBHOOK]
            assert (state.is_on, state.failures) == (True, times)
        assert channels_switched_off(alice) == () and not Notification.objects.exists()
        note_failure(account_id=alice.pk, kind=WEBHOOK, why="There is nothing at the address (code 404).")
        (state,) = channels_switched_off(alice)
        assert (state.kind, state.off_why) == (WEBHOOK, "There is nothing at the address (code 404).")
        told = Notification.objects.get()
        assert (told.title, told.path) == ("The webhook is switched off", "/settings/channels/")
        assert "code 404" in told.text
        note_failure(account_id=alice.pk, kind=WEBHOOK, why="again")
        assert Notification.objects.count() == 1, "it is said once"
        turn_on(by=alice, kind=WEBHOOK)
        assert channels_switched_off(alice) == ()

    def test_count_in_a_row_only(self, alice: User) -> None:
        for _ in range(3):
            for _ in range(FAILURES_AT_MOST - 1):
                note_failure(account_id=alice.pk, kind=EMAIL, why="The mail server refused the address (code 550).")
            note_success(account_id=alice.pk, kind=EMAIL)
        assert channel_states(alice)[EMAIL].is_on

    def test_mornings_refused_for_good_are_ones(
        self, alice: User, mailbox: Mailbox, clock: time_machine.Traveller
    ) -> None:
        for day in range(FAILURES_AT_MOST + 1):
            mailbox.answers[:] = ["550 no such mailbox"]
            sweep_and_send()
            assert channel_states(alice)[EMAIL].is_on == (day < FAILURES_AT_MOST - 1)
            clock.shift(timedelta(days=1))
        assert Delivery.objects.filter(channel=EMAIL, state=DeliveryState.FAILED).count() == FAILURES_AT_MOST
        titles = list(Notification.objects.filter(delivery=None).values_list("title", flat=True))
        assert titles == ["Digests by e-mail are switched off"]

    def test_tests_and_asked_for_are_none(self, alice: User, mailbox: Mailbox) -> None:
        for row in (
            send_test(by=alice, kind=EMAIL, entry_key=uuid4()),
            ask_for_digest(by=alice, entry_key=uuid4()),
        ):
            mailbox.answers[:] = ["550 no such mailbox"]
            deliver_batch([row.pk])
            row.refresh_from_db()
            assert row.state == DeliveryState.FAILED
        assert not DeliveryChannel.objects.filter(failures__gt=0).exists()


class TestTheApp:
    def test_is_told_names_and_reasons_alone(self, alice: User) -> None:
        change_settings(by=alice, values={"digest_detail": DigestDetail.FULL})
        sweep_and_send()
        told = Notification.objects.get()
        assert (told.title, told.path) == ("Wed 18 Nov: one person to follow up with", "/")
        assert told.text == "Ana Ferreira: you promised (late), reminder, first follow-up"
        assert told.delivery == morning(IN_APP) and morning(IN_APP).state == DeliveryState.SENT

    def test_shows_the_newest_morning_as_new_and_no_other(self, alice: User, clock: time_machine.Traveller) -> None:
        sweep_and_send()
        note_failure(account_id=alice.pk, kind=EMAIL, why="x")
        Notification.objects.create(account=alice, title="Something else")
        clock.shift(timedelta(days=1))
        sweep_and_send()
        new = Notification.objects.filter(seen_at=None).order_by("pk").values_list("title", flat=True)
        assert list(new) == ["Something else", "Thu 19 Nov: one person to follow up with"]

    def test_notes_one_as_seen_or_all_of_ones_own(self, alice: User) -> None:
        mallory = create_account(email="mallory@example.org")
        mine = [Notification.objects.create(account=alice, title=title) for title in "abc"]
        hers = Notification.objects.create(account=mallory, title="hers")
        assert see_notifications(by=mallory, notification=mine[0]) == 0
        assert see_notifications(by=alice, notification=mine[0]) == 1
        assert see_notifications(by=alice) == 2
        assert list(Notification.objects.filter(seen_at=None)) == [hers]

    def test_forgets_after_90_days(self, alice: User, clock: time_machine.Traveller) -> None:
        sweep_and_send()
        Notification.objects.create(account=alice, title="Something else")
        clock.shift(KEPT_FOR)
        purge_deliveries()
        assert Notification.objects.count() == 2
        clock.shift(timedelta(seconds=1))
        purge_deliveries()
        assert not Notification.objects.exists() and not Delivery.objects.filter(channel=IN_APP).exists()

    def test_forgets_who_was_erased(self, alice: User) -> None:
        sweep_and_send()
        erase_person(by=alice, person=FollowUp.objects.earliest("pk").person)
        assert not Notification.objects.filter(text__contains="Ana").exists()

    def test_a_test_says_that_it_is_one(self, alice: User) -> None:
        row = send_test(by=alice, kind=IN_APP, entry_key=uuid4())
        deliver_batch([row.pk])
        told = Notification.objects.get()
        assert (told.title, told.path) == ("A test from Rapport", "/settings/channels/")


class TestTheWebhook:
    def test_is_called_once_a_morning(self, alice: User, receiver: Topics, settings: Settings) -> None:
        call_at(alice, receiver.port)
        for _ in range(3):
            sweep_and_send()
        (posted,) = receiver.posted
        assert posted.path == "/my-topic"
        assert posted.headers["Title"] == "Wed 18 Nov: one person to follow up with"
        assert posted.headers["Click"] == f"{settings.BASE_URL}/"
        assert str(morning(WEBHOOK).public_id) in posted.headers["X-Sequence-ID"]
        assert posted.body.decode() == "Ana Ferreira: you promised (late), reminder, first follow-up"

    def test_says_more_when_the_digest_does_but_nothing_private(self, alice: User, receiver: Topics) -> None:
        call_at(alice, receiver.port)
        change_settings(by=alice, values={"digest_detail": DigestDetail.FULL})
        sweep_and_send()
        said = receiver.posted[0].body.decode()
        assert FAVOUR in said and REMINDER in said and SECRET not in said and "/mail/" not in said

    def test_same_words_under_the_same_id_after_an_unknown_outcome(
        self, alice: User, receiver: Topics, clock: time_machine.Traveller
    ) -> None:
        call_at(alice, receiver.port)
        receiver.answer = lambda handler: handler.connection.close()
        sweep_and_send()
        row = morning(WEBHOOK)
        assert (row.state, row.message is not None) == (DeliveryState.WAITING, True)
        for follow_up in FollowUp.objects.filter(kind="reminder"):
            complete_follow_up(by=alice, follow_up=follow_up)
        receiver.answer = lambda handler: handler.say(200)
        clock.move_to(row.next_try_at)
        sweep_and_send()
        first, second = receiver.posted
        assert (first.body, first.headers["X-Sequence-ID"]) == (second.body, second.headers["X-Sequence-ID"])
        assert morning(WEBHOOK).state == DeliveryState.SENT

    def test_gives_up_for_the_day_after_eight_tries_and_counts_one_failure(
        self, alice: User, settings: Settings, clock: time_machine.Traveller
    ) -> None:
        settings.WEBHOOK_ALLOWED_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
        call_at(alice, free_port())
        sweep_digests()
        tries = 0
        while (row := morning(WEBHOOK)).state == DeliveryState.WAITING:
            clock.move_to(row.next_try_at)
            deliver_batch([row.pk])
            tries += 1
        assert (tries, row.state, row.error) == (8, DeliveryState.FAILED, "The address could not be reached.")
        assert channel_states(alice)[WEBHOOK].failures == 1

    def test_that_was_tried_all_day_has_failed_when_the_day_is_over(
        self, alice: User, receiver: Topics, clock: time_machine.Traveller
    ) -> None:
        call_at(alice, receiver.port)
        receiver.answer = lambda handler: handler.say(503)
        sweep_and_send()
        clock.move_to("2026-11-18T23:30:00Z")
        sweep_and_send()
        row = Delivery.objects.get(channel=WEBHOOK, local_day=WEDNESDAY)
        assert (row.state, row.error) == (DeliveryState.FAILED, "The address answered with code 503.")
        assert channel_states(alice)[WEBHOOK].failures == 1

    def test_a_success_forgets_the_failures(self, alice: User, receiver: Topics, clock: time_machine.Traveller) -> None:
        call_at(alice, receiver.port)
        receiver.answer = lambda handler: handler.say(404)
        sweep_and_send()
        assert channel_states(alice)[WEBHOOK].failures == 1
        clock.shift(timedelta(days=1))
        receiver.answer = lambda handler: handler.say(200)
        sweep_and_send()
        assert channel_states(alice)[WEBHOOK].failures == 0

    def test_whose_address_went_meanwhile_is_no_call(self, alice: User, receiver: Topics) -> None:
        call_at(alice, receiver.port)
        sweep_digests()
        set_webhook(by=alice, address="")
        sweep_and_send()
        assert morning(WEBHOOK).state == DeliveryState.LAPSED and not receiver.posted

    def test_a_test_tells_at_once_why_it_failed(self, alice: User, receiver: Topics) -> None:
        call_at(alice, receiver.port)
        receiver.answer = lambda handler: handler.say(503)
        row = send_test(by=alice, kind=WEBHOOK, entry_key=uuid4())
        deliver_batch([row.pk])
        row.refresh_from_db()
        assert (row.state, row.error) == (DeliveryState.FAILED, "The address answered with code 503.")
        turn_off(by=alice, kind=WEBHOOK)
        receiver.answer = lambda handler: handler.say(200)
        again = send_test(by=alice, kind=WEBHOOK, entry_key=uuid4())
        deliver_batch([again.pk])
        assert receiver.posted[-1].headers["Title"] == "A test from Rapport"
        assert receiver.posted[-1].headers["Click"].endswith("/settings/channels/")


class TestEachChannel:
    def test_has_a_morning_of_its_own(self, alice: User, mailbox: Mailbox, receiver: Topics) -> None:
        call_at(alice, receiver.port)
        for _ in range(2):
            sweep_and_send()
        rows = Delivery.objects.order_by("pk").values_list("channel", "state")
        assert list(rows) == [(kind, DeliveryState.SENT) for kind in (EMAIL, IN_APP, WEBHOOK)]
        assert (len(mailbox.mails), len(receiver.posted), Notification.objects.count()) == (1, 1, 1)

    def test_that_is_off_has_none(self, alice: User, mailbox: Mailbox) -> None:
        turn_off(by=alice, kind=EMAIL)
        sweep_and_send()
        assert list(Delivery.objects.values_list("channel", flat=True)) == [IN_APP] and not mailbox.mails

    def test_all_off_means_no_row_at_all(self, alice: User) -> None:
        for kind in (EMAIL, IN_APP):
            turn_off(by=alice, kind=kind)
        assert sweep_digests() == 0 and not Delivery.objects.exists()

    def test_switched_off_after_the_sweep_sends_nothing(self, alice: User, mailbox: Mailbox) -> None:
        sweep_digests()
        unsubscribe(account=alice)
        sweep_and_send()
        assert morning(EMAIL).state == DeliveryState.LAPSED and not mailbox.mails

    def test_switched_on_in_the_afternoon_starts_tomorrow(
        self, alice: User, mailbox: Mailbox, clock: time_machine.Traveller
    ) -> None:
        turn_off(by=alice, kind=EMAIL)
        sweep_and_send()
        clock.shift(timedelta(hours=6))
        turn_on(by=alice, kind=EMAIL)
        sweep_and_send()
        assert not mailbox.mails
        clock.shift(timedelta(days=1))
        sweep_and_send()
        assert len(mailbox.mails) == 1


class TestTests:
    def test_never_use_up_the_morning(self, alice: User, mailbox: Mailbox, clock: time_machine.Traveller) -> None:
        clock.shift(timedelta(hours=-3))
        for kind in (EMAIL, IN_APP):
            row = send_test(by=alice, kind=kind, entry_key=uuid4())
            deliver_batch([row.pk])
        assert not FollowUp.objects.exclude(announced_on=None).exists()
        clock.shift(timedelta(hours=3))
        sweep_and_send()
        assert [mail["Subject"] for mail in mailbox.mails] == [
            "A test from Rapport",
            "Wed 18 Nov: one person to follow up with",
        ]

    def test_are_the_same_one_for_the_same_key(self, alice: User) -> None:
        key = uuid4()
        assert send_test(by=alice, kind=EMAIL, entry_key=key) == send_test(by=alice, kind=EMAIL, entry_key=key)
        mallory = create_account(email="mallory@example.org")
        with pytest.raises(Refused):
            send_test(by=mallory, kind=EMAIL, entry_key=key)

    def test_are_ten_an_hour(self, alice: User, clock: time_machine.Traveller) -> None:
        for _ in range(10):
            send_test(by=alice, kind=IN_APP, entry_key=uuid4())
        with pytest.raises(Refused):
            send_test(by=alice, kind=EMAIL, entry_key=uuid4())
        clock.shift(timedelta(hours=1))
        send_test(by=alice, kind=EMAIL, entry_key=uuid4())
