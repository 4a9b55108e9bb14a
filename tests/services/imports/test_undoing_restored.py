"""Undoing an export that was read back: whoever was changed since stays whole, by whatever step it was changed."""

import json
from collections.abc import Callable
from uuid import uuid4

import pytest

from contacts.models import Circle, Exchange, FollowUp, Handle, ImportBatch, Person, PersonTag, Tag, User
from contacts.services.bulk import BulkEntry, change_many
from contacts.services.contacts import send_back_to_the_door
from contacts.services.exchanges import delete_exchange
from contacts.services.follow_ups import complete_follow_up
from contacts.services.imports import run_to_the_end, undo
from contacts.services.interactions import delete_interaction
from contacts.services.mutes import mute
from contacts.services.people import let_in, mark_deceased, set_formal_relation
from contacts.vocabulary import BulkStep
from tests.factories import (
    create_account,
    create_contact,
    create_date,
    create_exchange,
    create_person,
    create_reminder,
    log,
)
from tests.services.imports.files import bring_in
from tests.services.taken_along import exported

pytestmark = pytest.mark.django_db

Step = Callable[[User, Person], object]


def many(step: BulkStep, **said: object) -> Step:
    def change(by: User, person: Person) -> object:
        entry = BulkEntry(step=step, **said)  # type: ignore[arg-type]
        return change_many(by=by, people=Person.objects.filter(pk=person.pk), entry=entry, entry_key=uuid4())

    return change


def put_in_a_circle(by: User, person: Person) -> object:
    circle = Circle.objects.get(owner=by, name="Yearly")
    return many(BulkStep.CIRCLE, circle=circle)(by, person)


def untag(by: User, person: Person) -> object:
    return PersonTag.objects.filter(person=person).delete()


# What somebody does with a person who came back, each by the name of whom it is done with.
STEPS: dict[str, Step] = {
    "Tagged": many(BulkStep.TAG, tag="since"),
    "Untagged": untag,
    "Archived": many(BulkStep.ARCHIVE),
    "Circled": put_in_a_circle,
    "Rested": many(BulkStep.REST, reason="at sea"),
    "Muted": lambda by, person: mute(by=by, rule="E-36", person=person, because="she said so"),
    "Formal": lambda by, person: set_formal_relation(by=by, person=person, formal=True),
    "Deceased": lambda by, person: mark_deceased(by=by, person=person, deceased=True),
    "Let in": lambda by, person: let_in(by=by, person=person),
    "Sent back": lambda by, person: send_back_to_the_door(by=by, contact=person.contact),
    "Addressed": lambda by, person: Handle.objects.filter(person=person).update(label="personal"),
    "Dated": lambda by, person: create_date(by=by, person=person, month=12, day=31),
    "Redated": lambda by, person: person.important_dates.update(lead_days=9),
    "Talked with": lambda by, person: log(by=by, person=person),
    "Talk deleted": lambda by, person: delete_interaction(by=by, interaction=person.interactions.get(learned="")),
    "Given": lambda by, person: create_exchange(by=by, person=person),
    "Favour deleted": lambda by, person: delete_exchange(by=by, exchange=Exchange.objects.get(person=person)),
    "Reminded": lambda by, person: create_reminder(by=by, person=person, due_in=3),
    "Done": lambda by, person: complete_follow_up(by=by, follow_up=FollowUp.objects.get(person=person, reason="E-37")),
}


def noted_by(alice: User) -> bytes:
    """An account with whom all of that can be done, and two with whom nothing is."""
    people = {name: create_contact(by=alice, name=name, days_ago=5).person for name in [*STEPS, "Left alone"]}
    Person.objects.filter(pk=create_person(by=alice, name="Of the door").pk).update(note="a loud laugh")
    Person.objects.filter(pk=people["Let in"].pk).update(left_out_at=people["Let in"].created_at)
    tag = Tag.objects.create(owner=alice, name="VIP", folded="vip")
    for name in ("Untagged", "Left alone"):
        PersonTag.objects.create(person=people[name], tag=tag)
        Handle.objects.create(person=people[name], kind="email", value="a@b.example", normal_value="a@b.example")
    Handle.objects.create(person=people["Addressed"], kind="email", value="c@b.example", normal_value="c@b.example")
    for name in ("Redated", "Left alone"):
        create_date(by=alice, person=people[name], month=2, day=29)
    for name in ("Talk deleted", "Left alone"):
        log(by=alice, person=people[name], learned="", talked_about="the weather")
    for name in ("Favour deleted", "Left alone"):
        create_exchange(by=alice, person=people[name])
    for name in ("Done", "Left alone"):
        create_reminder(by=alice, person=people[name], due_in=0)
    return json.dumps(exported(alice)).encode()


def undone(batch: ImportBatch) -> ImportBatch:
    undo(by=batch.owner, batch=batch)
    run_to_the_end(batch)
    batch.refresh_from_db()
    return batch


def test_whoever_was_changed_since_stays() -> None:
    bob = create_account(email="bob@example.org")
    batch = bring_in(by=bob, content=noted_by(create_account()), name="rapport.json")
    for name, step in STEPS.items():
        step(bob, Person.objects.get(owner=bob, name=name))
    batch = undone(batch)
    left = Person.everything.filter(owner=bob).values_list("name", flat=True)
    assert sorted(left) == sorted(STEPS)
    assert (batch.state, batch.spared) == ("undone", len(STEPS))


def test_what_the_house_derives_is_no_change() -> None:
    bob = create_account(email="bob@example.org")
    batch = bring_in(by=bob, content=noted_by(create_account()), name="rapport.json")
    Person.objects.filter(owner=bob).update(plan_on=None, search_name="")
    assert undone(batch).spared == 0
    assert not Person.everything.filter(owner=bob).exists()
