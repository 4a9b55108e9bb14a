"""Records that are not as an export writes them: refused with a reason, whole, while the others come in."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from contacts.importers.rows import Known
from contacts.models import Contact, Exchange, FollowUp, Interaction, Person, Request, User
from contacts.rules.threads import Party
from contacts.services.imports.messages import day_key
from contacts.services.imports.requests import request_key
from contacts.services.planning import replan
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import RequestWay
from tests.factories import create_account, create_contact, create_person
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


def ana(told: Told) -> Told:
    row: Told = next(row for row in told["people"] if row["name"] == "Ana Ferreira")
    return row


# What is done to Ana's record, and the reason that is given.
BROKEN: dict[str, tuple[Callable[[Told], Any], str]] = {
    "no address": (lambda row: row.pop("public_id"), "record_value"),
    "an address that is none": (lambda row: row.update(public_id="../../etc"), "record_value"),
    "a name that is too long": (lambda row: row.update(name="x" * 201), "record_value"),
    "no name": (lambda row: row.update(name=""), "record_value"),
    "a number for a name": (lambda row: row.update(name=None), "record_value"),
    "a list for a name": (lambda row: row.update(name=["Ana"]), "record_value"),
    "a zone that is nowhere": (lambda row: row.update(time_zone="Atlantis/Capital"), "record_value"),
    "a source that is none": (lambda row: row.update(source="oracle"), "record_value"),
    "people in the list of tags": (lambda row: row.update(tags=[{"name": "VIP"}]), "record_value"),
    "a tag that is too long": (lambda row: row.update(tags=["x" * 61]), "record_value"),
    "text for a list": (lambda row: row.update(handles="a@b.example"), "record_value"),
    "numbers for rows": (lambda row: row.update(interactions=[1, 2]), "record_broken"),
    "a contact that is a word": (lambda row: row.update(contact="yes"), "record_broken"),
    "no founder": (lambda row: row["contact"].update(founded_on=None), "record_value"),
    "a founder of somebody else": (
        lambda row: row["contact"].update(founded_on=str(uuid4())),
        "record_refers_to_nothing",
    ),
    "a founder that is deleted": (
        lambda row: row["interactions"][0].update(deleted_at="2026-11-01T10:00:00Z"),
        "record_contradicts",
    ),
    "an account of what is missing that is none": (
        lambda row: row["interactions"][0].update(meaningful=False, missing={"a": [1]}),
        "record_value",
    ),
    "a circle of nobody": (lambda row: row["contact"].update(circle=str(uuid4())), "record_refers_to_nothing"),
    "an event of nobody": (lambda row: row["interactions"][0].update(event=str(uuid4())), "record_refers_to_nothing"),
    "a day that is none": (lambda row: row["interactions"][0].update(happened_on="2026-02-30"), "record_value"),
    "a day before days": (lambda row: row["interactions"][0].update(happened_on="0001-01-01"), "record_value"),
    "a moment beyond time": (lambda row: row.update(created_at="9999-12-31T23:59:59-14:00"), "record_value"),
    "a channel that is none": (lambda row: row["interactions"][0].update(channel="telepathy"), "record_value"),
    "the same address twice": (
        lambda row: row["interactions"].append(copy.deepcopy(row["interactions"][0])),
        "record_contradicts",
    ),
    "an address of no kind": (lambda row: row["handles"].append({"kind": "", "value": "x@y.example"}), "record_value"),
    "a follow-up of nothing": (lambda row: row["follow_ups"][0].update(source="promise:7"), "record_value"),
    "a follow-up of a strange word": (
        lambda row: row["follow_ups"][0].update(source="omen:crow"),
        "record_refers_to_nothing",
    ),
    "a follow-up of an inner key": (
        lambda row: row["follow_ups"][0].update(source="keep_in_touch:interaction:x"),
        "record_value",
    ),
    "a rule that nobody can reckon with": (
        lambda row: row["follow_ups"][0].update(repeat="EVERY MOON"),
        "record_value",
    ),
    "a follow-up that is open and closed": (
        lambda row: row["follow_ups"][0].update(state="open", closed_on="2026-11-01", closed_how="done"),
        "record_contradicts",
    ),
    "a day of the year that is none": (lambda row: row["important_dates"][0].update(month=13), "record_contradicts"),
    "a number that is too large": (lambda row: row["important_dates"][0].update(lead_days=10**12), "record_value"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_one_that_is_not_as_written_stays_out_whole(fault: str, told: Told, copied: User) -> None:
    breaks, why = BROKEN[fault]
    wrong = ana(told)
    breaks(wrong)
    others = [row["name"] for row in told["people"] if row is not wrong]
    rows = bring_back(told, into=copied)
    refused = {(row.why, row.outcome) for row in rows if row.outcome == "refused"}
    assert (why, "refused") in refused
    assert sorted(Person.everything.filter(owner=copied).values_list("name", flat=True)) == sorted(others)
    for model in (Interaction, Exchange):
        assert not model.everything.filter(person__owner=copied, person__name="Ana Ferreira").exists()


def test_what_no_database_can_store_is_taken_out(told: Told, copied: User) -> None:
    ana(told)["note"] = "a\x00bc"
    bring_back(told, into=copied)
    assert Person.objects.get(owner=copied, name="Ana Ferreira").note == "abc"


def test_twice_is_once(told: Told, copied: User) -> None:
    bring_back(told, into=copied)
    before = Person.everything.filter(owner=copied).count(), Interaction.everything.count(), FollowUp.objects.count()
    told["people"] += told["people"][:2]
    rows = bring_back(told, into=copied)
    assert {(outcome, why) for outcome, why in outcomes(rows)} == {("left_out", "rapport_needs_an_empty_account")}
    after = Person.everything.filter(owner=copied).count(), Interaction.everything.count(), FollowUp.objects.count()
    assert after == before


def test_somebody_who_stands_in_it_twice_comes_once(told: Told, copied: User) -> None:
    told["people"].append(copy.deepcopy(ana(told)))
    rows = bring_back(told, into=copied)
    assert {row.outcome for row in rows} == {"added", "updated", "matched"}
    assert Person.objects.filter(owner=copied, name="Ana Ferreira").count() == 1


def test_no_row_of_another_account_is_reached(told: Told, copied: User) -> None:
    """The file names rows by addresses; those of the account it came from are on this very server."""
    before = exported(User.objects.get(email="alice@example.org"))
    bring_back(told, into=copied)
    after = exported(User.objects.get(email="alice@example.org"))
    before["exported_at"] = after["exported_at"]
    assert before == after


def test_version_1_comes_as_far_as_it_carries(told: Told, copied: User) -> None:
    reminders = [row["text"] for person in told["people"] for row in person["follow_ups"] if row["kind"] == "reminder"]
    old = first_version(told)
    rows = bring_back(old, into=copied)
    assert {row.outcome for row in rows} <= {"added", "updated"}, outcomes(rows)
    assert Person.everything.filter(owner=copied).count() == len(told["people"])
    assert Contact.objects.filter(person__owner=copied).count() == sum(bool(row["contact"]) for row in told["people"])
    mine = FollowUp.objects.filter(person__owner=copied)
    assert sorted(mine.filter(kind="reminder").values_list("text", flat=True)) == sorted(reminders)
    assert mine.filter(kind="thank").exists()
    assert rebuild_standings(list(Person.everything.values_list("pk", flat=True))) == 0
    again = exported(copied)
    for person in Person.objects.filter(owner=copied):
        replan(person=person, by=copied)
    assert exported(copied)["people"] == again["people"], "once more plans nothing"
    third = create_account(email="third@example.org")
    assert {row.outcome for row in bring_back(again, into=third)} <= {"added", "updated"}


def first_version(told: Told) -> Told:
    """As the first version had it."""
    dropped = {"entry_key", "entry_digest", "version", "source", "messages", "requests", "tags", "purpose", "note"}

    def older(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: older(item) for key, item in value.items() if key not in dropped}
        return [older(item) for item in value] if isinstance(value, list) else value

    later = {"tags", "not_same", "merged", "elsewhere", "imports", "bulk_changes", "merges", "exports"}
    return {**{key: older(item) for key, item in told.items() if key not in later}, "version": 1}


def test_a_file_that_was_imported_before_is_known_in_the_new_account(copied: User) -> None:
    """Entries that came by LinkedIn's files are found again by the next of them."""
    alice = create_account()
    person = create_contact(by=alice, name="Ana Ferreira").person
    on, way = date(2026, 2, 3), RequestWay.IN
    talk, who = Interaction.objects.get(person=person), Known("Ana Ferreira")

    def keys(account: User) -> tuple[UUID, UUID]:
        party = Party("Ana Ferreira", "")
        return day_key(account=account.public_id, thread="2-abc", who=party, on=on), request_key(
            by=account, way=way, who=who, on=on
        )

    Interaction.objects.filter(pk=talk.pk).update(thread="2-abc", happened_on=on, entry_key=keys(alice)[0])
    Request.objects.create(person=person, way=way, sent_on=on, entry_key=keys(alice)[1])
    bring_back(exported(alice), into=copied)
    assert Interaction.objects.get(person__owner=copied).entry_key == keys(copied)[0]
    assert Request.objects.get(person__owner=copied).entry_key == keys(copied)[1]
    own = uuid4()
    Interaction.objects.filter(pk=talk.pk).update(entry_key=own)
    third = create_account(email="third@example.org")
    bring_back(exported(alice), into=third)
    assert Interaction.objects.get(person__owner=third).entry_key == uuid5(third.public_id, str(own))


