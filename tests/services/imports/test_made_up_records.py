"""An export that somebody made up or changed by hand: it brings nothing that this house would not have let in."""

from collections.abc import Callable
from typing import Any
from uuid import uuid5

import pytest

from contacts.models import (
    DeliveryChannel,
    Event,
    Exchange,
    FollowUp,
    ImportantDate,
    ImportBatch,
    Interaction,
    Message,
    Person,
    Request,
    User,
)
from contacts.services.people import erase_person
from contacts.vocabulary import ImportFormat
from tests.factories import create_account, create_contact, create_date, create_gift, create_person
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


def founding(told: Told, name: str) -> Told:
    person = called(told, name)
    address = person["contact"]["founded_on"]
    talk: Told = next(talk for talk in person["interactions"] if talk["public_id"] == address)
    return talk


# What founds nobody (E-01, E-02), though the file says so, and what is missing.
EMPTY: dict[str, tuple[Told, set[str]]] = {
    "nothing said": ({"talked_about": "hi", "learned": "x"}, {"thin_topic", "learned"}),
    "nothing learned": ({"learned": ""}, {"learned"}),
    "pleasantries": ({"learned": "A very nice guy."}, {"learned"}),
    "the topic again": ({"talked_about": "sailing to Crete", "learned": "sailing to Crete"}, {"same_text"}),
    "a hello": ({"depth": "hello"}, {"hello"}),
    "one side": ({"channel": "message", "they_took_part": False}, {"one_way"}),
    "to finish": ({"unfinished": True}, {"unfinished"}),
    "to come": ({"happened_on": "2199-01-01"}, {"future"}),
    "said to be none": ({"meaningful": False, "missing": ["copied", "an omen"]}, {"copied"}),
}


@pytest.mark.parametrize("name", EMPTY)
def test_nobody_is_a_contact_because_the_file_says_so(name: str, told: Told, copied: User) -> None:
    changes, missing = EMPTY[name]
    called(told, "Ana Ferreira")["contact"].update(
        own_cadence_days=40, rest_reason="at sea", resting_since="2026-11-01"
    )
    founding(told, "Ana Ferreira").update(changes)
    rows = bring_back(told, into=copied)
    ana = Person.objects.get(owner=copied, name="Ana Ferreira")
    assert not ana.is_contact
    talk = ana.interactions.get(public_id=uuid5(copied.public_id, founding(told, "Ana Ferreira")["public_id"]))
    assert (talk.meaningful, set(talk.missing)) == (False, missing)
    assert ana.parked_circle is not None
    assert (ana.parked_circle.name, ana.parked_cadence_days, ana.parked_rest_reason) == ("Monthly", 40, "at sea")
    assert [row.why for row in rows if row.person_id == ana.pk] == ["record_at_the_door"]
    assert Person.objects.get(owner=copied, name="Bo Lindqvist").is_contact
    again = create_account(email="again@example.org")
    assert ("refused", "record_contradicts") not in outcomes(bring_back(exported(copied), into=again))


def test_what_passed_once_passes_though_more_is_known_by_now(copied: User) -> None:
    alice = create_account()
    person = create_contact(by=alice, name="Ana", talked_about="her new job", learned="Chief sailing officer").person
    Person.objects.filter(pk=person.pk).update(role="Chief sailing officer")
    bring_back(exported(alice), into=copied)
    assert Person.objects.get(owner=copied).is_contact


def test_the_users_answers_count(copied: User) -> None:
    alice = create_account()
    create_contact(by=alice, name="Ana", talked_about="things", learned="Moves to Lisbon in June", confirmed=True)
    told = exported(alice)
    bring_back(told, into=copied)
    assert Person.objects.get(owner=copied).is_contact
    founding(told, "Ana")["confirmed"] = False
    other = create_account(email="other@example.org")
    bring_back(told, into=other)
    assert not Person.objects.get(owner=other).is_contact


@pytest.mark.parametrize("given", [{"a": [1]}, "thin", [["thin"]], [1], None])
def test_what_is_missing_is_a_list_of_words(given: Any, told: Told, copied: User) -> None:
    [quiet] = [talk for talk in called(told, "Ana Ferreira")["interactions"] if talk["deleted_at"]]
    quiet["missing"] = given
    assert ("refused", "record_value") in outcomes(bring_back(told, into=copied))
    assert not Person.objects.filter(owner=copied, name="Ana Ferreira").exists()


def test_a_webhook_comes_back_switched_off(told: Told, copied: User) -> None:
    rows = bring_back(told, into=copied)
    [channel] = DeliveryChannel.objects.filter(account=copied)
    assert (channel.kind, channel.address, channel.is_on) == ("webhook", "https://ntfy.example/topic", False)
    assert [row.why for row in rows if row.why] == ["record_channel_off"]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:6379/steal", "http://localhost/x", "https://a:b@ntfy.example/x", "https://ntfy.example"],
)
def test_no_file_gives_an_address_that_may_not_be_called(address: str, told: Told, copied: User) -> None:
    told["channels"][0]["address"] = address
    assert ("refused", "record_value") in outcomes(bring_back(told, into=copied))
    assert not DeliveryChannel.objects.filter(account=copied).exists()


@pytest.mark.parametrize("kind", ["email", "in_app"])
def test_a_channel_that_was_switched_off_stays_off(kind: str, told: Told, copied: User) -> None:
    told["channels"][0].update(kind=kind, address="", is_on=False)
    rows = bring_back(told, into=copied)
    assert not DeliveryChannel.objects.get(account=copied, kind=kind).is_on
    assert not any(row.why for row in rows)


def test_what_a_file_brought_and_what_the_user_noted_stay_apart(copied: User) -> None:
    alice = create_account()
    batch = ImportBatch.objects.create(owner=alice, file_name="all.vcf", format=ImportFormat.VCARD)
    for name in ("Of a file", "Of her own"):
        person = create_person(by=alice, name=name)
        create_date(by=alice, person=person, month=12, day=31)
        create_gift(by=alice, person=person, days_ago=5)
    for model in (ImportantDate, Exchange):
        model._base_manager.filter(person__name="Of a file").update(batch=batch)
    bring_back(exported(alice), into=copied)
    planned = FollowUp.objects.filter(person__owner=copied, state="open")
    assert not planned.filter(person__name="Of a file").exists()
    assert planned.filter(person__name="Of her own", important_date__isnull=False).exists()
    assert planned.filter(person__name="Of her own", exchange__isnull=False).exists()
