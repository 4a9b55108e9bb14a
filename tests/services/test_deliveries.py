"""Deliveries by a real SMTP server: claimed once, rendered when claimed, the same bytes after an uncertain outcome."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from contacts.models import Delivery, FollowUp, Notification, Person, User
from contacts.services.accounts import change_settings
from contacts.services.channels import turn_off
from contacts.services.deliveries import claim, note_sent, note_undelivered
from contacts.services.follow_ups import complete_follow_up
from contacts.services.mutes import mute
from contacts.services.notifications import ask_for_digest, deliver_batch, sweep_digests
from contacts.services.people import PersonFacts, archive, edit_person, erase_person
from contacts.signed import read_unsubscribe
from contacts.undelivered import Outcome, Undelivered
from contacts.vocabulary import ChannelKind, DeliveryKind, DeliveryState, DigestDetail, Reason, Side
from tests.conftest import Mailbox
from tests.factories import create_account, create_contact, create_person, create_promise, create_reminder
from tests.races import Rival, meet
from tests.servers import Server, free_port, smtp

MORNING = "2026-11-18T07:00:00Z"  # 08:00 in Oslo
FAVOUR, REMINDER, PRIVATE = "the keys to the boathouse", "ask about the scan", "her divorce"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def alice(clock: time_machine.Traveller, db: None) -> User:
    """An account with one person due: a promise, a reminder, and a private talk."""
    clock.shift(timedelta(days=-20))
    alice = create_account()
    ana = create_contact(by=alice, name="Ana Ferreira", talked_about=PRIVATE, private=True).person
    create_promise(by=alice, person=ana, what=FAVOUR, due_in=3)
    create_reminder(by=alice, person=ana, text=REMINDER)
    clock.shift(timedelta(days=20))
    return alice


@pytest.fixture
def morning(alice: User) -> Delivery:
    sweep_digests()
    return the_mail()


def the_mail() -> Delivery:
    return Delivery.objects.get(channel=ChannelKind.EMAIL, kind=DeliveryKind.MORNING)


def fresh(row: Delivery) -> Delivery:
    row.refresh_from_db()
    return row


def close_everything(alice: User) -> None:
    for row in FollowUp.objects.open().exclude(kind="promise_mine"):
        complete_follow_up(by=alice, follow_up=row)
    FollowUp.objects.open().delete()


def at_port(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1


class TestSending:
    def test_sends_once_and_forgets_the_words(self, morning: Delivery, mailbox: Mailbox) -> None:
        deliver_batch([morning.pk])
        deliver_batch([morning.pk])
        assert len(mailbox.mails) == 1
        row = fresh(morning)
        assert (row.state, row.message, row.attempts, row.error) == (DeliveryState.SENT, None, 1, "")
        assert row.sent_at is not None

    def test_the_mail_is_whole(self, alice: User, morning: Delivery, mailbox: Mailbox, settings: Settings) -> None:
        deliver_batch([morning.pk])
        mail = mailbox.mails[0]
        assert mailbox.envelopes[0][1] == ["alice@example.org"]
        assert mail["To"] == "alice@example.org"
        assert str(morning.public_id) in mail["Message-ID"]
        assert (mail["Auto-Submitted"], mail["X-Rapport-Kind"]) == ("auto-generated", "digest")
        assert mail["Date"] and mail["Subject"]
        assert read_unsubscribe(mail["List-Unsubscribe"].strip("<>").rstrip("/").rpartition("/")[2]) == alice.public_id
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert mail.get_content_type() == "multipart/alternative"
        text, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert text is not None and html is not None
        for part in (text.get_content(), html.get_content()):
            assert "Ana Ferreira" in part and settings.BASE_URL in part

    def test_an_address_in_another_script_gets_it(self, alice: User, mailbox: Mailbox) -> None:
        User.objects.filter(pk=alice.pk).update(email="alice@exämple.org")
        sweep_digests()
        deliver_batch([the_mail().pk])
        assert the_mail().state == DeliveryState.SENT
        assert mailbox.envelopes[0][1] == [mailbox.mails[0]["To"]] == ["alice@xn--exmple-cua.org"]

    def test_names_alone_say_nothing_that_was_confided(self, morning: Delivery, mailbox: Mailbox) -> None:
        deliver_batch([morning.pk])
        whole = "".join(part.get_content() for part in mailbox.mails[0].walk() if not part.is_multipart())
        assert "Ana Ferreira" in whole
        for secret in (FAVOUR, REMINDER, PRIVATE):
            assert secret not in whole and secret not in str(mailbox.mails[0]["Subject"])

    def test_in_full_says_it_but_nothing_private(self, alice: User, mailbox: Mailbox) -> None:
        change_settings(by=alice, values={"digest_detail": DigestDetail.FULL})
        sweep_digests()
        deliver_batch([the_mail().pk])
        for part in ("plain", "html"):
            body = mailbox.mails[0].get_body((part,))
            assert body is not None
            said = body.get_content()
            assert FAVOUR in said and REMINDER in said and PRIVATE not in said

    def test_names_of_all_kinds_survive_the_way(self, alice: User, mailbox: Mailbox) -> None:
        person = Person.objects.get()
        name = "Zoë <b>Ødegård</b> محمد 🛶"
        edit_person(by=alice, person=person, version=person.version, facts=PersonFacts(name=name))
        sweep_digests()
        deliver_batch([the_mail().pk])
        text, html = mailbox.mails[0].get_body(("plain",)), mailbox.mails[0].get_body(("html",))
        assert text is not None and html is not None
        assert name in text.get_content()
        assert "&lt;b&gt;" in html.get_content() and "<b>Ødegård" not in html.get_content()

    def test_of_a_row_that_is_gone_nothing_happens(self, mailbox: Mailbox, db: None) -> None:
        deliver_batch([-1])
        assert not mailbox.mails

    def test_asked_for_goes_out_beside_the_morning(self, alice: User, morning: Delivery, mailbox: Mailbox) -> None:
        asked = ask_for_digest(by=alice, entry_key=uuid4())
        for row in (asked, morning):
            deliver_batch([row.pk])
        assert len({mail["Message-ID"] for mail in mailbox.mails}) == 2

    def test_asked_for_with_nothing_due_says_so(self, alice: User, mailbox: Mailbox) -> None:
        close_everything(alice)
        asked = ask_for_digest(by=alice, entry_key=uuid4())
        deliver_batch([asked.pk])
        assert len(mailbox.mails) == 1 and "Ana" not in mailbox.mails[0].as_string()

    def test_one_minute_is_enough_from_the_hour_to_the_mailbox(
        self, alice: User, mailbox: Mailbox, django_capture_on_commit_callbacks: Callable[..., object]
    ) -> None:
        """The sweep that makes the morning wakes it as well."""
        with django_capture_on_commit_callbacks(execute=True):
            sweep_digests()
        assert len(mailbox.mails) == 1


class TestAnnounced:
    """What a morning's digest named counts as named on that day, once it was sent."""

    def announced(self) -> set[date | None]:
        return set(FollowUp.objects.open().values_list("announced_on", flat=True))

    def test_when_it_was_sent(self, alice: User, morning: Delivery, mailbox: Mailbox) -> None:
        mailbox.answers[:] = ["450 later"]
        deliver_batch([morning.pk])
        assert self.announced() == {None}
        Delivery.objects.update(next_try_at=timezone.now())
        deliver_batch([morning.pk])
        assert self.announced() == {date(2026, 11, 18)}
        due = set(FollowUp.objects.due_by(date(2026, 11, 18)).values_list("pk", flat=True))
        assert set(fresh(morning).follow_ups) == due

    def test_not_by_what_was_asked_for(self, alice: User, mailbox: Mailbox) -> None:
        deliver_batch([ask_for_digest(by=alice, entry_key=uuid4()).pk])
        assert len(mailbox.mails) == 1 and self.announced() == {None}

    def test_not_for_those_whom_it_had_no_room_for(self, alice: User, mailbox: Mailbox) -> None:
        for number in range(14):
            create_reminder(by=alice, person=create_person(by=alice, name=f"Person {number}"))
        sweep_digests()
        deliver_batch([the_mail().pk])
        people = FollowUp.objects.filter(announced_on=date(2026, 11, 18)).values("person").distinct()
        assert people.count() == 10
        assert FollowUp.objects.filter(announced_on=None).count() == 5

    def test_not_by_the_app_while_the_mail_may_still_come(
        self, alice: User, morning: Delivery, mailbox: Mailbox, clock: time_machine.Traveller
    ) -> None:
        told = Delivery.objects.get(channel=ChannelKind.IN_APP)
        deliver_batch([told.pk])
        assert (fresh(told).state, self.announced()) == (DeliveryState.SENT, {None})
        deliver_batch([morning.pk])
        assert self.announced() == {date(2026, 11, 18)}

    def test_by_the_app_where_nothing_else_reaches_out(self, alice: User) -> None:
        turn_off(by=alice, kind=ChannelKind.EMAIL)
        sweep_digests()
        deliver_batch([Delivery.objects.get().pk])
        assert self.announced() == {date(2026, 11, 18)}

    def test_a_late_morning_takes_nothing_back(self, alice: User, morning: Delivery, mailbox: Mailbox) -> None:
        FollowUp.objects.update(announced_on=date(2026, 11, 19))
        deliver_batch([morning.pk])
        assert self.announced() == {date(2026, 11, 19)}

    def test_what_they_promised_is_named_on_one_day_over_every_channel(
        self, alice: User, mailbox: Mailbox, clock: time_machine.Traveller
    ) -> None:
        ben = create_person(by=alice, name="Ben Aker")
        create_promise(by=alice, person=ben, giver=Side.THEM, what="the slides", days_ago=3, due_in=0)
        for _ in range(3):
            sweep_digests()
            deliver_batch(Delivery.objects.order_by("pk").values_list("pk", flat=True))
            clock.shift(timedelta(days=1))
        named = ["Ben Aker" in mail.as_string() for mail in mailbox.mails]
        told = ["Ben Aker" in row.text for row in Notification.objects.order_by("pk")]
        assert (named, told) == ([True, False, False], [True, False, False])


