"""Accounts: welcomed, set up, inviting, closed with nothing of theirs left and all of another's (E-61)."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client, TestCase

from contacts.entries import ExchangeEntry
from contacts.errors import Refused
from contacts.models import (
    Circle,
    Contact,
    Delivery,
    DeliveryChannel,
    ImportantDate,
    Invitation,
    Mute,
    Notification,
    Offer,
    Person,
    User,
)
from contacts.rules.numbers import LIMITS, Numbers
from contacts.services.accounts import (
    accept_invitation,
    adopt_time_zone,
    change_numbers,
    change_settings,
    delete_account,
    find_invitation,
    invite,
    may_invite,
    revoke_invitation,
    welcome,
)
from contacts.services.contacts import send_back_to_the_door
from contacts.services.notifications import ask_for_digest
from contacts.services.people import delete_person
from contacts.vocabulary import ExchangeState, Side, Size
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_event,
    create_exchange,
    create_interaction,
    create_person,
    create_promise,
    create_reminder,
    log,
    today_of,
)
from tests.services.brought import bring


def fill(account: User) -> None:
    """A notebook with a row in every table."""
    circle = Circle.objects.filter(owner=account).first()
    event = create_event(by=account)
    ana = create_contact(by=account, days_ago=30, circle=circle, event=event).person
    told = ExchangeEntry(giver=Side.ME, asked=False, what="a book", size=Size.SMALL, state=ExchangeState.KEPT)
    create_interaction(by=account, person=ana, learned="keeps bees on the roof of a school", exchanges=(told,))
    create_ask(by=account, person=ana)
    create_promise(by=account, person=ana)
    create_reminder(by=account, person=ana)
    create_person(by=account, name="At the door", email="door@example.org")
    sent_back = create_contact(by=account, name="Sent back", circle=circle)
    send_back_to_the_door(by=account, contact=sent_back)
    gone = create_contact(by=account, name="Gone")
    delete_person(by=account, person=gone.person)
    ask_for_digest(by=account, entry_key=uuid4())
    ImportantDate.objects.create(person=ana, kind="birthday", month=2, day=29)
    Offer.objects.create(owner=account, what="read a CV")
    Mute.objects.create(owner=account, rule="E-36")
    Mute.objects.create(owner=account, person=ana, rule="E-33")
    DeliveryChannel.objects.create(account=account, kind="webhook", address="https://ntfy.example/a-topic")
    told = Delivery.objects.filter(account=account).first()
    Notification.objects.create(account=account, delivery=told, title="Your digest", text="Ana Ferreira: reminder")
    bring(by=account, person=ana)


def everything() -> dict[str, list[Any]]:
    tables = apps.get_app_config("contacts").get_models(include_auto_created=True)
    return {table.__name__: list(table._base_manager.order_by("pk").values()) for table in tables}


class Closing(TestCase):
    def test_leaves_nothing_of_theirs_and_all_of_anothers(self) -> None:
        mallory = create_account(email="mallory@example.org")
        fill(mallory)
        Client().force_login(mallory)
        before = everything()
        alice = create_account()
        fill(alice)
        self.client.force_login(alice)
        Client().force_login(alice)  # on another device
        delete_account(by=alice)
        assert everything() == before
        assert not User.objects.filter(email="alice@example.org").exists()
        sessions = [session.get_decoded().get("_auth_user_id") for session in Session.objects.all()]
        assert sessions == [str(mallory.pk)]

    def test_every_table_was_filled(self) -> None:
        """Or the test above would prove less than it says."""
        fill(create_account())
        empty = {name for name, rows in everything().items() if not rows}
        assert empty <= {"Heartbeat", "Invitation", "User_groups", "User_user_permissions"}

    def test_nothing_points_at_an_account_without_a_say_on_its_end(self) -> None:
        for table in apps.get_models():
            for field in table._meta.concrete_fields:
                if isinstance(field, models.ForeignKey) and field.related_model is User:
                    assert field.remote_field.on_delete in {models.CASCADE, models.SET_NULL}, field

    def test_leaves_who_was_invited(self) -> None:
        alice = create_account()
        guest = create_account(email="guest@example.org")
        accept_invitation(token=invite(by=alice).token, by=guest)
        delete_account(by=alice)
        assert list(User.objects.all()) == [guest]


class Settings(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account(time_zone="UTC")

    def test_welcome_twice_is_once_and_keeps_what_was_renamed(self) -> None:
        welcome(account=self.alice, time_zone="Europe/Oslo")
        assert Circle.objects.count() == 3
        assert User.objects.get().time_zone == "Europe/Oslo"

    def test_the_browsers_zone_is_taken_until_one_is_chosen(self) -> None:
        assert adopt_time_zone(by=self.alice, name="Asia/Tokyo") is True
        for name in ("Mars/Olympus", "", "../etc/passwd", "Asia/Tokyo"):
            assert adopt_time_zone(by=self.alice, name=name) is False
        change_settings(by=self.alice, values={"time_zone": "Europe/Rome"})
        self.alice.refresh_from_db()
        assert adopt_time_zone(by=self.alice, name="Asia/Tokyo") is False
        assert User.objects.get().time_zone == "Europe/Rome"

    def test_changes_and_refuses_with_the_field(self) -> None:
        values = {
            "digest_at": time(6, 0),
            "digest_days": "06",
            "working_days": "6012",
            "digest_detail": "full",
            "paused_until": date(2027, 1, 1),
            "has_shortcuts": False,
        }
        change_settings(by=self.alice, values=values)
        stored = User.objects.get()
        assert {name: getattr(stored, name) for name in values} == values
        for field, value in (
            ("time_zone", "Mars/Olympus"),
            ("working_days", "7"),
            ("working_days", "00"),
            ("digest_days", "monday"),
            ("digest_detail", "all"),
        ):
            with self.subTest(field), self.assertRaises(Refused) as refusal:
                change_settings(by=self.alice, values={field: value})
            assert refusal.exception.field == field
        with self.assertRaises(ValueError):
            change_settings(by=self.alice, values={"is_superuser": True})
        assert {name: getattr(User.objects.get(), name) for name in values} == values


class Inviting(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")

    def test_the_first_account_invites_once_for_a_fortnight(self) -> None:
        assert (may_invite(self.alice), may_invite(self.mallory)) == (True, False)
        with self.assertRaises(Refused):
            invite(by=self.mallory)
        invitation = invite(by=self.alice)
        assert find_invitation(invitation.token) == invitation
        assert find_invitation("") is None and find_invitation("guess") is None
        with time_machine.travel(today_of(self.alice) + timedelta(days=16)):
            assert find_invitation(invitation.token) is None
            assert accept_invitation(token=invitation.token, by=self.mallory) is False
        assert accept_invitation(token=invitation.token, by=self.mallory) is True
        assert accept_invitation(token=invitation.token, by=self.mallory) is False
        assert find_invitation(invitation.token) is None

    def test_only_an_open_one_of_ones_own_is_revoked(self) -> None:
        used, open_one = invite(by=self.alice), invite(by=self.alice)
        accept_invitation(token=used.token, by=self.mallory)
        revoke_invitation(by=self.mallory, invitation=open_one)
        revoke_invitation(by=self.alice, invitation=used)
        assert Invitation.objects.count() == 2
        revoke_invitation(by=self.alice, invitation=open_one)
        assert Invitation.objects.get() == used


class WorkingDays(TestCase):
    def test_new_working_days_move_everybodys_computed_days(self) -> None:
        alice = create_account(working_days="0123456")
        monthly = Circle.objects.get(name="Monthly")
        contacts = [create_contact(by=alice, name=f"Guest {n}", days_ago=n, circle=monthly) for n in range(5)]
        change_settings(by=alice, values={"working_days": "2"})
        turns = [contact.person.follow_ups.get(kind="keep_in_touch") for contact in contacts]
        assert {turn.due_on.weekday() for turn in turns} == {2}
        assert Contact.objects.count() == 5


class TheNumbers(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account(working_days="0123456")

    def due_in(self, person: Person, kind: str) -> int | None:
        row = person.follow_ups.open().filter(kind=kind).first()
        return row and (row.due_on - today_of(self.alice)).days

    def test_move_what_is_planned_by_them(self) -> None:
        met = create_contact(by=self.alice, name="Ana").person
        helped = create_contact(by=self.alice, name="Ben", days_ago=30).person
        create_exchange(by=self.alice, person=helped, giver=Side.THEM, size=Size.LARGE)
        at_the_door = create_person(by=self.alice, name="Cleo")
        create_exchange(by=self.alice, person=at_the_door, giver=Side.THEM, size=Size.LARGE)
        before = [self.due_in(helped, "thank"), self.due_in(helped, "outcome"), self.due_in(at_the_door, "thank")]
        assert before == [2, 30, 2]
        first = self.due_in(met, "first")
        change_numbers(by=self.alice, numbers=Numbers(first_follow_up_days=6, thank_days=4, outcome_days=60))
        after = [self.due_in(helped, "thank"), self.due_in(helped, "outcome"), self.due_in(at_the_door, "thank")]
        assert after == [4, 60, 4]
        assert self.due_in(met, "first") == first, "a day that was given already stays"
        new = create_contact(by=User.objects.get(), name="Dan").person
        assert self.due_in(new, "first") == 6
        change_numbers(by=self.alice, numbers=Numbers())
        assert before == [
            self.due_in(helped, "thank"),
            self.due_in(helped, "outcome"),
            self.due_in(at_the_door, "thank"),
        ]

    def test_bring_back_what_had_lapsed_by_them_also_at_the_door(self) -> None:
        for at_the_door in (True, False):
            with self.subTest(at_the_door=at_the_door):
                make = create_person if at_the_door else create_contact
                made = make(by=self.alice, name=f"Guest {at_the_door}")
                person = made if isinstance(made, Person) else made.person
                create_exchange(by=self.alice, person=person, giver=Side.THEM, size=Size.LARGE, days_ago=200)
                assert self.due_in(person, "outcome") is None
                change_numbers(by=self.alice, numbers=Numbers(outcome_days=365))
                assert self.due_in(person, "outcome") == 165
                change_numbers(by=self.alice, numbers=Numbers())
                assert self.due_in(person, "outcome") is None

    def test_rest_is_proposed_sooner_or_later(self) -> None:
        monthly = Circle.objects.get(name="Monthly")
        person = create_contact(by=self.alice, days_ago=90, circle=monthly).person
        for days_ago in (60, 40):
            log(by=self.alice, person=person, days_ago=days_ago, channel="email", started_by="me", learned="")
        assert self.due_in(person, "keep_in_touch") is not None
        change_numbers(by=self.alice, numbers=Numbers(rest_after=2))
        assert self.due_in(person, "keep_in_touch") is None
        change_numbers(by=self.alice, numbers=Numbers())
        assert self.due_in(person, "keep_in_touch") is not None

    def test_keeps_what_differs_and_the_limits(self) -> None:
        for name, (lowest, highest) in LIMITS.items():
            for value in (lowest, highest):
                change_numbers(by=self.alice, numbers=replace(Numbers(), **{name: value}))
                assert getattr(User.objects.get().numbers, name) == value
            for wrong in (lowest - 1, highest + 1):
                with self.subTest(name), self.assertRaises(Refused) as refusal:
                    change_numbers(by=self.alice, numbers=replace(Numbers(), **{name: wrong}))
                assert refusal.exception.field == name
        change_numbers(by=self.alice, numbers=Numbers(nudges_a_week=9))
        assert User.objects.get().own_numbers == {"nudges_a_week": 9}
