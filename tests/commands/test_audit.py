"""`manage.py audit`: each stored fact, broken on purpose behind the house's back, is found by table and key."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts import gate
from contacts.entries import ExchangeEntry
from contacts.models import (
    Circle,
    Contact,
    Delivery,
    Event,
    Exchange,
    ExchangeMention,
    FollowUp,
    ImportantDate,
    Interaction,
    Mute,
    Notification,
    Offer,
    Person,
    Standing,
    User,
)
from contacts.services.accounts import welcome
from contacts.services.follow_ups import dismiss_follow_up
from contacts.services.offers import add_offer
from contacts.vocabulary import ExchangeState, FollowUpState, Side, Size
from tests.factories import (
    LEARNED,
    create_account,
    create_contact,
    create_event,
    create_person,
    create_promise,
    log,
    today_of,
)

SECRET = "the tin box under the stairs"


@dataclass
class World:
    alice: User
    mallory: User
    ana: Contact
    ben: Contact
    again: Interaction
    promise: Exchange
    event: Event
    their_event: Event
    their_circle: Circle


def make_world() -> World:
    alice, mallory = create_account(), create_account(email="mallory@example.org")
    event = create_event(by=alice)
    ana = create_contact(by=alice, name="Ana Ferreira", days_ago=9, event=event)
    ben = create_contact(by=alice, name="Ben Okri", days_ago=9)
    told = ExchangeEntry(giver=Side.ME, asked=False, what=SECRET, size=Size.SMALL, state=ExchangeState.KEPT)
    again = log(
        by=alice, person=ana.person, days_ago=3, learned=f"{LEARNED} {SECRET} {uuid4().hex}", exchanges=(told,)
    ).interaction
    return World(
        alice=alice,
        mallory=mallory,
        ana=ana,
        ben=ben,
        again=again,
        promise=create_promise(by=alice, person=ana.person, what=SECRET),
        event=event,
        their_event=create_event(by=mallory),
        their_circle=Circle.objects.filter(owner=mallory).earliest("pk"),
    )


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def audit() -> str:
    """What it says where all is well."""
    out = StringIO()
    call_command("audit", stdout=out)
    return out.getvalue()


def broken() -> list[str]:
    """The lines it says where something is broken."""
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("audit", stdout=out)
    assert refusal.value.returncode == 1
    assert SECRET not in out.getvalue() + str(refusal.value)
    return [line.strip() for line in out.getvalue().splitlines()]


@contextmanager
def unguarded() -> Iterator[None]:
    """As somebody with the database open in another program: no triggers, no checks."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            gate.drop()
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            gate.install()
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in (gate.CONTACT, gate.INTERACTION):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for model in (Interaction, Exchange, Event):
            for constraint in model._meta.constraints:
                cursor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT IF EXISTS {constraint.name}")
        yield
        for table in (gate.CONTACT, gate.INTERACTION):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_finds_nothing_in_a_sound_house(world: World) -> None:
    said = audit()
    assert "broken" not in said
    assert said.endswith("All stored facts hold.\n")


def test_a_nudge_closed_by_hand_is_no_breach(world: World) -> None:
    theirs = create_promise(by=world.alice, person=world.ana.person, giver=Side.THEM)
    dismiss_follow_up(by=world.alice, follow_up=theirs.follow_ups.get())
    assert audit().endswith("All stored facts hold.\n")


def test_finds_nothing_in_an_empty_house(db: None) -> None:
    assert "All stored facts hold." in audit()


def test_finds_missing_triggers(world: World) -> None:
    name = min(gate.names())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor != "sqlite" else "SELECT 1")
        table = "" if connection.vendor == "sqlite" else f" ON {gate.CONTACT}"
        cursor.execute(f"DROP TRIGGER {name}{table}")
    assert f"trigger {name}: is not in place; `manage.py migrate` installs it" in broken()