class TestJudgedAgain:
    def test_nothing_due_any_more_is_no_mail(self, alice: User, morning: Delivery, mailbox: Mailbox) -> None:
        close_everything(alice)
        deliver_batch([morning.pk])
        assert not mailbox.mails and fresh(morning).state == DeliveryState.LAPSED

    def test_a_day_that_is_over_is_no_mail(
        self, morning: Delivery, mailbox: Mailbox, clock: time_machine.Traveller
    ) -> None:
        clock.move_to("2026-11-18T23:00:01Z")  # midnight in Oslo
        deliver_batch([morning.pk])
        assert not mailbox.mails and fresh(morning).state == DeliveryState.LAPSED

    def test_a_pause_begun_meanwhile_is_no_mail(self, alice: User, morning: Delivery, mailbox: Mailbox) -> None:
        change_settings(by=alice, values={"paused_until": date(2026, 12, 24)})
        deliver_batch([morning.pk])
        assert not mailbox.mails and fresh(morning).state == DeliveryState.LAPSED

    def test_a_pause_ended_meanwhile_is_one(self, alice: User, mailbox: Mailbox, clock: time_machine.Traveller) -> None:
        change_settings(by=alice, values={"paused_until": date(2026, 11, 19)})
        sweep_digests()
        assert not Delivery.objects.exists()
        change_settings(by=alice, values={"paused_until": None})
        sweep_digests()
        deliver_batch([the_mail().pk])
        assert len(mailbox.mails) == 1

    def test_what_was_muted_archived_or_done_meanwhile_is_not_named(
        self, alice: User, morning: Delivery, mailbox: Mailbox
    ) -> None:
        gone = create_person(by=alice, name="Gone Away")
        create_reminder(by=alice, person=gone)
        archive(by=alice, person=gone)
        mute(by=alice, rule=Reason.FIRST)
        complete_follow_up(
            by=alice, follow_up=FollowUp.objects.get(kind="reminder", person=Person.objects.earliest("pk"))
        )
        deliver_batch([morning.pk])
        text = mailbox.mails[0].get_body(("plain",))
        assert text is not None
        said = text.get_content().lower()
        assert "promised" in said
        assert "gone away" not in said and "first follow-up" not in said and "reminder" not in said

    def test_a_closed_account_is_no_mail(self, alice: User, morning: Delivery, mailbox: Mailbox) -> None:
        asked = ask_for_digest(by=alice, entry_key=uuid4())
        User.objects.update(is_active=False)
        for row in (morning, asked):
            deliver_batch([row.pk])
            assert fresh(row).state == DeliveryState.LAPSED
        assert not mailbox.mails


