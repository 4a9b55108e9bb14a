"""People: added, edited, brought to the door, deleted with 30 days of undo, erased for good (E-53, E-61)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.test import TestCase, TransactionTestCase

from contacts.errors import Refused, StaleVersion
from contacts.models import Circle, Contact, Exchange, FollowUp, Handle, Interaction, Person, Standing, User
from contacts.rules.pasting import PastedRow
from contacts.services.accounts import purge
from contacts.services.contacts import choose_cadence
from contacts.services.events import delete_event, restore_event
from contacts.services.exchanges import delete_exchange
from contacts.services.interactions import delete_interaction
from contacts.services.people import (
    HandleEntry,
    PersonFacts,
    add_person,
    archive,
    bring_back,
    bring_to_the_door,
    delete_person,
    edit_person,
    erase_person,
    mark_deceased,
    restore_person,
    set_formal_relation,
)
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import Depth, FollowUpKind, HandleKind, HandleLabel, Source
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_event,
    create_exchange,
    create_gift,
    create_interaction,
    create_person,
    create_promise,
    create_reminder,
    today_of,
)
from tests.races import meet

EMAIL, PHONE, PROFILE = HandleKind.EMAIL, HandleKind.PHONE, HandleKind.PROFILE


def rows_of(person: Person) -> dict[str, int]:
    """How many rows of each table belong to a person, however deep."""
    counts = {}
    for model in apps.get_app_config("contacts").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model in {Person, Contact, Interaction, Exchange}:
                path = {Person: "", Contact: "__person", Interaction: "__person", Exchange: "__person"}
                lookup = field.name + path[field.related_model]
                found = model._base_manager.filter(**{lookup: person}).count()
                counts[f"{model.__name__}.{field.name}"] = found
    return counts


class TheSameFormTwice(TestCase):
    """A form that is sent again finds what it made; with other words in it, it makes another."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.key = uuid4()

    def add(self, name: str = "Ana", *, by: User | None = None, **facts: Any) -> Person:
        told = PersonFacts(name=name, **facts)
        return add_person(by=by or self.alice, facts=told, source=Source.ADDED, entry_key=self.key)

    def bring(self, *names: str, by: User | None = None) -> list[Person]:
        rows = [PastedRow(line, name) for line, name in enumerate(names, start=1)]
        report = bring_to_the_door(by=by or self.alice, rows=rows, source=Source.PASTED, entry_key=self.key)
        return list(report.added)

    def test_adds_one_person(self) -> None:
        handles = (HandleEntry(EMAIL, "ana@example.org"),)
        assert self.add(handles=handles) == self.add(handles=handles)
        assert Handle.objects.count() == 1

    def test_other_words_are_another_person_also_when_sent_twice(self) -> None:
        people = [self.add(), self.add("Bo"), self.add(role="author"), self.add("Bo"), self.add()]
        assert len(set(people)) == 3 == Person.objects.count()

    def test_what_was_put_right_since_is_still_what_the_form_made(self) -> None:
        ana = self.add()
        edit_person(by=self.alice, person=ana, version=1, facts=PersonFacts(name="Ana Ferreira"))
        assert self.add() == ana
        assert Person.objects.get().name == "Ana Ferreira"

    def test_whoever_was_deleted_since_is_added_anew_and_once(self) -> None:
        first = self.add()
        delete_person(by=self.alice, person=first)
        second = self.add()
        assert second != first
        assert self.add() == second
        restore_person(by=self.alice, person=first)
        assert Person.objects.count() == 2

    def test_the_form_of_another_account_is_another_form(self) -> None:
        assert self.add().owner == self.alice
        assert self.add(by=self.mallory).owner == self.mallory
        assert [person.owner for person in self.bring("Bo", by=self.mallory)] == [self.mallory]

    def test_brings_everybody_once(self) -> None:
        first = self.bring("Ana", "Bo", "Ana")
        assert self.bring("Ana", "Bo", "Ana") == first
        assert Person.objects.count() == 3
        assert self.bring("Ana", "Bo", "Cem")[:2] == first[:2]
        assert Person.objects.count() == 4

    def test_without_a_form_everybody_is_somebody_new(self) -> None:
        for _time in range(2):
            add_person(by=self.alice, facts=PersonFacts(name="Ana"), source=Source.ADDED)
        assert Person.objects.count() == 2