@pytest.mark.postgresql
def test_finds_disabled_triggers(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {gate.CONTACT} DISABLE TRIGGER USER")
    assert any(line.startswith("trigger contacts_gate_contact:") for line in broken())


def meaningless_founder(world: World) -> str:
    Interaction.objects.filter(pk=world.ana.founded_on_id).update(meaningful=False)
    return f"contacts_contact {world.ana.pk}: its founding interaction is not meaningful"


def deleted_founder(world: World) -> str:
    Interaction.objects.filter(pk=world.ana.founded_on_id).update(deleted_at=timezone.now())
    return f"contacts_contact {world.ana.pk}: its founding interaction is deleted"


def foreign_founder(world: World) -> str:
    Contact.objects.filter(pk=world.ben.pk).update(founded_on=world.again)
    return f"contacts_contact {world.ben.pk}: its founding interaction is with somebody else"


def meaningful_without_a_word(world: World) -> str:
    Interaction.objects.filter(pk=world.again.pk).update(learned="")
    return f"contacts_interaction {world.again.pk}: breaks contacts_interaction_meaningful_says_something"


def meaningful_and_unfinished(world: World) -> str:
    Interaction.objects.filter(pk=world.again.pk).update(unfinished=True)
    return f"contacts_interaction {world.again.pk}: breaks contacts_interaction_meaningful_says_something"


def promise_without_a_day(world: World) -> str:
    Exchange.objects.filter(pk=world.promise.pk).update(due_on=None)
    return f"contacts_exchange {world.promise.pk}: breaks contacts_exchange_promise_has_a_day"


def nameless_event(world: World) -> str:
    Event.objects.filter(pk=world.event.pk).update(name="")
    return f"contacts_event {world.event.pk}: breaks contacts_event_has_a_name"


@pytest.mark.parametrize(
    "breaks",
    [
        meaningless_founder,
        deleted_founder,
        foreign_founder,
        meaningful_without_a_word,
        meaningful_and_unfinished,
        promise_without_a_day,
        nameless_event,
    ],
)
def test_finds_what_the_gate_and_the_checks_forbid(world: World, breaks: Callable[[World], str]) -> None:
    with unguarded():
        line = breaks(world)
    assert line in broken()


def missing_standing(world: World) -> str:
    Standing.objects.filter(pk=world.ana.pk).delete()
    return f"contacts_standing {world.ana.pk}: is missing"


def wrong_count(world: World) -> str:
    Standing.objects.filter(pk=world.ben.pk).update(i_gave=9)
    return f"contacts_standing {world.ben.pk}: differs from what its sources say"


def flag_from_nowhere(world: World) -> str:
    Standing.objects.filter(pk=world.ben.pk).update(ask_only_since=today_of(world.alice), ask_only_asks=[1, 2, 3])
    return f"contacts_standing {world.ben.pk}: differs from what its sources say"


def mirrored_flag_from_nowhere(world: World) -> str:
    flag = {"they_ask_only_since": today_of(world.alice), "they_ask_only_asks": [1, 2, 3]}
    Standing.objects.filter(pk=world.ben.pk).update(**flag)
    return f"contacts_standing {world.ben.pk}: differs from what its sources say"


def uneven_without_a_cause(world: World) -> str:
    Standing.objects.filter(pk=world.ben.pk).update(recent_even=False)
    return f"contacts_standing {world.ben.pk}: differs from what its sources say"


def kind_that_there_is_not(world: World) -> str:
    Exchange.objects.filter(pk=world.promise.pk).update(category="bribe")
    return f"contacts_exchange {world.promise.pk}: is of no kind that there is"


def offer_of_no_kind(world: World) -> str:
    offer = add_offer(by=world.alice, entry_key=uuid4(), what="a seat at our table")
    Offer.objects.filter(pk=offer.pk).update(category="bribe")
    return f"contacts_offer {offer.pk}: is of no kind that there is"


def promise_without_a_follow_up(world: World) -> str:
    FollowUp.objects.filter(exchange=world.promise).delete()
    return f"contacts_exchange {world.promise.pk}: is promised without an open follow-up on its day"


def promise_whose_follow_up_was_closed(world: World) -> str:
    FollowUp.objects.filter(exchange=world.promise).update(
        state=FollowUpState.CLOSED, closed_on=today_of(world.alice), closed_how="done"
    )
    return f"contacts_exchange {world.promise.pk}: is promised without an open follow-up on its day"


def promise_on_another_day(world: World) -> str:
    Exchange.objects.filter(pk=world.promise.pk).update(due_on=today_of(world.alice) + timedelta(days=40))
    return f"contacts_exchange {world.promise.pk}: is promised without an open follow-up on its day"


def follow_up_of_a_kept_promise(world: World) -> str:
    Exchange.objects.filter(pk=world.promise.pk).update(state="kept", settled_on=today_of(world.alice))
    row = FollowUp.objects.get(exchange=world.promise)
    return f"contacts_followup {row.pk}: waits for a promise that is not open with that person"


def follow_up_of_a_deleted_promise(world: World) -> str:
    Exchange.objects.filter(pk=world.promise.pk).update(deleted_at=timezone.now())
    row = FollowUp.objects.get(exchange=world.promise)
    return f"contacts_followup {row.pk}: waits for a promise that is not open with that person"


def mention_of_another_account(world: World) -> str:
    theirs = create_contact(by=world.mallory).founded_on
    row = ExchangeMention.objects.create(exchange=world.promise, interaction=theirs, kind="chased")
    return f"contacts_exchangemention {row.pk}: joins an exchange and an interaction of two accounts"


def settled_in_another_account(world: World) -> str:
    row = Exchange.objects.get(settled_in=world.again)
    Exchange.objects.filter(pk=row.pk).update(settled_in=create_contact(by=world.mallory).founded_on)
    return f"contacts_exchange {row.pk}: was settled in an interaction of another account"


def follow_up_about_another_person(world: World) -> str:
    row = FollowUp.objects.get(exchange=world.promise)
    FollowUp.objects.filter(pk=row.pk).update(person=world.ben.pk)
    return f"contacts_followup {row.pk}: is about an exchange with somebody else"


def answered_by_another_person(world: World) -> str:
    row = FollowUp.objects.filter(person=world.ana.pk, closed_by__isnull=False).earliest("pk")
    FollowUp.objects.filter(pk=row.pk).update(closed_by=world.ben.founded_on)
    return f"contacts_followup {row.pk}: was answered by an interaction with somebody else"


def event_of_another_account(world: World) -> str:
    Interaction.objects.filter(pk=world.again.pk).update(event=world.their_event)
    return f"contacts_interaction {world.again.pk}: its event belongs to another account"


def circle_of_another_account(world: World) -> str:
    Contact.objects.filter(pk=world.ben.pk).update(circle=world.their_circle)
    return f"contacts_contact {world.ben.pk}: its circle belongs to another account"


def parked_circle_of_another_account(world: World) -> str:
    Person.objects.filter(pk=world.ben.pk).update(parked_circle=world.their_circle)
    return f"contacts_person {world.ben.pk}: its parked circle belongs to another account"


def day_of_nobody(world: World) -> str:
    row = FollowUp.objects.get(exchange=world.promise)
    FollowUp.objects.filter(pk=row.pk).update(reason="E-36", kind="date")
    return f"contacts_followup {row.pk}: is about a day that matters, and names none"


def day_of_another_person(world: World) -> str:
    theirs = ImportantDate.objects.create(person=world.ben.person, kind="birthday", month=2, day=29)
    row = FollowUp.objects.get(exchange=world.promise)
    FollowUp.objects.filter(pk=row.pk).update(reason="E-36", kind="date", important_date=theirs)
    return f"contacts_followup {row.pk}: is about a day that matters to somebody else"


def promise_that_repeats(world: World) -> str:
    row = FollowUp.objects.get(exchange=world.promise)
    FollowUp.objects.filter(pk=row.pk).update(repeat="RRULE:FREQ=DAILY")
    return f"contacts_followup {row.pk}: repeats, and is no reminder"


def nudge_at_the_door(world: World) -> str:
    door = create_person(by=world.alice, name="Door Nudged")
    row = FollowUp.objects.create(
        person=door, reason="E-35", kind="keep_in_touch", source_key="nothing", due_on=today_of(world.alice)
    )
    return f"contacts_followup {row.pk}: nudges to somebody who is no contact"


def nudged_twice(world: World) -> str:
    for key in ("one", "another"):
        row = FollowUp.objects.create(
            person=world.ben.person,
            reason="E-35",
            kind="keep_in_touch",
            source_key=key,
            due_on=today_of(world.alice) + timedelta(days=400),
        )
    return f"contacts_followup {row.pk}: nudges a second time to the same contact"


def muted_for_them_and_waiting(world: World) -> str:
    Mute.objects.create(owner=world.alice, person=world.ben.person, rule="E-03")
    row = FollowUp.objects.get(person=world.ben.pk, kind="first")
    return f"contacts_followup {row.pk}: waits although its rule is muted"


def muted_for_all_and_waiting(world: World) -> str:
    Mute.objects.create(owner=world.alice, rule="E-03")
    row = FollowUp.objects.get(person=world.ben.pk, kind="first")
    return f"contacts_followup {row.pk}: waits although its rule is muted"


def muted_what_cannot_be(world: World) -> str:
    row = Mute.objects.create(owner=world.alice, rule="E-37")
    return f"contacts_mute {row.pk}: mutes a rule that cannot be muted"


def muted_for_a_person_of_another_account(world: World) -> str:
    row = Mute.objects.create(owner=world.mallory, person=world.ben.person, rule="E-36")
    return f"contacts_mute {row.pk}: is about a person of another account"


def told_of_a_digest_to_another_account(world: World) -> str:
    delivery = Delivery.objects.create(account=world.mallory, kind="asked", local_day=today_of(world.mallory))
    row = Notification.objects.create(account=world.alice, delivery=delivery, title="Your digest")
    return f"contacts_notification {row.pk}: tells of a digest to another account"


@pytest.mark.parametrize(
    "breaks",
    [
        missing_standing,
        wrong_count,
        flag_from_nowhere,
        mirrored_flag_from_nowhere,
        uneven_without_a_cause,
        kind_that_there_is_not,
        offer_of_no_kind,
        promise_without_a_follow_up,
        promise_whose_follow_up_was_closed,
        promise_on_another_day,
        follow_up_of_a_kept_promise,
        follow_up_of_a_deleted_promise,
        mention_of_another_account,
        settled_in_another_account,
        follow_up_about_another_person,
        answered_by_another_person,
        event_of_another_account,
        circle_of_another_account,
        parked_circle_of_another_account,
        day_of_nobody,
        day_of_another_person,
        promise_that_repeats,
        nudge_at_the_door,
        nudged_twice,
        muted_for_them_and_waiting,
        muted_for_all_and_waiting,
        muted_what_cannot_be,
        muted_for_a_person_of_another_account,
        told_of_a_digest_to_another_account,
    ],
)
def test_finds_what_only_the_services_hold(world: World, breaks: Callable[[World], str]) -> None:
    assert breaks(world) in broken()


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_finds_a_key_that_points_nowhere() -> None:
    # Somebody at the door first, so that a contact's key is not its row's number.
    create_person(by=create_account(email="carl@example.org"))
    world = make_world()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        gate.drop()
        cursor.execute("DELETE FROM contacts_interaction WHERE id = %s", [world.ben.founded_on_id])
        gate.install()
        cursor.execute("PRAGMA foreign_keys = ON")
    lines = broken()
    assert f"contacts_contact {world.ben.pk}: names a row of contacts_interaction that is not there" in lines
    assert f"contacts_contact {world.ben.pk}: its founding interaction is not there" in lines


def test_changes_nothing(world: World) -> None:
    wrong_count(world)
    broken()
    assert Standing.objects.get(pk=world.ben.pk).i_gave == 9


def test_leaves_to_the_sweep_what_only_waits_for_its_day(world: World) -> None:
    Standing.objects.filter(pk=world.ben.pk).update(i_gave=9, changes_on=today_of(world.alice))
    assert "broken" not in audit()


def test_names_at_most_fifty_of_each_fact_unless_asked(world: World) -> None:
    welcome(account=world.alice)
    for number in range(51):
        create_contact(by=world.alice, name=f"Person {number}", days_ago=number)
    Standing.objects.all().delete()
    lines = broken()
    assert sum(line.endswith("is missing") for line in lines) == 50
    assert "and 3 more; --all names them" in lines
    out = StringIO()
    with pytest.raises(CommandError, match="53 of the stored facts"):
        call_command("audit", "--all", stdout=out)
    assert out.getvalue().count("is missing") == 53


def test_asks_no_more_of_a_larger_house(world: World) -> None:
    with CaptureQueriesContext(connection) as small:
        audit()
    for number in range(6):
        create_contact(by=world.alice, name=f"Person {number}", days_ago=number)
    with CaptureQueriesContext(connection) as large:
        audit()
    assert len(large) == len(small)


def test_rebuild_standings_says_how_many_changed(world: World) -> None:
    wrong_count(world)
    missing_standing(world)
    other = create_contact(by=world.mallory, name="Ana Ferreira")
    Standing.objects.filter(pk=other.pk).update(i_owe=4)
    assert rebuild("--email", "Alice@example.org") == "2 standings looked at, 2 changed.\n"
    assert Standing.objects.get(pk=other.pk).i_owe == 4
    assert rebuild() == "3 standings looked at, 1 changed.\n"
    assert rebuild() == "3 standings looked at, 0 changed.\n"
    audit()


def test_rebuild_standings_refuses_an_unknown_account(db: None) -> None:
    with pytest.raises(CommandError, match="There is no account with the e-mail"):
        rebuild("--email", "nobody@example.org")


def rebuild(*arguments: str) -> str:
    out = StringIO()
    call_command("rebuild_standings", *arguments, stdout=out)
    return out.getvalue()
