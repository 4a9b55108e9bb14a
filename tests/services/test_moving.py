"""“Logged on the wrong Anna”: what goes along with an interaction, what stays, and that both people are replanned."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import TestCase

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.errors import FoundingInteraction, Refused
from contacts.models import Contact, Exchange, ExchangeMention, FollowUp, Person, Standing
from contacts.services.exchanges import delete_exchange, restore_exchange
from contacts.services.follow_ups import complete_follow_up
from contacts.services.interactions import move_interaction
from contacts.vocabulary import (
    Channel,
    ClosedHow,
    Depth,
    ExchangeState,
    FollowUpKind,
    FollowUpState,
    MentionKind,
    Side,
    Size,
    StartedBy,
)
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_interaction,
    create_person,
    today_of,
)

BOAT = "sold the boat to a school in Stavanger"
BAKERY = "their sister opened a bakery in Bergen"


def told(**fields: Any) -> ExchangeEntry:
    whole = {"giver": Side.ME, "asked": False, "what": "two names", "size": Size.SMALL, "state": ExchangeState.KEPT}
    return ExchangeEntry(**{**whole, **fields})


class MoveTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.today = today_of(cls.alice)

    def test_the_wrong_anna(self) -> None:
        right = create_person(by=self.alice, name="Anna Berg")
        wrong = create_contact(by=self.alice, name="Anna Dahl", days_ago=30).person
        row = create_interaction(by=self.alice, person=wrong, learned=BOAT)
        moved = move_interaction(by=self.alice, interaction=row, to=right)
        assert (moved.person, moved.meaningful) == (right, True)
        assert Contact.objects.get(person=right).founded_on == row
        assert FollowUp.objects.open().filter(person=right, kind=FollowUpKind.FIRST).exists()
        assert Standing.objects.get(contact=right.pk).last_in_touch == row
        assert Standing.objects.get(contact=wrong.pk).last_in_touch_on == self.today - timedelta(days=30)

    def test_to_a_new_name(self) -> None:
        wrong = create_contact(by=self.alice, days_ago=30).person
        row = create_interaction(by=self.alice, person=wrong, learned=BOAT)
        moved = move_interaction(by=self.alice, interaction=row, to=None, to_name="Ben")
        assert moved.person.name == "Ben" and moved.person.pk != wrong.pk

    def test_refuses_a_founder_the_same_person_and_nobody(self) -> None:
        founder = create_interaction(by=self.alice, name="Ana")
        ben = create_person(by=self.alice, name="Ben")
        people = Person.objects.count()
        with self.assertRaises(FoundingInteraction):
            move_interaction(by=self.alice, interaction=founder, to=ben)
        with self.assertRaises(FoundingInteraction):
            move_interaction(by=self.alice, interaction=founder, to=None, to_name="Cem")
        hello = create_interaction(by=self.alice, person=founder.person, depth=Depth.HELLO)
        with self.assertRaises(Refused):
            move_interaction(by=self.alice, interaction=hello, to=founder.person)
        with self.assertRaises(Refused):
            move_interaction(by=self.alice, interaction=hello, to=None, to_name="  ")
        with self.assertRaises(Refused):
            move_interaction(by=self.alice, interaction=hello, to=create_person(by=self.mallory))
        assert Person.objects.owned_by(self.alice).count() == people

    def test_favours_told_only_there_go_along_and_the_others_stay(self) -> None:
        wrong = create_contact(by=self.alice, days_ago=30).person
        right = create_person(by=self.alice, name="Ben")
        chased = create_ask(by=self.alice, person=wrong, days_ago=20)
        row = create_interaction(
            by=self.alice,
            person=wrong,
            learned=BOAT,
            exchanges=(told(what="goes along"),),
            updates=(ExchangeUpdate(exchange=chased, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT),),
        )
        create_interaction(
            by=self.alice,
            person=wrong,
            learned=BAKERY,
            updates=(ExchangeUpdate(exchange=chased, kind=MentionKind.CHASED),),
        )
        move_interaction(by=self.alice, interaction=row, to=right)
        assert Exchange.objects.get(what="goes along").person == right
        chased.refresh_from_db()
        assert (chased.person, chased.settled_in) == (wrong, None)
        for mention in ExchangeMention.objects.select_related("exchange", "interaction"):
            assert mention.exchange.person_id == mention.interaction.person_id

    def test_a_deleted_favour_does_not_come_back_with_a_mention_of_somebody_elses_talk(self) -> None:
        wrong = create_contact(by=self.alice, days_ago=30).person
        row = create_interaction(by=self.alice, person=wrong, learned=BOAT, exchanges=(told(),))
        favour = Exchange.objects.get()
        delete_exchange(by=self.alice, exchange=favour)
        moved = move_interaction(by=self.alice, interaction=row, to=None, to_name="Ben")
        restore_exchange(by=self.alice, exchange=Exchange.everything.get())
        favour.refresh_from_db()
        assert moved.person != wrong
        for mention in ExchangeMention.objects.select_related("exchange", "interaction"):
            assert mention.exchange.person_id == mention.interaction.person_id
        if favour.settled_in:
            assert favour.settled_in.person_id == favour.person_id

    def test_promises_that_move_are_planned_for_the_other_person(self) -> None:
        wrong = create_contact(by=self.alice, days_ago=30).person
        due_on = self.today + timedelta(days=4)
        row = create_interaction(
            by=self.alice,
            person=wrong,
            learned=BOAT,
            exchanges=(told(state=ExchangeState.PROMISED, due_on=due_on),),
        )
        right = move_interaction(by=self.alice, interaction=row, to=None, to_name="Ben").person
        promise = FollowUp.objects.get(kind=FollowUpKind.PROMISE_MINE)
        assert (promise.person, promise.due_on, promise.state) == (right, due_on, FollowUpState.OPEN)
        assert Standing.objects.get(contact=wrong.pk).i_owe == 0

    def test_what_it_answered_is_open_again(self) -> None:
        contact = create_contact(by=self.alice, days_ago=30)
        first = FollowUp.objects.get()
        row = create_interaction(by=self.alice, person=contact.person, learned=BOAT)
        first.refresh_from_db()
        assert (first.closed_how, first.closed_by) == (ClosedHow.ANSWERED, row)
        move_interaction(by=self.alice, interaction=row, to=None, to_name="Ben")
        first.refresh_from_db()
        assert (first.state, first.closed_by) == (FollowUpState.OPEN, None)

    def test_what_the_user_closed_stays_closed(self) -> None:
        contact = create_contact(by=self.alice, days_ago=30)
        first = FollowUp.objects.get()
        complete_follow_up(by=self.alice, follow_up=first)
        row = create_interaction(by=self.alice, person=contact.person, learned=BOAT)
        move_interaction(by=self.alice, interaction=row, to=None, to_name="Ben")
        first.refresh_from_db()
        assert first.closed_how == ClosedHow.DONE

    def test_a_message_that_answers_the_right_persons_message_is_two_way_there(self) -> None:
        right = create_person(by=self.alice, name="Anna Berg")
        create_interaction(
            by=self.alice, person=right, channel=Channel.EMAIL, started_by=StartedBy.THEM, days_ago=3, learned=""
        )
        wrong = create_contact(by=self.alice, name="Anna Dahl", days_ago=30).person
        row = create_interaction(
            by=self.alice, person=wrong, channel=Channel.EMAIL, started_by=StartedBy.ME, learned=BOAT
        )
        assert not row.they_took_part
        moved = move_interaction(by=self.alice, interaction=row, to=right)
        assert moved.they_took_part and moved.meaningful
        assert Contact.objects.get(person=right).founded_on == row

    def test_two_moves_at_the_version_seen(self) -> None:
        wrong = create_contact(by=self.alice, days_ago=30).person
        row = create_interaction(by=self.alice, person=wrong, learned=BOAT)
        move_interaction(by=self.alice, interaction=row, to=None, to_name="Ben")
        row.person = wrong  # the other tab still shows it there
        row.person_id = wrong.pk
        with self.assertRaises(Refused):
            move_interaction(by=self.alice, interaction=row, to=None, to_name="Cem")
        assert not Person.objects.filter(name="Cem").exists()

    def test_an_unknown_key_is_no_way_to_move(self) -> None:
        wrong = create_contact(by=self.alice, days_ago=30).person
        row = create_interaction(by=self.alice, person=wrong, learned=BOAT, entry_key=uuid4())
        row.pk = -1
        with self.assertRaises(Refused):
            move_interaction(by=self.alice, interaction=row, to=None, to_name="Cem")