@pytest.mark.postgresql
class TheSameFormAtOnce(TransactionTestCase):
    def setUp(self) -> None:
        self.alice, self.key = create_account(), uuid4()

    def test_two_posts_add_one_person(self) -> None:
        def add() -> Person:
            return add_person(by=self.alice, facts=PersonFacts(name="Ana"), source=Source.ADDED, entry_key=self.key)

        second = meet(add, add)
        assert second.error is None
        assert second.answer == Person.objects.get()

    def test_two_posts_bring_everybody_once(self) -> None:
        rows = [PastedRow(1, "Ana"), PastedRow(2, "Bo", "bo@example.org")]

        def bring() -> list[Person]:
            report = bring_to_the_door(by=self.alice, rows=rows, source=Source.PASTED, entry_key=self.key)
            return list(report.added)

        second = meet(bring, bring)
        assert second.error is None
        assert second.answer == list(Person.objects.order_by("pk"))
        assert len(second.answer) == 2


class Editing(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")

    def edit(self, person: Person, *, version: int | None = None, **facts: Any) -> Person:
        person.refresh_from_db()
        return edit_person(
            by=self.alice,
            person=person,
            version=person.version if version is None else version,
            facts=PersonFacts(**{"name": person.name, **facts}),
        )

    def test_carries_where_they_came_from(self) -> None:
        person = add_person(by=self.alice, facts=PersonFacts(name="Ana"), source=Source.FILE, source_note="x" * 300)
        assert (person.source, person.source_note, person.owner) == (Source.FILE, "x" * 200, self.alice)

    def test_keeps_names_of_all_kinds_as_typed(self) -> None:
        for name in (
            "محمد عبد الله",
            "李小龍",
            "🦊",
            "<b>Ana</b>",
            "O'Neill; DROP TABLE",
            "\u202eana",
            "X Æ A-12",
            "Þórður",
        ):
            with self.subTest(name):
                assert Person.objects.get(pk=create_person(by=self.alice, name=name).pk).name == name

    def test_refuses_with_the_field_and_writes_nothing(self) -> None:
        for facts, field in (
            ({"name": ""}, "name"),
            ({"name": " \x00\t"}, "name"),
            ({"name": "x" * 201}, "name"),
            ({"organisation": "x" * 201}, "organisation"),
            ({"role": "x" * 201}, "role"),
            ({"place": "x" * 201}, "place"),
            ({"also_known_as": "x" * 201}, "also_known_as"),
            ({"time_zone": "Mars/Olympus"}, "time_zone"),
            ({"handles": (HandleEntry(EMAIL, "not an address"),)}, None),
            ({"handles": (HandleEntry(EMAIL, f"{'x' * 320}@example.org"),)}, None),
            ({"handles": (HandleEntry(PHONE, "call me"),)}, None),
            ({"handles": (HandleEntry(PROFILE, "javascript:alert(1)"),)}, None),
            ({"handles": (HandleEntry(EMAIL, "ana@x.org"), HandleEntry(EMAIL, "ANA@x.org "))}, None),
        ):
            with self.subTest(facts), self.assertRaises(Refused) as refusal:
                add_person(by=self.alice, facts=PersonFacts(**{"name": "Ana", **facts}), source=Source.ADDED)
            assert refusal.exception.field == field
        assert not Person.objects.exists() and not Handle.objects.exists()

    def test_two_tabs(self) -> None:
        person = create_person(by=self.alice)
        self.edit(person, role="CTO")
        with self.assertRaises(StaleVersion) as stale:
            self.edit(person, version=1, role="CFO")
        assert stale.exception.current.role == "CTO"

    def test_search_follows_every_name(self) -> None:
        person = create_person(by=self.alice, name="Ana")
        self.edit(person, name="Zoë", also_known_as="Zozo", organisation="Århus Bib")
        for word in ("zoe", "zozo", "arhus"):
            assert list(Person.objects.named_like(word)) == [person]
        assert not Person.objects.named_like("ana").exists()

    def test_handles_are_kept_changed_and_removed(self) -> None:
        person = create_person(by=self.alice, email="ana@x.org")
        kept = person.handles.get()
        self.edit(
            person,
            handles=(
                HandleEntry(EMAIL, "Ana@X.org", HandleLabel.PERSONAL),
                HandleEntry(PHONE, "+47 22 33 44 55"),
                HandleEntry(PROFILE, "https://www.example.org/in/Ana/?utm=1"),
            ),
        )
        assert person.handles.get(kind=EMAIL).pk == kept.pk
        assert list(person.handles.values_list("kind", "label", "value", "normal_value")) == [
            (EMAIL, HandleLabel.PERSONAL, "Ana@X.org", "ana@x.org"),
            (PHONE, HandleLabel.WORK, "+47 22 33 44 55", "+4722334455"),
            (PROFILE, HandleLabel.WORK, "https://www.example.org/in/Ana/?utm=1", "example.org/in/ana"),
        ]
        self.edit(person)
        assert not person.handles.exists()

    def test_the_same_address_at_two_people_is_kept_at_both(self) -> None:
        for name in ("Ana", "Ben"):
            create_person(by=self.alice, name=name, email="office@x.org")
        assert Handle.objects.filter(normal_value="office@x.org").count() == 2

    def test_a_stranger_and_a_deleted_person_are_refused(self) -> None:
        person = create_person(by=self.alice)
        facts = PersonFacts(name="Eva")
        with self.assertRaises(Refused):
            edit_person(by=self.mallory, person=person, version=1, facts=facts)
        with self.assertRaises(Refused):
            delete_person(by=self.mallory, person=person)
        erase_person(by=self.mallory, person=person)
        assert Person.objects.get().name == "Ana Ferreira"
        delete_person(by=self.alice, person=person)
        with self.assertRaises(Refused):
            edit_person(by=self.alice, person=person, version=1, facts=facts)
        with self.assertRaises(Refused):
            restore_person(by=self.mallory, person=person)


class FormalRelation(TestCase):
    """Paid or formal: one tap, which no flag survives (E-30) and which asks for no thanks (E-33)."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.person = create_contact(by=cls.alice, days_ago=700).person
        for days_ago in (200, 120, 40):
            create_ask(by=cls.alice, person=cls.person, days_ago=days_ago)
        create_gift(by=cls.alice, person=cls.person, days_ago=300)

    def say(self, *, formal: bool) -> Person:
        return set_formal_relation(by=self.alice, person=self.person, formal=formal)

    def planned(self) -> set[str]:
        return set(FollowUp.objects.open().filter(person=self.person).values_list("kind", flat=True))

    def test_keeps_standing_and_plan_in_step_both_ways(self) -> None:
        before = self.planned()
        assert FollowUpKind.NO_ASK in before
        assert self.say(formal=True).formal_relation
        assert Standing.objects.get(contact=self.person.pk).ask_only_since is None
        assert FollowUpKind.NO_ASK not in self.planned()
        assert not self.say(formal=False).formal_relation
        assert Standing.objects.get(contact=self.person.pk).ask_only_since is not None
        assert self.planned() == before
        assert rebuild_standings([self.person.pk]) == 0

    def test_another_tab_that_edits_the_facts_is_told(self) -> None:
        version = self.person.version
        assert self.say(formal=True).version == version + 1
        assert self.say(formal=True).version == version + 1, "twice is once"
        with pytest.raises(StaleVersion):
            edit_person(by=self.alice, person=self.person, version=version, facts=PersonFacts(name="Ana"))

    def test_is_refused_to_a_stranger(self) -> None:
        mallory = create_account(email="mallory@example.org")
        with pytest.raises(Refused):
            set_formal_relation(by=mallory, person=self.person, formal=True)


class ToTheDoor(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def paste(self, *rows: tuple[str, str, str]) -> Any:
        read = [PastedRow(line, name, email, firm) for line, (name, email, firm) in enumerate(rows, start=1)]
        return bring_to_the_door(by=self.alice, rows=read, source=Source.PASTED)

    def test_adds_knows_and_refuses_row_by_row(self) -> None:
        known = create_person(by=self.alice, name="Ana", email="ana@x.org")
        report = self.paste(
            ("Ana F.", "ANA@x.org", ""),
            ("Ben", "ben@x.org", "Acme"),
            ("", "cem@x.org", ""),
            ("Ben again", "ben@x.org", ""),
            ("Dag", "no address", ""),
            ("", "", ""),
            ("x" * 201, "", ""),
            ("Eva", "", ""),
            ("Eva", "", ""),
        )
        assert [person.name for person in report.added] == ["Ben", "cem@x.org", "Eva", "Eva"]
        assert [(row.line, person.name) for row, person in report.known] == [(1, known.name), (4, "Ben")]
        assert [row.line for row, _reason in report.refused] == [5, 6, 7]
        assert all(reason.endswith(".") for _row, reason in report.refused)
        ben = Person.objects.get(name="Ben")
        assert (ben.organisation, ben.source, ben.handles.get().value) == ("Acme", Source.PASTED, "ben@x.org")
        assert not Contact.objects.exists(), "an address book is no circle of friends"

    def test_somebody_elses_people_are_not_known(self) -> None:
        mallory = create_account(email="mallory@example.org")
        create_person(by=mallory, email="ana@x.org")
        assert len(self.paste(("Ana", "ana@x.org", "")).added) == 1

    def test_a_deleted_person_is_not_known(self) -> None:
        delete_person(by=self.alice, person=create_person(by=self.alice, email="ana@x.org"))
        assert len(self.paste(("Ana", "ana@x.org", "")).added) == 1


class Going(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.contact = create_contact(by=cls.alice, days_ago=9, circle=Circle.objects.get(name="Monthly"))
        cls.ana = cls.contact.person
        cls.event = create_event(by=cls.alice)
        create_interaction(by=cls.alice, person=cls.ana, learned="keeps bees on the roof", event=cls.event)
        create_promise(by=cls.alice, person=cls.ana)
        create_exchange(by=cls.alice, person=cls.ana)
        create_reminder(by=cls.alice, person=cls.ana)
        Handle.objects.create(person=cls.ana, kind=EMAIL, value="ana@x.org", normal_value="ana@x.org")
        cls.ben = create_contact(by=cls.alice, name="Ben", days_ago=3).person

    def test_deleted_and_restored_is_as_before(self) -> None:
        before = rows_of(self.ana)
        standing = Standing.objects.values().get(contact=self.ana.pk)
        delete_person(by=self.alice, person=self.ana)
        assert list(Person.objects.all()) == [self.ben]
        assert {row.person_id for row in FollowUp.objects.owned_by(self.alice)} == {self.ben.pk}
        restore_person(by=self.alice, person=self.ana)
        assert rows_of(self.ana) == before
        assert Standing.objects.values().get(contact=self.ana.pk) == standing

    def test_erased_leaves_nothing_of_theirs_and_all_of_the_others(self) -> None:
        before = rows_of(self.ben)
        erase_person(by=self.alice, person=self.ana)
        assert set(rows_of(self.ana).values()) == {0}
        assert rows_of(self.ben) == before
        erase_person(by=self.alice, person=self.ana)  # another tab: nothing left to do
        with self.assertRaises(Refused):
            restore_person(by=self.alice, person=self.ana)

    def test_erased_while_deleted(self) -> None:
        delete_person(by=self.alice, person=self.ana)
        erase_person(by=self.alice, person=self.ana)
        assert not Person.everything.filter(pk=self.ana.pk).exists()

    def test_the_purge_takes_what_was_deleted_more_than_30_days_ago(self) -> None:
        hello = create_interaction(by=self.alice, person=self.ben, depth=Depth.HELLO)
        favour = create_exchange(by=self.alice, person=self.ben)
        delete_interaction(by=self.alice, interaction=hello)
        delete_exchange(by=self.alice, exchange=favour)
        delete_event(by=self.alice, event=self.event)
        delete_person(by=self.alice, person=self.ana)
        gone = (hello, favour, self.event, self.ana)
        for days, left in ((29, 4), (31, 0)):
            with self.subTest(days), time_machine.travel(today_of(self.alice) + timedelta(days=days, hours=23)):
                purge()
                assert sum(type(row).everything.filter(pk=row.pk).count() for row in gone) == left
        assert set(rows_of(self.ana).values()) == {0}
        assert Contact.objects.get() == self.ben.contact
        assert purge() == 0

    def test_the_purge_leaves_what_was_restored(self) -> None:
        delete_event(by=self.alice, event=self.event)
        delete_person(by=self.alice, person=self.ana)
        restore_event(by=self.alice, event=self.event)
        restore_person(by=self.alice, person=self.ana)
        before = rows_of(self.ana)
        with time_machine.travel(today_of(self.alice) + timedelta(days=60)):
            assert purge() == 0
        assert rows_of(self.ana) == before


class Silence(TestCase):
    """Archived and deceased: everything is kept, nothing speaks, and bringing back restores it."""

    def setUp(self) -> None:
        self.alice = create_account()
        self.contact = create_contact(by=self.alice, days_ago=200)
        self.ana = self.contact.person
        monthly = Circle.objects.get(owner=self.alice, name="Monthly")
        choose_cadence(by=self.alice, contact=self.contact, circle=monthly, own_cadence_days=None)
        create_reminder(by=self.alice, person=self.ana)
        create_promise(by=self.alice, person=self.ana)

    def open(self) -> set[str]:
        return set(FollowUp.objects.open().filter(person=self.ana).values_list("kind", flat=True))

    def audible(self) -> set[str]:
        return set(FollowUp.objects.owned_by(self.alice).open().audible().values_list("kind", flat=True))

    def test_archived_is_silent_and_brought_back_as_it_was(self) -> None:
        before, standing = self.open(), Standing.objects.get(contact=self.contact).next_due_on
        assert FollowUpKind.KEEP_IN_TOUCH in before
        row = archive(by=self.alice, person=self.ana)
        assert row.archived_at is not None
        assert self.audible() == set()
        assert self.open() == {FollowUpKind.REMINDER, FollowUpKind.PROMISE_MINE}
        again = archive(by=self.alice, person=self.ana)
        assert again.archived_at == row.archived_at
        bring_back(by=self.alice, person=self.ana)
        assert self.open() == self.audible() == before
        assert Standing.objects.get(contact=self.contact).next_due_on == standing
        bring_back(by=self.alice, person=self.ana)
        assert self.open() == before

    def test_deceased_is_silent_and_can_be_put_right(self) -> None:
        before = self.open()
        mark_deceased(by=self.alice, person=self.ana, deceased=True)
        assert self.audible() == set()
        assert Interaction.objects.filter(person=self.ana).count() == 1
        mark_deceased(by=self.alice, person=self.ana, deceased=False)
        assert self.audible() == before

    def test_the_two_are_apart(self) -> None:
        archive(by=self.alice, person=self.ana)
        mark_deceased(by=self.alice, person=self.ana, deceased=True)
        assert bring_back(by=self.alice, person=self.ana).is_silent
        assert not mark_deceased(by=self.alice, person=self.ana, deceased=False).is_silent

    def test_new_reminders_and_circles_are_refused_with_a_sentence(self) -> None:
        circle = Circle.objects.get(owner=self.alice, name="Yearly")
        for fall_silent, word in (
            (lambda: archive(by=self.alice, person=self.ana), "is archived"),
            (lambda: mark_deceased(by=self.alice, person=self.ana, deceased=True), "deceased"),
        ):
            fall_silent()
            for verb in (
                lambda: create_reminder(by=self.alice, person=self.ana, text="another"),
                lambda: choose_cadence(by=self.alice, contact=self.contact, circle=circle, own_cadence_days=None),
                lambda: create_interaction(by=self.alice, person=self.ana, circle=circle),
            ):
                with self.subTest(word), self.assertRaises(Refused) as refusal:
                    verb()
                assert word in refusal.exception.sentence
        assert FollowUp.objects.filter(person=self.ana, kind=FollowUpKind.REMINDER).count() == 1
        assert Interaction.objects.filter(person=self.ana).count() == 1

    def test_a_conversation_is_logged_all_the_same_and_speaks_of_nothing(self) -> None:
        archive(by=self.alice, person=self.ana)
        create_interaction(by=self.alice, person=self.ana, learned="sold the boat to a school in Stavanger")
        assert Standing.objects.get(contact=self.contact).last_in_touch_on == today_of(self.alice)
        assert self.audible() == set()
        bo = create_person(by=self.alice, name="Bo")
        archive(by=self.alice, person=bo)
        create_interaction(by=self.alice, person=bo, learned="plays the cello in a quartet in Bergen")
        assert Contact.objects.filter(person=bo).exists()
        assert self.audible() == set()

    def test_strangers_are_refused(self) -> None:
        mallory = create_account(email="mallory@example.org")
        for verb in (
            lambda: archive(by=mallory, person=self.ana),
            lambda: bring_back(by=mallory, person=self.ana),
            lambda: mark_deceased(by=mallory, person=self.ana, deceased=True),
        ):
            with self.assertRaises(Refused):
                verb()
        self.ana.refresh_from_db()
        assert not self.ana.is_silent
