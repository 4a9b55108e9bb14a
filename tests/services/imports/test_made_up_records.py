"""An export that somebody made up or changed by hand: it brings nothing that this house would not have let in."""

from collections.abc import Callable
from typing import Any

import pytest

from contacts.models import Event, Interaction, Message, Person, Request, User
from contacts.services.people import erase_person
from tests.factories import create_account, create_person
from tests.services.taken_along import bring_back, exported, fill, outcomes

pytestmark = pytest.mark.django_db

Told = dict[str, Any]


@pytest.fixture
def told() -> Told:
    alice = create_account()
    fill(alice)
    return exported(alice)


@pytest.fixture
def copied() -> User:
    return create_account(email="copy@example.org")


def called(told: Told, name: str) -> Told:
    row: Told = next(row for row in told["people"] if row["name"] == name)
    return row


def merges(told: Told, *pairs: tuple[str, str], all_deleted: bool = True) -> None:
    told["merged"] = []
    for gone, kept in pairs:
        told["merged"].append({"gone": called(told, gone)["public_id"], "kept": called(told, kept)["public_id"]})
        if all_deleted:
            called(told, gone)["deleted_at"] = told["exported_at"]


def merged(account: User) -> dict[str, str]:
    rows = Person.everything.filter(owner=account, merged_into__isnull=False)
    return dict(rows.values_list("name", "merged_into__name"))


@pytest.mark.parametrize(
    "pairs",
    [
        [("Dee", "Dee")],
        [("Dee", "Ana F."), ("Ana F.", "Dee")],
        [("Dee", "Ana F."), ("Ana F.", "Left Out"), ("Left Out", "Dee")],
    ],
)
def test_nobody_is_merged_into_themselves_by_a_detour(pairs: list[tuple[str, str]], told: Told, copied: User) -> None:
    merges(told, *pairs)
    rows = bring_back(told, into=copied)
    assert ("refused", "record_contradicts") in outcomes(rows)
    assert merged(copied) == dict(pairs[:-1])
    for person in Person.everything.filter(owner=copied, name__in=dict(pairs)):
        erase_person(by=copied, person=person)
    assert not Person.everything.filter(owner=copied, name__in=dict(pairs)).exists()


def test_whoever_is_still_there_was_merged_into_nobody(told: Told, copied: User) -> None:
    merges(told, ("Bo Lindqvist", "Ana Ferreira"), all_deleted=False)
    assert ("refused", "record_contradicts") in outcomes(bring_back(told, into=copied))
    assert merged(copied) == {}


def test_merges_in_a_row_come_back(told: Told, copied: User) -> None:
    merges(told, ("Dee", "Ana F."), ("Ana F.", "Ana Ferreira"))
    bring_back(told, into=copied)
    assert merged(copied) == {"Dee": "Ana F.", "Ana F.": "Ana Ferreira"}


# Where a text stands, and the table that holds it.
TEXTS: dict[str, tuple[Callable[[Told], Told], Any]] = {
    "note": (lambda told: called(told, "Ana Ferreira"), Person),
    "talked_about": (lambda told: called(told, "Ana Ferreira")["interactions"][0], Interaction),
    "learned": (lambda told: called(told, "Ana Ferreira")["interactions"][0], Interaction),
    "shared_notes": (lambda told: told["events"][0], Event),
}


def test_no_text_is_longer_than_the_house_takes_it(told: Told, copied: User) -> None:
    longest = {name: model._meta.get_field(name).max_length for name, (_row, model) in TEXTS.items()}
    for name, (row_of, _model) in TEXTS.items():
        row_of(told)[name] = "word " * (longest[name] // 5)
    assert {row.outcome for row in bring_back(told, into=copied)} <= {"added", "updated"}


@pytest.mark.parametrize("name", TEXTS)
def test_a_longer_text_is_refused(name: str, told: Told, copied: User) -> None:
    row_of, model = TEXTS[name]
    row_of(told)[name] = "x" * (model._meta.get_field(name).max_length + 1)
    rows = bring_back(told, into=copied)
    assert any(row.why == "record_value" and row.told["field"] == name for row in rows)
    held: Any = model._base_manager.filter(**{f"{name}__startswith": "xxx"})
    assert not held.exists()


def test_a_longer_message_or_request_is_refused(told: Told, copied: User) -> None:
    [talk] = [talk for talk in called(told, "Ana Ferreira")["interactions"] if talk["messages"]]
    talk["messages"][0]["text"] = "x" * (Message._meta.get_field("text").max_length + 1)  # type: ignore[operator]
    called(told, "Chi Okafor")["requests"][0]["text"] = "x" * 20_001
    bring_back(told, into=copied)
    assert not Message.objects.filter(interaction__person__owner=copied).exists()
    assert not Request.objects.filter(person__owner=copied).exists()


def test_people_merged_in_a_circle_are_erased_and_the_erasing_ends() -> None:
    alice = create_account()
    ana, bo = create_person(by=alice, name="Ana"), create_person(by=alice, name="Bo")
    Person.objects.filter(pk=ana.pk).update(merged_into=bo)
    Person.objects.filter(pk=bo.pk).update(merged_into=ana)
    erase_person(by=alice, person=ana)
    assert not Person.everything.filter(owner=alice).exists()