class TestSureRefusal:
    @pytest.mark.parametrize("answer", ["450 mailbox busy", "421 come back later", "530 sign in first"])
    def test_is_rendered_anew_at_the_next_try(
        self, answer: str, alice: User, morning: Delivery, mailbox: Mailbox, clock: time_machine.Traveller
    ) -> None:
        mailbox.answers.append(answer)
        deliver_batch([morning.pk])
        row = fresh(morning)
        assert (row.state, row.message, row.attempts) == (DeliveryState.WAITING, None, 1)
        assert row.error and "no such" not in row.error and "alice" not in row.error
        deliver_batch([morning.pk])
        assert not mailbox.mails, "not before its next try"
        clock.shift(timedelta(minutes=2))
        person = Person.objects.get()
        edit_person(by=alice, person=person, version=person.version, facts=PersonFacts(name="Ana Berg"))
        deliver_batch([morning.pk])
        assert "Ana Berg" in mailbox.mails[0].as_string()
        assert fresh(morning).state == DeliveryState.SENT

    def test_nobody_listening_is_one(
        self, morning: Delivery, settings: Settings, clock: time_machine.Traveller
    ) -> None:
        at_port(settings, free_port())
        deliver_batch([morning.pk])
        assert (fresh(morning).state, morning.message) == (DeliveryState.WAITING, None)

    def test_a_morning_is_tried_until_its_day_is_over(
        self, morning: Delivery, settings: Settings, clock: time_machine.Traveller
    ) -> None:
        at_port(settings, free_port())
        tries = 0
        for _ in range(60):
            deliver_batch([morning.pk])
            row = fresh(morning)
            if row.state == DeliveryState.FAILED:
                break
            tries += 1
            assert row.state == DeliveryState.WAITING and row.next_try_at > row.claimed_at
            clock.move_to(row.next_try_at)
        assert (fresh(morning).state, morning.error) == (DeliveryState.FAILED, "The mail server could not be reached.")
        assert 10 < tries < 30

    def test_what_was_asked_for_gives_up_after_five_tries(
        self, alice: User, settings: Settings, clock: time_machine.Traveller
    ) -> None:
        at_port(settings, free_port())
        asked = ask_for_digest(by=alice, entry_key=uuid4())
        for _ in range(5):
            clock.move_to(fresh(asked).next_try_at)
            deliver_batch([asked.pk])
        assert (fresh(asked).state, asked.attempts, asked.message) == (DeliveryState.FAILED, 5, None)