# What JSON carries between programs; beyond it a file is no longer read at all.
# One below the smallest of 64 bits is where the reader of JSON stops, and it counts the sign apart.
INTEGERS = st.integers(-(2**63) + 1, 2**63 - 1)
JUNK = st.recursive(
    st.none() | st.booleans() | INTEGERS | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["public_id", "kind", "x"]), inner),
    max_leaves=6,
)


class AnyNonsense(HypothesisTestCase):
    @settings(max_examples=60)
    @given(st.data())
    def test_is_answered_with_an_outcome_and_never_with_half_a_person(self, data: st.DataObject) -> None:
        alice = create_account(email=f"{uuid4().hex}@example.org")
        create_contact(by=alice, name="Ana Ferreira")
        create_person(by=alice, name="Bo")
        told = exported(alice)
        row: Any = told["people"][0]
        for _depth in range(data.draw(st.integers(0, 2))):
            inside = [value for value in row.values() if isinstance(value, dict)]
            inside += [
                one for value in row.values() if isinstance(value, list) for one in value if isinstance(one, dict)
            ]
            row = data.draw(st.sampled_from(inside)) if inside else row
        row[data.draw(st.sampled_from(sorted(row)))] = data.draw(JUNK)
        mine = create_account(email=f"{uuid4().hex}@example.org")
        rows = bring_back(told, into=mine)
        names = set(Person.everything.filter(owner=mine).values_list("name", flat=True))
        assert "Bo" in names
        added = sum(one.outcome == "added" and one.person_id is not None for one in rows)
        assert len(names) == added
        assert rebuild_standings(list(Person.everything.filter(owner=mine).values_list("pk", flat=True))) == 0
