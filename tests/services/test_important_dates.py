"""Days that matter to a person (E-36): noted once, put right, taken out, and what is planned for them."""

from datetime import date
from uuid import UUID, uuid4

import time_machine
from django.test import TestCase

from contacts.errors import Refused
from contacts.models import FollowUp, ImportantDate
from contacts.services.follow_ups import complete_follow_up, dismiss_follow_up
from contacts.services.important_dates import AT_MOST, DateEntry, add_date, delete_date, edit_date, entry_of
from contacts.services.people import delete_person
from contacts.vocabulary import DateKind, FollowUpKind, FollowUpState, Reason
from tests.factories import create_account, create_contact, create_person

TODAY = "2026-11-18T12:00:00Z"  # a Wednesday


def birthday(**fields: object) -> DateEntry:
    given: dict[str, object] = {"kind": DateKind.BIRTHDAY, "month": 12, "day": 10, **fields}
    return DateEntry(**given)


@time_machine.travel(TODAY, tick=False)
class Dates(TestCase):
    def setUp(self) -> None:
        self.alice = create_account()
        self.mallory = create_account(email="mallory@example.org")
        self.ana = create_contact(by=self.alice).person

    def add(self, entry: DateEntry | None = None, *, key: UUID | None = None) -> ImportantDate:
        return add_date(by=self.alice, person=self.ana, entry=entry or birthday(), entry_key=key or uuid4())

    def planned(self) -> list[date]:
        rows = FollowUp.objects.open().filter(person=self.ana, reason=Reason.DATE, kind=FollowUpKind.DATE)
        return list(rows.order_by("due_on").values_list("due_on", flat=True))

    def refused(self, entry: DateEntry) -> Refused:
        with self.assertRaises(Refused) as refusal:
            self.add(entry)
        return refusal.exception

    def test_plans_for_the_next_time_it_comes_round(self) -> None:
        row = self.add(birthday(year=1986, lead_days=3))
        assert (row.month, row.day, row.year, row.lead_days) == (12, 10, 1986, 3)
        assert self.planned() == [date(2026, 12, 7)]

    def test_the_same_form_twice_is_one_day(self) -> None:
        key = uuid4()
        first, second = self.add(key=key), self.add(key=key)
        assert first == second
        assert ImportantDate.objects.count() == len(self.planned()) == 1

    def test_a_form_sent_again_with_another_day_is_another_day(self) -> None:
        key = uuid4()
        anniversary = DateEntry(kind=DateKind.ANNIVERSARY, month=6, day=5)
        assert self.add(key=key) != self.add(anniversary, key=key)
        assert self.add(anniversary, key=key) in ImportantDate.objects.all()
        assert ImportantDate.objects.count() == 2

    def test_the_key_of_another_account_is_refused(self) -> None:
        theirs = create_person(by=self.mallory)
        key = add_date(by=self.mallory, person=theirs, entry=birthday(), entry_key=uuid4()).entry_key
        with self.assertRaises(Refused):
            self.add(key=key)
        assert not ImportantDate.objects.filter(person=self.ana).exists()

    def test_people_at_the_door_have_days_too(self) -> None:
        bo = create_person(by=self.alice, name="Bo")
        add_date(by=self.alice, person=bo, entry=birthday(), entry_key=uuid4())
        assert FollowUp.objects.open().get(person=bo).kind == FollowUpKind.DATE

    def test_the_29th_of_february_is_a_day_of_every_year(self) -> None:
        self.add(birthday(month=2, day=29, lead_days=0))
        # 28 February 2027 is a Sunday: the last working day before it.
        assert self.planned() == [date(2027, 2, 26)]

    def test_what_no_calendar_has_is_refused_beside_its_field(self) -> None:
        cases = [
            (birthday(month=2, day=30), "day"),
            (birthday(month=4, day=31), "day"),
            (birthday(month=13), "day"),
            (birthday(day=0), "day"),
            (birthday(month=2, day=29, year=2023), "year"),
            (birthday(year=1905), "year"),
            (birthday(year=2026), "year"),  # 10 December of this year is still to come
            (birthday(year=2031), "year"),
            (birthday(lead_days=61), "lead_days"),
            (birthday(lead_days=-1), "lead_days"),
            (DateEntry(kind=DateKind.OTHER, month=3, day=1), "label"),
            (DateEntry(kind=DateKind.OTHER, month=3, day=1, label="  "), "label"),
            (birthday(label="x" * 101), "label"),
        ]
        for entry, field in cases:
            with self.subTest(entry):
                refusal = self.refused(entry)
                assert refusal.field == field
                assert refusal.sentence
        assert not ImportantDate.objects.exists()

    def test_the_years_at_the_edge_are_taken(self) -> None:
        for entry in (birthday(year=1906), birthday(month=11, day=18, year=2026), birthday(month=2, day=29, year=2024)):
            with self.subTest(entry):
                row = self.add(entry)
                assert entry_of(row) == entry
                delete_date(by=self.alice, important_date=row)

    def test_one_birthday_a_person(self) -> None:
        self.add()
        assert "is noted already" in self.refused(birthday(month=1)).sentence
        for number, label in enumerate(("their wedding", "the firm")):
            self.add(DateEntry(kind=DateKind.ANNIVERSARY, month=6, day=5, label=label))
            assert ImportantDate.objects.count() == number + 2
        assert self.refused(DateEntry(kind=DateKind.ANNIVERSARY, month=6, day=5, label=" the  firm ")).field == "label"

    def test_a_day_put_right_moves_what_is_planned(self) -> None:
        row = self.add()
        edited = edit_date(by=self.alice, important_date=row, entry=birthday(month=12, day=17, year=1986))
        assert edited.pk == row.pk
        assert self.planned() == [date(2026, 12, 14)]
        edit_date(by=self.alice, important_date=row, entry=birthday(month=12, day=17, lead_days=0))
        assert self.planned() == [date(2026, 12, 17)]

    def test_a_day_taken_out_goes_with_what_was_planned_and_comes_back_as_it_was(self) -> None:
        row = self.add(birthday(year=1986, label="by the sea"))
        entry = delete_date(by=self.alice, important_date=row)
        assert self.planned() == []
        again = self.add(entry)
        assert (again.year, again.label, self.planned()) == (1986, "by the sea", [date(2026, 12, 7)])

    def test_two_tabs(self) -> None:
        row = self.add()
        delete_date(by=self.alice, important_date=row)
        for late in (
            lambda: delete_date(by=self.alice, important_date=row),
            lambda: edit_date(by=self.alice, important_date=row, entry=birthday()),
        ):
            with self.assertRaises(Refused):
                late()

    def test_somebody_elses_and_the_deleted_are_refused(self) -> None:
        row = self.add()
        for verb in (
            lambda: add_date(by=self.mallory, person=self.ana, entry=birthday(), entry_key=uuid4()),
            lambda: edit_date(by=self.mallory, important_date=row, entry=birthday(month=1)),
            lambda: delete_date(by=self.mallory, important_date=row),
        ):
            with self.assertRaises(Refused):
                verb()
        delete_person(by=self.alice, person=self.ana)
        with self.assertRaises(Refused):
            self.add(birthday(month=1))
        assert ImportantDate.objects.get() == row

    def test_there_is_an_end_to_them(self) -> None:
        for number in range(AT_MOST):
            ImportantDate.objects.create(person=self.ana, kind=DateKind.OTHER, month=1, day=1, label=f"day {number}")
        assert "no more fit" in self.refused(birthday()).sentence

    def test_what_was_done_stays_done_when_the_lead_changes(self) -> None:
        row = self.add(birthday(month=11, day=20))
        complete_follow_up(by=self.alice, follow_up=FollowUp.objects.get(important_date=row))
        edit_date(by=self.alice, important_date=row, entry=birthday(month=11, day=20, lead_days=1))
        assert FollowUp.objects.get(important_date=row).state == FollowUpState.CLOSED
        assert self.planned() == []

    def test_what_was_said_about_a_wrong_day_says_nothing_about_the_right_one(self) -> None:
        for verb in (complete_follow_up, dismiss_follow_up):
            with self.subTest(verb.__name__):
                row = self.add(birthday(month=11, day=20))
                verb(by=self.alice, follow_up=FollowUp.objects.open().get(important_date=row))
                for _ in range(2):
                    edit_date(by=self.alice, important_date=row, entry=birthday(month=12, day=17))
                    assert self.planned() == [date(2026, 12, 14)]
                edit_date(by=self.alice, important_date=row, entry=birthday(month=11, day=20))
                assert self.planned() == [], "that day was dealt with"
                edit_date(by=self.alice, important_date=row, entry=birthday(month=12, day=17))
                assert self.planned() == [date(2026, 12, 14)]
                delete_date(by=self.alice, important_date=row)
