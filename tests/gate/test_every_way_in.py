"""E-01 against every way in: the database itself refuses a contact without a meaningful interaction with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.db.models import RestrictedError
from django.test import TestCase, TransactionTestCase
from django.utils import timezone

from contacts import models
from contacts.models import Contact, Event, Interaction, Person
from contacts.services.contacts import send_back_to_the_door
from contacts.vocabulary import Depth
from tests.factories import PASSWORD, create_account, create_interaction, log

# What an interaction may lack. Each row was saved by the service; none of them may found a contact.
LACKING: dict[str, dict[str, Any]] = {
    "a hello": {"depth": Depth.HELLO},
    "nothing learned": {"learned": ""},
    "only praise": {"talked_about": "great to meet you", "learned": "very nice person, let's stay in touch"},
    "to finish": {"unfinished": True},
}


# A contact with nothing but what the table insists on.
VALUES = "contacts_contact (person_id, founded_on_id, rest_reason, created_at) VALUES (%s, %s, '', %s)"
INSERT = "INSERT INTO " + VALUES
INSERT_OR_REPLACE = "INSERT OR REPLACE INTO " + VALUES


@contextmanager
def refused(sentence: str = "E-01") -> Iterator[None]:
    """The database says no, inside a savepoint so that the test goes on."""
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        yield


def execute(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


class NoContactWithoutAFounder(TestCase):
    """Each way of writing a contact row, with each kind of interaction that is not enough."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.ana = log(by=cls.alice, name="Ana")
        cls.ben = log(by=cls.alice, name="Ben", learned="keeps bees on the roof of his school in Leeds")
        # Everything right but a contact: sent back to the door.
        send_back_to_the_door(by=cls.alice, contact=cls.ben.contact)
        cls.poor = {name: create_interaction(by=cls.alice, name=name, **lack) for name, lack in LACKING.items()}
        assert not any(interaction.meaningful for interaction in cls.poor.values())

    def tearDown(self) -> None:
        assert list(Contact.objects.values_list("person_id", "founded_on_id")) == [
            (self.ana.person.pk, self.ana.interaction.pk)
        ]

    def test_refuses_create(self) -> None:
        for name, interaction in self.poor.items():
            with self.subTest(name), refused():
                Contact.objects.create(person=interaction.person, founded_on=interaction)

    def test_refuses_create_without_a_founder(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.create(person=self.ben.person)

    def test_refuses_create_on_an_interaction_with_somebody_else(self) -> None:
        stranger = Person.objects.create(owner=self.alice, name="Cleo")
        with refused():
            Contact.objects.create(person=stranger, founded_on=self.ben.interaction)

    def test_refuses_create_on_a_deleted_interaction(self) -> None:
        Interaction.objects.filter(pk=self.ben.interaction.pk).update(deleted_at=timezone.now())
        with refused():
            Contact.objects.create(person=self.ben.person, founded_on=self.ben.interaction)

    def test_refuses_a_second_contact_on_the_same_interaction(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.create(person=self.ben.person, founded_on=self.ana.interaction)

    def test_refuses_save_over_an_existing_key(self) -> None:
        for name, interaction in self.poor.items():
            with self.subTest(name), refused():
                Contact(person=self.ana.person, founded_on=interaction, created_at=timezone.now()).save()

    def test_refuses_update_or_create(self) -> None:
        with refused():
            Contact.objects.update_or_create(
                person=self.ana.person, defaults={"founded_on": self.poor["a hello"], "created_at": timezone.now()}
            )

    def test_refuses_bulk_create(self) -> None:
        for name, interaction in self.poor.items():
            with self.subTest(name), refused():
                Contact.objects.bulk_create([Contact(person=interaction.person, founded_on=interaction)])

    def test_refuses_bulk_create_that_ignores_conflicts(self) -> None:
        """``OR IGNORE`` on SQLite may answer with silence instead of an error; what counts is that no row is there."""
        poor = self.poor["a hello"]
        try:
            with transaction.atomic():
                Contact.objects.bulk_create([Contact(person=poor.person, founded_on=poor)], ignore_conflicts=True)
        except IntegrityError as error:
            assert "E-01" in str(error)
        assert not Contact.objects.filter(person=poor.person).exists()

    def test_refuses_bulk_create_that_updates_conflicts(self) -> None:
        for name, interaction in self.poor.items():
            with self.subTest(name), refused():
                Contact.objects.bulk_create(
                    [Contact(person=self.ana.person, founded_on=interaction)],
                    update_conflicts=True,
                    unique_fields=["person"],
                    update_fields=["founded_on"],
                )

    def test_refuses_bulk_update(self) -> None:
        contact = Contact.objects.get()
        contact.founded_on = self.poor["nothing learned"]
        with refused():
            Contact.objects.bulk_update([contact], ["founded_on"])

    def test_refuses_queryset_update(self) -> None:
        for name, interaction in self.poor.items():
            with self.subTest(name), refused():
                Contact.objects.update(founded_on=interaction)
        with refused():
            Contact.objects.update(person=self.ben.person)

    def test_refuses_raw_insert(self) -> None:
        for name, interaction in self.poor.items():
            with self.subTest(name), refused():
                execute(
                    INSERT,
                    interaction.person_id,
                    interaction.pk,
                    timezone.now(),
                )

    def test_refuses_raw_insert_on_conflict_do_update(self) -> None:
        for name, interaction in self.poor.items():
            with self.subTest(name), refused():
                execute(
                    INSERT + " ON CONFLICT (person_id) DO UPDATE SET founded_on_id = excluded.founded_on_id",
                    self.ana.person.pk,
                    interaction.pk,
                    timezone.now(),
                )

    def test_refuses_a_conflict_that_takes_a_poor_founder_for_a_rich_one(self) -> None:
        """The inserted row passes by itself; the row that the conflict writes does not."""
        with refused():
            execute(
                INSERT + " ON CONFLICT (person_id) DO UPDATE SET founded_on_id = %s",
                self.ana.person.pk,
                self.ana.interaction.pk,
                timezone.now(),
                self.poor["a hello"].pk,
            )

    def test_refuses_raw_update(self) -> None:
        with refused():
            execute("UPDATE contacts_contact SET founded_on_id = %s", self.poor["a hello"].pk)
        with refused():
            execute("UPDATE contacts_contact SET person_id = %s", self.ben.person.pk)

    def test_takes_the_same_rows_once_there_is_something_to_found_on(self) -> None:
        """The refusals above are the gate's, not a mistake in how the rows are written."""
        with transaction.atomic():
            Contact.objects.create(person=self.ben.person, founded_on=self.ben.interaction)
            Contact.objects.bulk_create(
                [Contact(person=self.ben.person, founded_on=self.ben.interaction)],
                update_conflicts=True,
                unique_fields=["person"],
                update_fields=["founded_on"],
            )
            execute("UPDATE contacts_contact SET founded_on_id = founded_on_id")
            assert Contact.objects.count() == 2
            transaction.set_rollback(True)


class TheFounderStays(TestCase):
    """While the contact stands, its founder cannot lose its meaning, its person or itself."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.logged = log(by=cls.alice, name="Ana")
        cls.other = Person.objects.create(owner=cls.alice, name="Ben")

    def tearDown(self) -> None:
        founder = Contact.objects.get().founded_on
        assert (founder.meaningful, founder.deleted_at, founder.person) == (True, None, self.logged.person)

    def test_refuses_queryset_update(self) -> None:
        for values in (
            {"meaningful": False},
            {"deleted_at": timezone.now()},
            {"person": self.other},
            {"meaningful": False, "learned": "", "depth": Depth.HELLO},
        ):
            with self.subTest(values), refused():
                Interaction.objects.update(**values)

    def test_refuses_save(self) -> None:
        for field, value in (("meaningful", False), ("deleted_at", timezone.now()), ("person", self.other)):
            row = Interaction.objects.get()
            setattr(row, field, value)
            with self.subTest(field), refused():
                row.save()

    def test_refuses_texts_taken_away_while_it_claims_to_be_meaningful(self) -> None:
        for values in ({"learned": ""}, {"talked_about": ""}, {"unfinished": True}, {"depth": Depth.HELLO}):
            with self.subTest(values), refused("says_something"):
                Interaction.objects.update(**values)

    def test_refuses_raw_update(self) -> None:
        for assignment in ("meaningful = false", "deleted_at = created_at", f"person_id = {self.other.pk}", "id = -1"):
            with self.subTest(assignment), refused():
                execute(f"UPDATE contacts_interaction SET {assignment}")

    def test_refuses_raw_insert_on_conflict_do_update(self) -> None:
        columns = ", ".join(connection.ops.quote_name(field.column) for field in Interaction._meta.concrete_fields)
        with refused():
            execute(
                f"INSERT INTO contacts_interaction ({columns}) SELECT {columns} FROM contacts_interaction WHERE id = %s"
                " ON CONFLICT (id) DO UPDATE SET meaningful = false",
                self.logged.interaction.pk,
            )

    def test_refuses_bulk_create_that_updates_conflicts(self) -> None:
        row = Interaction.objects.get()
        row.meaningful = False
        with refused():
            Interaction.objects.bulk_create(
                [row], update_conflicts=True, unique_fields=["id"], update_fields=["meaningful"]
            )

    def test_refuses_delete_by_the_orm(self) -> None:
        with pytest.raises(RestrictedError):
            self.logged.interaction.delete()
        with pytest.raises(RestrictedError):
            Interaction.everything.all().delete()

    def test_goes_with_the_person(self) -> None:
        with transaction.atomic():
            Person.objects.get(pk=self.logged.person.pk).delete()
            assert not Contact.objects.exists() and not Interaction.everything.exists()
            transaction.set_rollback(True)

    def test_is_free_once_the_contact_is_gone(self) -> None:
        with transaction.atomic():
            Contact.objects.all().delete()
            Interaction.objects.update(meaningful=False)
            Interaction.objects.all().delete()
            transaction.set_rollback(True)


class TheFounderIsHeldByItsKey(TransactionTestCase):
    """Foreign keys are checked at the commit, so these tests commit."""

    def setUp(self) -> None:
        self.logged = log(by=create_account(), name="Ana")

    def tearDown(self) -> None:
        assert Contact.objects.get().founded_on == self.logged.interaction

    def test_refuses_raw_delete(self) -> None:
        with refused("(?i)foreign key"):
            execute("DELETE FROM contacts_interaction")

    def test_refuses_raw_delete_of_the_person(self) -> None:
        with refused("(?i)foreign key"):
            execute("DELETE FROM contacts_person")

    @pytest.mark.sqlite
    def test_refuses_insert_or_replace_of_the_founder(self) -> None:
        fields = [field.column for field in Interaction._meta.concrete_fields]
        columns = ", ".join(fields)
        other = Person.objects.create(owner=self.logged.person.owner, name="Ben")
        for changed in ({"meaningful": "0"}, {"deleted_at": "created_at"}, {"person_id": str(other.pk)}):
            values = ", ".join(changed.get(column, column) for column in fields)
            with self.subTest(changed), refused():
                execute(
                    f"INSERT OR REPLACE INTO contacts_interaction ({columns}) SELECT {values} FROM contacts_interaction"
                )

    @pytest.mark.sqlite
    def test_refuses_a_row_that_replaces_the_founder_under_another_key(self) -> None:
        """The founder would go because its ``entry_key`` is taken over; no trigger sees that, its foreign key does."""
        fields = [field.column for field in Interaction._meta.concrete_fields]
        values = ", ".join({"id": "id + 1000"}.get(column, column) for column in fields)
        with refused("(?i)foreign key"):
            execute(
                f"INSERT OR REPLACE INTO contacts_interaction ({', '.join(fields)})"
                f" SELECT {values} FROM contacts_interaction"
            )

    @pytest.mark.sqlite
    def test_takes_a_replacement_that_keeps_the_meaning(self) -> None:
        fields = [field.column for field in Interaction._meta.concrete_fields]
        values = ", ".join({"thread": "'letters'"}.get(column, column) for column in fields)
        execute(
            f"INSERT OR REPLACE INTO contacts_interaction ({', '.join(fields)})"
            f" SELECT {values} FROM contacts_interaction"
        )
        assert Interaction.objects.get().thread == "letters"

    @pytest.mark.sqlite
    def test_refuses_insert_or_replace_of_the_contact(self) -> None:
        hello = create_interaction(by=self.logged.person.owner, person=self.logged.person, depth=Depth.HELLO)
        with refused():
            execute(
                INSERT_OR_REPLACE,
                self.logged.person.pk,
                hello.pk,
                timezone.now(),
            )

    @pytest.mark.sqlite
    def test_refuses_update_or_replace_of_the_contact(self) -> None:
        hello = create_interaction(by=self.logged.person.owner, person=self.logged.person, depth=Depth.HELLO)
        with refused():
            execute("UPDATE OR REPLACE contacts_contact SET founded_on_id = %s", hello.pk)

    def test_refuses_what_was_meaningful_and_is_not_at_the_commit(self) -> None:
        """Taking the meaning away and giving a contact in one transaction is refused at the first of the two."""
        with refused():
            Interaction.objects.update(meaningful=False)
            Interaction.objects.update(meaningful=True)


class TheAdmin(TestCase):
    """The admin is no way in: it knows nothing of anybody's notes."""

    def test_registers_nothing_of_the_notebook(self) -> None:
        notebook = {
            models.Circle,
            Contact,
            Event,
            models.Exchange,
            models.ExchangeMention,
            models.FollowUp,
            models.Handle,
            Interaction,
            Person,
            models.Standing,
        }
        assert not notebook & set(admin.site._registry)

    def test_has_no_such_page_even_for_a_superuser(self) -> None:
        root = models.User.objects.create_superuser("root@example.org", PASSWORD)
        self.client.force_login(root)
        assert self.client.get("/admin/").status_code == 200
        for table in ("contact", "interaction", "person", "exchange", "followup", "event", "standing", "handle"):
            for page in ("", "add/", "1/change/", "1/delete/"):
                with self.subTest(table=table, page=page):
                    assert self.client.get(f"/admin/contacts/{table}/{page}").status_code == 404
            assert self.client.post(f"/admin/contacts/{table}/add/", {"person": "1"}).status_code == 404
