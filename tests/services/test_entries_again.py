"""An entry put right: what the user ticked is kept, what followed from it is not taken for a tick, nothing is lost."""

from dataclasses import replace
from typing import Any

from django.test import TestCase

from contacts.entries import LogEntry
from contacts.errors import FoundingInteraction
from contacts.forms.interactions import LogForm
from contacts.models import Circle, Contact, Interaction, Person
from contacts.services.contacts import choose_cadence, send_back_to_the_door
from contacts.services.interactions import edit_interaction, entry_of, log_interaction, move_interaction
from contacts.vocabulary import Channel, Depth, StartedBy
from tests.factories import create_account, create_contact, create_person, entry, log

BOAT = "sold the boat to a school in Stavanger"
MESSAGE = {"channel": Channel.MESSAGE, "started_by": StartedBy.ME}


class Base(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def put_right(self, row: Interaction, **changed: Any) -> Interaction:
        row = Interaction.objects.get(pk=row.pk)
        edited = replace(entry_of(row), **changed)
        return edit_interaction(by=self.alice, interaction=row, version=row.version, entry=edited).interaction


class WhoTookPart(Base):
    """Both sides of a live talk take part by nature; that is no tick, and goes with the channel."""

    def test_another_channel_makes_it_one_way(self) -> None:
        for fields in ({}, {"channel": Channel.PHONE}, {"channel": Channel.EMAIL, "started_by": StartedBy.BOTH}):
            with self.subTest(fields):
                row = log(by=self.alice, name="Ana", learned="", **fields).interaction
                assert row.they_took_part and not entry_of(row).they_wrote_too
                assert not LogForm(by=self.alice, interaction=row).initial["they_wrote_too"]
                edited = self.put_right(row, channel=Channel.EMAIL, started_by=StartedBy.ME)
                assert not edited.they_took_part

    def test_what_was_ticked_stays(self) -> None:
        row = log(by=self.alice, name="Ana", learned="", they_wrote_too=True, **MESSAGE).interaction
        assert entry_of(row).they_wrote_too and LogForm(by=self.alice, interaction=row).initial["they_wrote_too"]
        assert self.put_right(row, learned=BOAT).they_took_part

    def test_an_answer_to_their_message_is_no_tick(self) -> None:
        ana, ben = (create_person(by=self.alice, name=name) for name in ("Ana", "Ben"))
        log(by=self.alice, person=ana, days_ago=3, learned="", channel=Channel.MESSAGE, started_by=StartedBy.THEM)
        row = log(by=self.alice, person=ana, learned=BOAT, **MESSAGE).interaction
        assert row.they_took_part and not entry_of(row).they_wrote_too
        Contact.objects.all().delete()
        moved = move_interaction(by=self.alice, interaction=row, to=ben)
        assert not moved.they_took_part and not Contact.objects.exists()

    def test_a_founder_is_refused_its_way_to_one_way(self) -> None:
        row = create_contact(by=self.alice).founded_on
        with self.assertRaises(FoundingInteraction):
            self.put_right(row, channel=Channel.EMAIL, started_by=StartedBy.ME)


class TheFirstContentAgain(Base):
    def test_said_again_on_purpose_after_an_edit_it_is_an_edit(self) -> None:
        """It was a chat, one said; now the whole form says hello again, at the version it was read at."""
        sent: LogEntry = entry(by=self.alice, name="Ana", depth=Depth.HELLO)
        row = log_interaction(by=self.alice, entry=sent).interaction
        row = self.put_right(row, depth=Depth.CHAT)
        Contact.objects.all().delete()
        again = log_interaction(by=self.alice, entry=sent, version=row.version)
        assert again.interaction.depth == Depth.HELLO
        assert Interaction.objects.get().version == row.version + 1
        once_more = log_interaction(by=self.alice, entry=sent, version=row.version)
        assert once_more.interaction.version == row.version + 1, "the same twice is once"


class TheCircleChosen(Base):
    def monthly(self) -> Circle:
        return Circle.objects.get(owner=self.alice, name="Monthly")

    def test_waits_until_somebody_is_a_contact(self) -> None:
        row = log(by=self.alice, name="Ana", learned="", circle=self.monthly())
        assert row.contact is None and Person.objects.get().parked_circle == self.monthly()
        self.put_right(row.interaction, learned=BOAT)
        assert Contact.objects.get().circle == self.monthly()
        person = Person.objects.get()
        assert (person.parked_circle, person.parked_cadence_days) == (None, None)

    def test_chosen_anew_it_goes_before_what_was_parked(self) -> None:
        contact = create_contact(by=self.alice)
        choose_cadence(by=self.alice, contact=contact, circle=None, own_cadence_days=77)
        person = send_back_to_the_door(by=self.alice, contact=contact)
        log(by=self.alice, person=person, learned="", circle=self.monthly())
        logged = log(by=self.alice, person=person, learned=BOAT)
        assert logged.contact and logged.contact.cadence_days == 30
        person = send_back_to_the_door(by=self.alice, contact=logged.contact)
        yearly = Circle.objects.get(owner=self.alice, name="Yearly")
        logged = log(by=self.alice, person=person, learned=f"{BOAT} in May", circle=yearly)
        assert logged.contact and logged.contact.cadence_days == 365