class TestUncertainOutcome:
    def test_sends_the_same_bytes_under_the_same_id(
        self, alice: User, morning: Delivery, settings: Settings, clock: time_machine.Traveller
    ) -> None:
        with smtp.hanging_up(times=2) as (server, port):
            at_port(settings, port)
            for _ in range(3):
                deliver_batch([morning.pk])
                person = Person.objects.get()
                facts = PersonFacts(name=f"Renamed {uuid4().hex}")
                edit_person(by=alice, person=person, version=person.version, facts=facts)
                clock.move_to(fresh(morning).next_try_at)
            assert len(server.taken) == 3 and len(set(server.taken)) == 1
            assert len({mail["Message-ID"] for mail in server.mails}) == 1
        assert (fresh(morning).state, morning.message, morning.attempts) == (DeliveryState.SENT, None, 3)

    def test_a_server_that_never_greets_is_none(self, morning: Delivery, settings: Settings) -> None:
        with smtp.silent() as port:
            at_port(settings, port)
            settings.EMAIL_TIMEOUT = 0.2
            deliver_batch([morning.pk])
        row = fresh(morning)
        assert (row.state, row.message) == (DeliveryState.WAITING, None)
        assert row.error == "The mail server did not answer in time."

    def test_a_worker_that_died_in_between_is_one(
        self, alice: User, morning: Delivery, mailbox: Mailbox, clock: time_machine.Traveller
    ) -> None:
        claimed = claim(delivery_id=morning.pk)
        assert claimed is not None
        bytes_then = claimed.message
        deliver_batch([morning.pk])
        assert not mailbox.mails, "the claim holds for ten minutes"
        clock.shift(timedelta(minutes=11))
        person = Person.objects.get()
        edit_person(by=alice, person=person, version=person.version, facts=PersonFacts(name="Somebody else"))
        assert sweep_digests() == 2
        deliver_batch([morning.pk])
        assert len(mailbox.mails) == 1
        assert "Somebody else" not in mailbox.mails[0].as_string() and b"Ana Ferreira" in bytes_then

    def test_an_answer_that_comes_after_the_claim_was_lost_changes_nothing(
        self, morning: Delivery, mailbox: Mailbox, clock: time_machine.Traveller
    ) -> None:
        """The slow worker wakes up when another one has sent it already."""
        slow = claim(delivery_id=morning.pk)
        assert slow is not None
        clock.shift(timedelta(minutes=11))
        deliver_batch([morning.pk])
        note_undelivered(claimed=slow, trouble=Undelivered("", outcome=Outcome.NOT_NOW))
        assert fresh(morning).state == DeliveryState.SENT
        deliver_batch([morning.pk])
        assert len(mailbox.mails) == 1


