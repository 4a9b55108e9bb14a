"""Circles merged and given longer cadences: nobody is lost, own cadences stay, and everybody is planned anew."""

from datetime import timedelta

from django.test import TestCase

from contacts.errors import Refused
from contacts.models import Circle, Contact, FollowUp, Person
from contacts.queries.circles import list_circles, stretch
from contacts.services.contacts import (
    change_cadences,
    choose_cadence,
    delete_circle,
    merge_circles,
    send_back_to_the_door,
)
from contacts.services.mutes import mute
from contacts.services.people import delete_person, restore_person
from contacts.vocabulary import FollowUpKind, Reason
from tests.factories import create_account, create_contact, today_of


class CircleWorld(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account(working_days="0123456")
        cls.mallory = create_account(email="mallory@example.org")
        cls.monthly, cls.quarterly, cls.yearly = Circle.objects.filter(owner=cls.alice).order_by("cadence_days")

    def contact(self, name: str, circle: Circle | None, **fields: object) -> Contact:
        return create_contact(by=self.alice, name=name, circle=circle, days_ago=1, **fields)

    def due_in(self, contact: Contact) -> int | None:
        """Days from being in touch to the next nudge."""
        row = FollowUp.objects.open().filter(person=contact.person, kind=FollowUpKind.KEEP_IN_TOUCH).first()
        return row and (row.due_on - today_of(self.alice) + timedelta(days=1)).days


class Merging(CircleWorld):
    def test_everybody_goes_along(self) -> None:
        ana, ben = self.contact("Ana", self.monthly), self.contact("Ben", self.monthly)
        choose_cadence(by=self.alice, contact=ben, circle=self.monthly, own_cadence_days=14)
        there = self.contact("Cleo", self.quarterly)
        parked = self.contact("Dan", self.monthly)
        send_back_to_the_door(by=self.alice, contact=parked)
        gone = self.contact("Eve", self.monthly)
        delete_person(by=self.alice, person=gone.person)
        moved = merge_circles(by=self.alice, circle=self.monthly, into=self.quarterly)
        assert moved == 2, "those who are to be seen"
        assert not Circle.objects.filter(pk=self.monthly.pk).exists()
        restore_person(by=self.alice, person=gone.person)
        assert set(Contact.objects.filter(circle=self.quarterly)) == {ana, ben, there, gone}
        assert Person.objects.get(pk=parked.pk).parked_circle == self.quarterly
        assert [self.due_in(row) for row in (ana, ben, there, gone)] == [91, 14, 91, 91]

    def test_into_one_that_never_reminds(self) -> None:
        ana = self.contact("Ana", self.monthly)
        change_cadences(by=self.alice, cadences={self.yearly.public_id: None})
        merge_circles(by=self.alice, circle=self.monthly, into=self.yearly)
        assert self.due_in(ana) is None
        assert Contact.objects.get(pk=ana.pk).circle == self.yearly

    def test_refuses_itself_what_is_gone_and_anothers(self) -> None:
        ana = self.contact("Ana", self.monthly)
        theirs = Circle.objects.filter(owner=self.mallory).earliest("pk")
        gone = Circle.objects.get(pk=self.yearly.pk)
        delete_circle(by=self.alice, circle=self.yearly)
        for by, circle, into in (
            (self.alice, self.monthly, self.monthly),
            (self.alice, self.monthly, theirs),
            (self.alice, theirs, self.monthly),
            (self.mallory, self.monthly, theirs),
            (self.mallory, self.monthly, self.quarterly),
            (self.alice, self.monthly, gone),
            (self.alice, gone, self.monthly),
        ):
            with self.subTest(circle=circle, into=into), self.assertRaises(Refused):
                merge_circles(by=by, circle=circle, into=into)
        ana.refresh_from_db()
        assert (ana.circle, Circle.objects.filter(owner=self.mallory).count()) == (self.monthly, 3)

    def test_deleting_twice_is_once(self) -> None:
        delete_circle(by=self.alice, circle=self.monthly)
        delete_circle(by=self.alice, circle=self.monthly)
        delete_circle(by=self.mallory, circle=self.quarterly)
        assert set(Circle.objects.filter(owner=self.alice)) == {self.quarterly, self.yearly}


class Stretching(CircleWorld):
    def test_several_at_once_and_back_again(self) -> None:
        ana, ben = self.contact("Ana", self.monthly), self.contact("Ben", self.quarterly)
        before = change_cadences(
            by=self.alice,
            cadences={self.monthly.public_id: 42, self.quarterly.public_id: 182, self.yearly.public_id: 365},
        )
        assert before == {self.monthly.public_id: 30, self.quarterly.public_id: 91}
        assert [self.due_in(row) for row in (ana, ben)] == [42, 182]
        change_cadences(by=self.alice, cadences=before)
        assert [self.due_in(row) for row in (ana, ben)] == [30, 91]

    def test_refuses_nonsense_and_writes_nothing(self) -> None:
        theirs = Circle.objects.filter(owner=self.mallory).earliest("pk")
        for wrong in ({theirs.public_id: 42}, {self.quarterly.public_id: 0}, {self.quarterly.public_id: 3651}):
            with self.subTest(wrong), self.assertRaises(Refused):
                change_cadences(by=self.alice, cadences={self.monthly.public_id: 42, **wrong})
        assert [row.cadence_days for row in Circle.objects.order_by("pk")] == [30, 91, 365] * 2

    def test_makes_the_circles_fit(self) -> None:
        for number in range(30):
            self.contact(f"Guest {number}", self.monthly if number < 25 else self.quarterly)
        today = today_of(self.alice)
        circles = list_circles(self.alice, today)
        assert circles.is_too_much
        proposal = stretch(circles)
        assert proposal.rows
        change_cadences(by=self.alice, cadences={row.public_id: row.after_days for row in proposal.rows})
        after = list_circles(self.alice, today)
        assert not after.is_too_much
        assert round(after.need, 6) == round(proposal.need, 6)
        assert stretch(after).rows == ()


class Counting(CircleWorld):
    def need(self) -> float:
        circles = list_circles(self.alice, today_of(self.alice))
        return round(circles.need * 30 / 7, 6)

    def test_counts_what_each_cadence_asks_for(self) -> None:
        for name in ("Ana", "Ben"):
            self.contact(name, self.monthly)
        own = self.contact("Cleo", self.monthly)
        choose_cadence(by=self.alice, contact=own, circle=self.monthly, own_cadence_days=15)
        never = self.contact("Dan", self.monthly)
        choose_cadence(by=self.alice, contact=never, circle=self.monthly, own_cadence_days=0)
        self.contact("Eve", None)
        circles = list_circles(self.alice, today_of(self.alice))
        first = circles.rows[0]
        assert (first.contacts, first.followed, round(first.need * 30 / 7, 6)) == (4, 2, 2)
        assert (circles.own, round(circles.own_need * 30 / 7, 6)) == (1, 2)
        assert self.need() == 4

    def test_counts_the_awake_alone(self) -> None:
        self.contact("Ana", self.monthly)
        today = today_of(self.alice)
        resting = {
            "Rests": {"resting_since": today},
            "Rests on": {"resting_since": today, "resting_until": today + timedelta(days=1)},
        }
        for name, rest in resting.items():
            Contact.objects.filter(pk=self.contact(name, self.monthly).pk).update(**rest)
        silent = {"Archived": {"archived_at": "2026-11-01T00:00Z"}, "Dead": {"deceased": True}}
        for name, fields in silent.items():
            Person.objects.filter(pk=self.contact(name, self.monthly).pk).update(**fields)
        delete_person(by=self.alice, person=self.contact("Deleted", self.monthly).person)
        mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH, person=self.contact("Muted", self.monthly).person)
        mute(by=self.alice, rule=Reason.DATE, person=self.contact("Muted otherwise", self.monthly).person)
        woken = self.contact("Awake again", self.monthly)
        Contact.objects.filter(pk=woken.pk).update(resting_since=today - timedelta(days=9), resting_until=today)
        assert self.need() == 3
        mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH)
        assert self.need() == 0
        assert list_circles(self.alice, today).is_muted

    def test_anothers_circles_and_mutes_are_not_seen(self) -> None:
        self.contact("Ana", self.monthly)
        mute(by=self.mallory, rule=Reason.KEEP_IN_TOUCH)
        create_contact(by=self.mallory, circle=Circle.objects.filter(owner=self.mallory).first())
        assert self.need() == 1
