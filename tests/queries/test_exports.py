"""The export and the page of all that is held: nothing may be forgotten when a table or a column is added."""

import json

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import (
    BulkChange,
    Circle,
    Contact,
    Delivery,
    DeliveryChannel,
    Event,
    Exchange,
    ExchangeMention,
    Export,
    FollowUp,
    Forgotten,
    Handle,
    ImportantDate,
    ImportBatch,
    ImportRow,
    Interaction,
    Invitation,
    Merge,
    Message,
    Mute,
    Notification,
    NotSame,
    Offer,
    Person,
    PersonTag,
    Request,
    Standing,
    Tag,
    User,
)
from contacts.queries.exports import CHUNK, INNER, export_pieces
from contacts.queries.held import held_as_json, held_on
from contacts.services.mutes import mute
from contacts.vocabulary import Side
from tests.factories import (
    create_account,
    create_contact,
    create_date,
    create_event,
    create_exchange,
    create_interaction,
    create_person,
    create_promise,
    create_reminder,
)

EXPORTED = {
    *(Contact, Event, Exchange, ExchangeMention, FollowUp, Handle, ImportantDate, Interaction, Merge, Message, Mute),
    *(PersonTag, Request, Standing),
}
# Hashes that only this house can read, made so that nobody can read them; and the rows of files that were read.
LEFT_OUT = {Forgotten, ImportRow}
# Where the rows of each root stand in the file.
ROOTS = {
    "people": Person,
    "events": Event,
    "circles": Circle,
    "offers": Offer,
    "muted": Mute,
    "invitations": Invitation,
    "channels": DeliveryChannel,
    "digests": Delivery,
    "notifications": Notification,
    "tags": Tag,
    "imports": ImportBatch,
    "bulk_changes": BulkChange,
    "exports": Export,
    "merges": Merge,
}
WEBHOOK = "https://ntfy.example/a-topic-that-nobody-guesses"


@pytest.mark.parametrize("root", [Person, Interaction, Exchange, Contact])
def test_every_table_that_hangs_on_a_person_goes_out(root):
    hanging = {relation.related_model for relation in root._meta.related_objects if not relation.hidden}
    assert hanging - {Person} - LEFT_OUT <= EXPORTED


def test_every_root_of_an_account_goes_out():
    roots = {relation.related_model for relation in User._meta.related_objects}
    others = {"logentry", "emailaddress", "session"}  # the framework's own
    assert {root for root in roots if root._meta.model_name not in others} - LEFT_OUT == set(ROOTS.values())


@pytest.mark.parametrize("root", [ImportantDate, FollowUp, Delivery, Message, Request, PersonTag, Merge])
def test_nothing_else_hangs_below(root):
    hanging = {relation.related_model for relation in root._meta.related_objects if not relation.hidden}
    assert hanging <= {*EXPORTED, *ROOTS.values()}


class ExportTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.alice = create_account()

    def export(self):
        return json.loads("".join(export_pieces(self.alice, at=timezone.now())))

    def test_every_column_goes_out_but_the_inner_ones(self):
        person = create_contact(by=self.alice, name="Ana").person
        create_promise(by=self.alice, person=person)
        ImportantDate.objects.create(person=person, kind="birthday", month=2, day=29)
        Mute.objects.create(owner=self.alice, person=person, rule="E-36")
        Request.objects.create(person=person, way="in", sent_on="2026-02-03", text="we met at the harbour")
        (row,) = self.export()["people"]
        told = {
            "requests": Request,
            "interactions": Interaction,
            "exchanges": Exchange,
            "follow_ups": FollowUp,
            "important_dates": ImportantDate,
            "muted": Mute,
        }
        for key, model in told.items():
            columns = {field.name for field in model._meta.concrete_fields} - INNER
            assert columns <= set(row[key][0]), key
        assert {field.name for field in Person._meta.concrete_fields} - INNER <= set(row)

    def test_flags_name_their_proof_by_addresses_and_favours_and_mutes_say_what_was_said(self):
        person = create_contact(by=self.alice, name="Ana", days_ago=300).person
        asks = [
            create_exchange(
                by=self.alice, person=person, giver=giver, asked=True, days_ago=ago, state="open", category="advice"
            )
            for giver in Side
            for ago in (200, 150, 100)
        ]
        mute(by=self.alice, rule="E-34", person=person, because="he is my brother")
        (row,) = self.export()["people"]
        addresses = [str(ask.public_id) for ask in asks]
        assert row["standing"]["they_ask_only_asks"] == addresses[:3]
        assert row["standing"]["ask_only_asks"] == addresses[3:]
        assert {told["category"] for told in row["exchanges"]} == {"advice"}
        assert [told["because"] for told in row["muted"]] == ["he is my brother"]
        held = {section.title: section for section in held_on(person).sections}
        told = {(fact.label, fact.value) for row in held["Favours"].rows for fact in row.facts}
        assert ("What kind", "advice") in told
        (muted,) = held["Muted"].rows
        assert {fact.value for fact in muted.facts} >= {"he is my brother"}
        (standing,) = held["At a glance"].rows
        assert all(str(asks[0].pk) != fact.value and "[" not in fact.value for fact in standing.facts)

    def test_every_column_of_a_root_goes_out_but_the_inner_ones(self):
        self.fill()
        told = self.export()
        for key, model in ROOTS.items():
            columns = {field.name for field in model._meta.concrete_fields} - INNER
            assert columns <= set(told[key][0]), key
        assert {field.name for field in User._meta.concrete_fields} - INNER <= set(told["account"])

    def test_what_is_related_goes_out_by_its_address_alone(self):
        reminder, delivery = self.fill()
        told = self.export()
        assert told["digests"][0]["follow_ups"] == [str(reminder.public_id)]
        assert told["notifications"][0]["delivery"] == str(delivery.public_id)
        assert (told["muted"][0]["rule"], len(told["muted"])) == ("E-33", 1), "the one for Ana stands with Ana"
        assert told["channels"][0]["address"] == WEBHOOK, "the file is for whom it belongs to"
        assert told["account"]["own_numbers"] == {"nudges_a_week": 9}
        person, gone = told["people"]
        assert gone["merged_into"] == told["merges"][0]["kept"] == person["public_id"]
        assert person["standing"]["unanswered_touches"] == [person["interactions"][0]["public_id"]]
        assert [row["rule"] for row in person["muted"]] == ["E-36"]

    def fill(self):
        """One row of each root, and what a digest named: a reminder, and one that is gone since."""
        contact = create_contact(by=self.alice, name="Ana")
        person = contact.person
        reminder = create_reminder(by=self.alice, person=person)
        Standing.objects.filter(pk=contact.pk).update(unanswered=1, unanswered_touches=[contact.founded_on_id])
        User.objects.filter(pk=self.alice.pk).update(own_numbers={"nudges_a_week": 9})
        self.alice.refresh_from_db()
        create_event(by=self.alice)
        Offer.objects.create(owner=self.alice, what="read a CV")
        Mute.objects.create(owner=self.alice, rule="E-33")
        Mute.objects.create(owner=self.alice, person=person, rule="E-36")
        Invitation.objects.create(invited_by=self.alice)
        DeliveryChannel.objects.create(account=self.alice, kind="webhook", address=WEBHOOK)
        delivery = Delivery.objects.create(
            account=self.alice, kind="morning", local_day="2026-11-20", follow_ups=[reminder.pk, 10**9]
        )
        Notification.objects.create(account=self.alice, delivery=delivery, title="Today", text="Ana: reminder")
        Tag.objects.create(owner=self.alice, name="Sailing", folded="sailing")
        ImportBatch.objects.create(owner=self.alice, file_name="Connections.csv")
        BulkChange.objects.create(owner=self.alice, what="tag", before={str(person.pk): []})
        Export.objects.create(owner=self.alice)
        gone = create_person(by=self.alice, name="Ana F.")
        Person.objects.filter(pk=gone.pk).update(merged_into=person, deleted_at=timezone.now())
        Merge.objects.create(owner=self.alice, kept=person, gone=gone, moved={"handles": [7]})
        return reminder, delivery

    def test_what_hangs_on_a_person_goes_out_with_them(self):
        contact = create_contact(by=self.alice, name="Ana")
        person, talk = contact.person, contact.founded_on
        other = create_person(by=self.alice, name="Ana F.")
        tag = Tag.objects.create(owner=self.alice, name="Sailing", folded="sailing")
        PersonTag.objects.create(person=person, tag=tag)
        NotSame.objects.create(one=person, other=other)
        Message.objects.create(
            interaction=talk, author="them", at="2026-02-03T10:00:00Z", text="the boat floats", source_key="a1"
        )
        told = self.export()
        row = told["people"][0]
        assert row["tags"] == ["Sailing"]
        assert row["interactions"][0]["messages"] == [
            {"author": "them", "at": "2026-02-03T10:00:00+00:00", "text": "the boat floats", "source": "a1"}
        ]
        (pair,) = told["not_same"]
        assert (pair["one"], pair["other"]) == (str(person.public_id), str(other.public_id))
        sections = {section.title: section.rows for section in held_on(person).sections}
        assert [row.title for row in sections["Tags"]] == ["Sailing"]
        assert {fact.value for fact in sections["Messages"][0].facts} >= {"the boat floats"}

    def test_a_follow_up_names_what_it_comes_from_by_its_address(self):
        contact = create_contact(by=self.alice, name="Ana")
        promise = create_promise(by=self.alice, person=contact.person)
        leap = create_date(by=self.alice, person=contact.person, month=2, day=29)
        FollowUp.objects.filter(exchange=promise).update(source_key="promise:987654321")
        (row,) = self.export()["people"]
        sources = {told["kind"]: told["source"] for told in row["follow_ups"]}
        assert sources["first"] == f"founded:{contact.founded_on.public_id}"
        assert sources["date"].startswith(f"date:{leap.public_id}:2")
        assert sources["promise_mine"] == "promise:-987654321", "what it came from is gone"

    def test_a_talk_with_somebody_else_stands_apart(self):
        ana, ben = (create_person(by=self.alice, name=name) for name in ("Ana", "Ben"))
        promise = create_promise(by=self.alice, person=ana)
        talk = create_interaction(by=self.alice, person=ben)
        ExchangeMention.objects.create(exchange=promise, interaction=talk, kind="made")
        told = self.export()
        favour, words = str(promise.public_id), str(talk.public_id)
        assert told["elsewhere"] == [{"exchange": favour, "interaction": words, "kind": "made"}]
        assert told["people"][0]["exchanges"][0]["mentions"] == []

    def test_no_inner_key_leaves_the_house(self):
        person = create_contact(by=self.alice, name="Ana").person
        create_reminder(by=self.alice, person=person)
        held = held_as_json(person, at=timezone.now())["person"]
        assert "id" not in held and "owner" not in held
        assert held["contact"]["founded_on"] == held["interactions"][0]["public_id"]
        assert held["standing"]["last_in_touch"] == held["interactions"][0]["public_id"]

    def test_reads_people_a_few_at_a_time(self):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                self.export()
            return len(captured)

        create_person(by=self.alice, name="Ana")
        few = queries()
        for number in range(CHUNK - 1):
            create_person(by=self.alice, name=f"Person {number}")
        assert queries() == few

    def test_the_page_counts_what_would_go(self):
        person = create_contact(by=self.alice, name="Ana").person
        create_promise(by=self.alice, person=person)
        held = held_on(person)
        assert (held.interactions, held.exchanges) == (1, 1)
        titles = {section.title for section in held.sections}
        assert titles == {"Facts", "Contact", "At a glance", "Interactions", "Favours", "Follow-ups"}

    def test_the_page_says_what_else_is_held_in_words(self):
        contact = create_contact(by=self.alice, name="Ana")
        leap = ImportantDate.objects.create(person=contact.person, kind="birthday", month=2, day=29, year=1984)
        ImportantDate.objects.create(person=contact.person, kind="other", label="The shop’s day", month=5, day=1)
        Mute.objects.create(owner=self.alice, person=contact.person, rule="E-36")
        Contact.objects.filter(pk=contact.pk).update(
            own_cadence_days=0, resting_since="2026-11-01", rest_reason="a new baby"
        )
        FollowUp.objects.filter(person=contact.person).update(important_date=leap)
        sections = {section.title: section.rows for section in held_on(contact.person).sections}
        assert [row.title for row in sections["Days that matter"]] == [
            "Birthday, 29 February 1984",
            "The shop’s day, 1 May",
        ]
        assert [row.title for row in sections["Muted"]] == ["a day that matters to them"]
        said = {fact.label: fact.value for fact in sections["Contact"][0].facts}
        assert (said["Own cadence in days"], said["Why they rest"]) == ("never", "a new baby")
        said = {fact.label: fact.value for fact in sections["Follow-ups"][0].facts}
        assert said["Important date"] == "Birthday, 29 February 1984"
