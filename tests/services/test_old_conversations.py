"""Conversations written down long after: a first follow-up comes only where no cadence asks for them anyway (E-03)."""

from uuid import uuid4

from django.test import TestCase

from contacts.models import Circle, FollowUp
from contacts.queries.interactions import judge_entry
from contacts.services.contacts import add_circle, choose_cadence, send_back_to_the_door
from contacts.services.interactions import log_interaction
from contacts.vocabulary import FollowUpKind
from tests.factories import create_account, create_contact, entry, log

BOAT = "sold the boat to a school in Stavanger"


class OldConversations(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def test_an_old_conversation_brings_one_only_where_no_cadence_asks(self) -> None:
        monthly = Circle.objects.get(owner=self.alice, name="Monthly")
        never = add_circle(by=self.alice, name="Never", cadence_days=None)
        cases = {"fresh": (30, monthly, True), "old": (31, monthly, False), "old, never": (31, never, True)}
        for name, (days_ago, circle, expected) in (cases | {"old, none": (31, None, True)}).items():
            with self.subTest(name):
                learned = f"{BOAT} {uuid4().hex}"
                typed = entry(by=self.alice, name=name, days_ago=days_ago, circle=circle, learned=learned)
                forecast = judge_entry(by=self.alice, entry=typed)
                logged = log_interaction(by=self.alice, entry=typed)
                assert logged.contact_made
                assert FollowUp.objects.filter(person=logged.person, kind=FollowUpKind.FIRST).exists() is expected
                assert (logged.first_follow_up_on is not None) is expected
                assert forecast.first_follow_up_on == logged.first_follow_up_on

    def test_another_circle_later_neither_brings_one_nor_takes_it(self) -> None:
        monthly = Circle.objects.get(owner=self.alice, name="Monthly")
        for before, after in ((monthly, None), (None, monthly)):
            contact = create_contact(by=self.alice, name=f"In {before}", days_ago=90, circle=before)
            rows = FollowUp.objects.open().filter(person=contact.person, kind=FollowUpKind.FIRST)
            count = rows.count()
            choose_cadence(by=self.alice, contact=contact, circle=after, own_cadence_days=None)
            assert rows.count() == count == (before is None)

    def test_back_from_the_door_by_an_old_conversation_the_first_one_stays_away(self) -> None:
        """The parked cadence asks already."""
        contact = create_contact(by=self.alice, days_ago=90)
        choose_cadence(
            by=self.alice,
            contact=contact,
            circle=Circle.objects.get(owner=self.alice, name="Monthly"),
            own_cadence_days=None,
        )
        send_back_to_the_door(by=self.alice, contact=contact)
        typed = entry(by=self.alice, person=contact.person, days_ago=40, learned=BOAT)
        contact.person.refresh_from_db()
        assert judge_entry(by=self.alice, entry=typed).first_follow_up_on is None
        logged = log(by=self.alice, person=contact.person, days_ago=40, learned=BOAT)
        assert logged.contact_made and logged.first_follow_up_on is None
        assert FollowUp.objects.open().get(person=contact.person).kind == FollowUpKind.KEEP_IN_TOUCH
