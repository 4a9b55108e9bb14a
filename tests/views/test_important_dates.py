"""The pages of the days that matter to a person (E-36), reached from their page."""

import re
from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from contacts.models import FollowUp, ImportantDate
from contacts.services.important_dates import DateEntry, add_date
from contacts.services.people import mark_deceased
from contacts.vocabulary import DateKind
from tests.factories import create_contact, create_person, today_of
from tests.views.worlds import CastTestCase


def date_form(**fields):
    return {"entry_key": uuid4(), "kind": "birthday", "day": "29", "month": "2", "lead_days": "3", **fields}


class DatePagesTests(CastTestCase):
    def setUp(self):
        super().setUp()
        self.ana = create_contact(by=self.alice, name="Ana Ferreira").person

    def add(self, person=None, **fields):
        entry = DateEntry(**{"kind": DateKind.BIRTHDAY, "month": 2, "day": 29, **fields})
        return add_date(by=self.alice, person=person or self.ana, entry=entry, entry_key=uuid4())

    def page(self):
        return self.get("person", self.ana.public_id)

    def test_the_form_has_a_key_of_its_own_and_makes_one_day_of_two_taps(self):
        key = re.search(r'name="entry_key" value="([0-9a-f-]{36})"', self.get("date_add", self.ana.public_id).text)
        assert key
        for _tap in range(2):
            response = self.post("date_add", self.ana.public_id, **date_form(entry_key=key.group(1), year="1988"))
            assert response["Location"] == f"{reverse('person', args=[self.ana.public_id])}#dates"
        row = ImportantDate.objects.get()
        assert (row.person, row.month, row.day, row.year, row.lead_days) == (self.ana, 2, 29, 1988, 3)
        assert FollowUp.objects.open().get(important_date=row)

    def test_the_page_says_the_day_the_years_when_next_and_how_long_before(self):
        today = today_of(self.alice)
        self.add(year=1988)
        page = self.page()
        line = page.context["person"].dates[0]
        turns = line.next_on.year - 1988
        assert line.years == f"turns {turns}"
        assert 0 <= (line.next_on - today).days <= 366
        self.assertContains(page, f"<bdi>Birthday</bdi>, 29 February, turns {turns}")
        self.assertContains(page, "you hear of it 3 days before")

    def test_without_the_year_nothing_is_guessed(self):
        self.add()
        assert self.page().context["person"].dates[0].years == ""

    def test_the_next_to_come_stands_first_and_today_is_today(self):
        today = today_of(self.alice)
        for days in (40, 0, -1):
            day = today + timedelta(days=days)
            self.add(kind=DateKind.OTHER, label=f"in {days}", month=day.month, day=day.day)
        lines = self.page().context["person"].dates
        assert [line.title for line in lines] == ["in 0", "in 40", "in -1"]
        assert lines[0].days_until == 0

    def test_of_somebody_who_died_the_day_alone_is_said(self):
        self.add(year=1988)
        mark_deceased(by=self.alice, person=self.ana, deceased=True)
        page = self.page()
        self.assertContains(page, "29 February 1988")
        self.assertNotContains(page, ", turns")
        self.assertNotContains(page, "you hear of it")

    def test_people_at_the_door_have_them(self):
        bo = create_person(by=self.alice, name="Bo")
        self.post("date_add", bo.public_id, **date_form(kind="other", label="name day"))
        self.assertContains(self.get("person", bo.public_id), "<bdi>Name day</bdi>, 29 February")

    def test_what_is_wrong_is_said_beside_the_field_with_everything_typed_still_there(self):
        cases = [
            ({"day": "31", "month": "4"}, "There is no such day in the calendar."),
            ({"day": "32"}, "A day of the month is from 1 to 31."),
            ({"day": "x"}, "Enter a whole number."),
            ({"day": ""}, "Say which day of the month."),
            ({"month": ""}, "Choose the month."),
            ({"month": "13"}, "Select a valid choice."),
            ({"year": "1987"}, "There was no 29 February in that year."),
            ({"year": "1800"}, "more than 120 years ago"),
            ({"year": "99999"}, "Write the year with four digits"),
            ({"year": "0"}, "Write the year with four digits"),
            ({"day": "1", "year": "2199"}, "still to come"),
            ({"lead_days": "61"}, "Choose between 0 and 60 days."),
            ({"lead_days": "-1"}, "Choose between 0 and 60 days."),
            ({"lead_days": ""}, "Choose between 0 and 60 days."),
            ({"kind": "other", "label": ""}, "Say what day it is."),
            ({"kind": "feast"}, "Select a valid choice."),
            ({"kind": ""}, "Choose what kind of day it is."),
            ({"label": "a\0b"}, "null character"),
            ({"label": "x" * 101}, "101 characters long"),
            ({"entry_key": "tampered"}, "did not arrive whole"),
        ]
        for data, sentence in cases:
            form = date_form(**{"label": "by <b>the</b> sea", **data})
            response = self.post("date_add", self.ana.public_id, status=422, **form)
            self.assertContains(response, sentence, status_code=422)
            if "label" not in data:
                self.assertContains(response, "by &lt;b&gt;the&lt;/b&gt; sea", status_code=422)
        assert not ImportantDate.objects.exists()

    def test_what_is_wrong_with_the_day_runs_below_day_and_month(self):
        page = self.post("date_add", self.ana.public_id, status=422, **date_form(day="31", month="4")).content.decode()
        month, error, year = (page.index(f'id="{name}"') for name in ("id_month", "id_day_error", "id_year"))
        assert month < error < year
        assert 'aria-describedby="id_day_error"' in page

    def test_a_second_birthday_is_refused(self):
        self.add()
        response = self.post("date_add", self.ana.public_id, status=422, **date_form(day="3", month="3"))
        self.assertContains(response, "A birthday of Ana Ferreira is noted already.", status_code=422)

    def test_is_changed(self):
        row = self.add()
        page = self.get("date_edit", row.public_id)
        self.assertContains(page, '<option value="2" selected>')
        self.post("date_edit", row.public_id, **date_form(day="3", month="3", year="1990", lead_days="0"))
        row.refresh_from_db()
        assert (row.month, row.day, row.year, row.lead_days) == (3, 3, 1990, 0)
        self.post("date_edit", row.public_id, status=422, **date_form(day="31", month="2"))

    def test_is_taken_out_and_taken_back(self):
        row = self.add(year=1988, label="by the sea", lead_days=7)
        response = self.post("date_delete", row.public_id)
        assert not ImportantDate.objects.exists()
        assert self.said(response) == ["Taken out: Birthday: by the sea, 29 February."]
        [message] = list(response.wsgi_request._messages)
        undo = message.extra_tags.removeprefix("undo:")
        for _tap in range(2):
            assert self.client.post(undo).status_code == 302
        again = ImportantDate.objects.get()
        assert (again.year, again.label, again.lead_days, again.person) == (1988, "by the sea", 7, self.ana)
        assert FollowUp.objects.open().filter(important_date=again).count() == 1
        assert self.stranger.post(undo).status_code == 404

    def test_an_undo_made_up_or_too_old_says_so(self):
        response = self.post("date_again", self.ana.public_id, "made:up")
        assert "can no longer be taken back" in self.said(response)[0]
        assert not ImportantDate.objects.exists()

    def test_another_tab_was_first(self):
        row = self.add()
        with self.meanwhile("important_dates", lambda: ImportantDate.objects.all().delete()):
            response = self.post("date_edit", row.public_id, status=422, **date_form(day="3"))
            self.assertContains(response, "no longer here", status_code=422)
        row = self.add()
        with self.meanwhile("important_dates", lambda: ImportantDate.objects.all().delete()):
            assert "no longer here" in self.said(self.post("date_delete", row.public_id))[0]

    def test_takes_as_many_queries_for_twice_the_days(self):
        def grow(start):
            for number in range(start, start + 5):
                self.add(kind=DateKind.OTHER, label=f"day {number}")

        grow(0)
        url = reverse("person", args=[self.ana.public_id])
        once = self.queries(url)
        grow(5)
        assert self.queries(url) == once