@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    @pytest.mark.postgresql
    def test_the_second_waits_for_the_claim_and_leaves_it(
        self, transactional_db: None, morning: Delivery, mailbox: Mailbox
    ) -> None:
        Delivery.objects.update(state=DeliveryState.WAITING, sent_at=None, message=None)
        mailbox.clear()
        outcome = meet(lambda: claim(delivery_id=morning.pk), lambda: deliver_batch([morning.pk]))
        assert outcome.error is None and not mailbox.mails
        assert fresh(morning).state == DeliveryState.SENDING

    @pytest.mark.postgresql
    def test_a_claim_that_came_to_nothing_is_taken_over(
        self, transactional_db: None, morning: Delivery, mailbox: Mailbox
    ) -> None:
        Delivery.objects.update(state=DeliveryState.WAITING, sent_at=None, message=None)
        mailbox.clear()
        take = partial(claim, delivery_id=morning.pk)
        assert meet(take, lambda: deliver_batch([morning.pk]), roll_back=True).error is None
        assert len(mailbox.mails) == 1 and fresh(morning).state == DeliveryState.SENT

    @pytest.mark.postgresql
    def test_an_outcome_waits_for_whoever_changes_those_it_names(
        self, transactional_db: None, alice: User, mailbox: Mailbox
    ) -> None:
        """And does not hold meanwhile what they need to end."""
        row = Delivery.objects.create(account=alice, kind=DeliveryKind.MORNING, local_day=date(2026, 11, 18))
        claimed = claim(delivery_id=row.pk)
        assert claimed is not None and claimed.row.follow_ups
        with transaction.atomic():
            complete_follow_up(by=alice, follow_up=FollowUp.objects.get(kind="reminder"))
            rival = Rival(partial(note_sent, claimed=claimed))
            rival.wait_until_it_waits()
            erase_person(by=alice, person=Person.objects.get())
        assert rival.outcome().error is None
        rival.go_home()
        assert (fresh(row).state, row.message) == (DeliveryState.FAILED, None)

    @pytest.mark.postgresql
    def test_two_sweeps_make_one_morning(self, transactional_db: None, alice: User, mailbox: Mailbox) -> None:
        meet(sweep_digests, sweep_digests)
        assert Delivery.objects.count() == 2 and len(mailbox.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_from_the_sweep_by_a_real_worker_to_the_mailbox(
    worker: Server, mailbox: Mailbox, eventually: Callable[..., object]
) -> None:
    """The whole way on real parts: the row, the broker, a worker process, the mail server."""
    alice = create_account(digest_days="0123456")
    ana = create_contact(by=alice, name="Ana Ferreira", days_ago=30).person
    create_reminder(by=alice, person=ana)
    with transaction.atomic():
        asked = ask_for_digest(by=alice, entry_key=uuid4())
    eventually(lambda: mailbox.mails)
    eventually(lambda: Delivery.objects.get(pk=asked.pk).state == DeliveryState.SENT)
    assert "Ana Ferreira" in mailbox.mails[0].as_string()
    assert Delivery.objects.get().kind == DeliveryKind.ASKED
    assert connection.in_atomic_block is False
