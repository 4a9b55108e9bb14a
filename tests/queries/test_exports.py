"""The export and the page of all that is held: nothing may be forgotten when a table or a column is added."""

import json

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import (
    Contact,
    Event,
    Exchange,
    ExchangeMention,
    FollowUp,
    Handle,
    Interaction,
    Person,
    Standing,
    User,
)
from contacts.queries.exports import CHUNK, INNER, export_pieces
from contacts.queries.held import held_as_json, held_on
from tests.factories import create_account, create_contact, create_person, create_promise, create_reminder

EXPORTED = {Contact, Event, Exchange, ExchangeMention, FollowUp, Handle, Interaction, Standing}


@pytest.mark.parametrize("root", [Person, Interaction, Exchange, Contact])
def test_every_table_that_hangs_on_a_person_goes_out(root):
    hanging = {relation.related_model for relation in root._meta.related_objects if not relation.hidden}
    assert hanging - {Person} <= EXPORTED


def test_every_root_of_an_account_goes_out():
    roots = {relation.related_model._meta.model_name for relation in User._meta.related_objects}
    others = {"logentry", "emailaddress", "session"}  # the framework's own
    assert roots - others <= {"person", "event", "circle", "delivery", "invitation"}


class ExportTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.alice = create_account()

    def export(self):
        return json.loads("".join(export_pieces(self.alice, at=timezone.now())))

    def test_every_column_goes_out_but_the_inner_ones(self):
        person = create_contact(by=self.alice, name="Ana").person
        create_promise(by=self.alice, person=person)
        (row,) = self.export()["people"]
        told = {"interactions": Interaction, "exchanges": Exchange, "follow_ups": FollowUp}
        for key, model in told.items():
            columns = {field.name for field in model._meta.concrete_fields} - INNER
            assert columns <= set(row[key][0]), key
        assert {field.name for field in Person._meta.concrete_fields} - INNER <= set(row)

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
