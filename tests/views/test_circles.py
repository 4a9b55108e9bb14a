"""The pages of the circles: made, renamed, merged, deleted, and made to fit the budget."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from contacts.models import Circle, Contact
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers
from contacts.services.contacts import choose_cadence, delete_circle
from contacts.services.mutes import mute
from contacts.vocabulary import Reason
from tests.factories import create_contact, today_of
from tests.views.worlds import CastTestCase


class CirclePages(CastTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.monthly, cls.quarterly, cls.yearly = Circle.objects.filter(owner=cls.alice).order_by("cadence_days")

    def crowd(self, count=30, circle=None, **fields):
        return [
            create_contact(by=self.alice, name=f"Guest {n}", circle=circle or self.monthly, **fields)
            for n in range(count)
        ]


class CircleTests(CirclePages):
    def test_adds_renames_and_deletes(self):
        self.get("settings_circles")
        self.post("settings_circles", name="Inner circle", often="42")
        circle = Circle.objects.get(owner=self.alice, name="Inner circle")
        assert circle.cadence_days == 42
        self.get("circle_edit", circle.public_id)
        self.post("circle_edit", circle.public_id, name="Inmost", often="never", cadence_days="")
        circle.refresh_from_db()
        assert (circle.name, circle.cadence_days) == ("Inmost", None)
        contact = create_contact(by=self.alice, circle=circle)
        self.assertContains(self.get("circle_delete", circle.public_id), "1 contact is in it")
        self.post("circle_delete", circle.public_id)
        contact.refresh_from_db()
        assert contact.circle is None

    def test_speaks_of_a_new_cadence_only_where_there_is_one(self):
        cases = {
            "30": "Saved.",
            "91": "Saved. Everybody in it follows the new cadence.",
            "never": "Saved. Everybody in it follows the new cadence.",
        }
        for often, said in cases.items():
            response = self.post("circle_edit", self.monthly.public_id, name=f"Friends {often}", often=often)
            assert self.said(response)[-1] == said

    def test_every_named_cadence_and_any_number_of_days(self):
        cases = {"14": 14, "30": 30, "42": 42, "91": 91, "182": 182, "365": 365, "never": None}
        for often, days in cases.items():
            self.post("circle_edit", self.monthly.public_id, name="Friends", often=often, cadence_days="99")
            self.monthly.refresh_from_db()
            assert self.monthly.cadence_days == days, "the number of days counts only for so many days"
            form = self.get("circle_edit", self.monthly.public_id).context["form"]
            assert form.initial["often"] == often
        self.post("circle_edit", self.monthly.public_id, name="Friends", often="other", cadence_days="10")
        form = self.get("circle_edit", self.monthly.public_id).context["form"]
        assert (form.initial["often"], form.initial["cadence_days"]) == ("other", 10)

    def test_refuses_a_taken_name_and_a_cadence_out_of_range(self):
        whole = {"name": "N", "often": "30"}
        for wrong in (
            {"name": self.monthly.name},
            {"name": ""},
            {"name": "x" * 81},
            {"name": "a\0"},
            {"often": ""},
            {"often": "7"},
            {"often": "other"},
            {"often": "other", "cadence_days": "0"},
            {"often": "other", "cadence_days": "3651"},
            {"often": "other", "cadence_days": "x"},
        ):
            for name, args in (("settings_circles", ()), ("circle_edit", (self.quarterly.public_id,))):
                response = self.post(name, *args, status=422, **{**whole, **wrong})
                self.assertContains(response, "field-error", status_code=422)
                assert response.context["form"]["name"].value() == wrong.get("name", "N")
                self.assertNotContains(response, "This field", status_code=422)
        assert Circle.objects.filter(owner=self.alice).count() == 3

    def test_nothing_that_is_asked_for_is_called_optional(self):
        for name, args in (("settings_circles", ()), ("circle_edit", (self.monthly.public_id,))):
            self.assertNotContains(self.get(name, *args), "(optional)")

    def test_is_closed_to_strangers(self):
        circle = Circle.objects.filter(owner=self.mallory).first()
        for name in ("circle_edit", "circle_delete", "circle_merge"):
            self.get(name, circle.public_id, status=404)
            self.post(name, circle.public_id, status=404)

    def test_takes_as_many_queries_for_twice_the_circles_and_contacts(self):
        url = reverse("settings_circles")
        self.crowd(4)
        once = self.queries(url)
        for number in range(6):
            self.post("settings_circles", name=f"Circle {number}", often="30")
        for number in range(4):
            contact = create_contact(by=self.alice, name=f"More {number}", circle=self.quarterly)
            choose_cadence(by=self.alice, contact=contact, circle=self.quarterly, own_cadence_days=20 + number)
        self.get("settings_circles")
        assert self.queries(url) == once


class CostTests(CirclePages):
    def test_says_what_is_asked_for_against_the_budget(self):
        self.crowd(30)
        page = self.get("settings_circles")
        self.assertContains(page, "Your circles ask for 7 nudges a week; your budget is 5.")
        self.assertContains(page, "30 contacts: 7 nudges a week")
        self.assertContains(page, reverse("circles_stretch"))
        change_numbers(by=self.alice, numbers=Numbers(nudges_a_week=7))
        page = self.get("settings_circles")
        self.assertContains(page, "your budget is 7. That fits.")
        self.assertNotContains(page, reverse("circles_stretch"))

    def test_says_so_while_nobody_is_in_one(self):
        self.assertContains(self.get("settings_circles"), "ask for no nudges; your budget is 5 a week")

    def test_says_so_when_keep_in_touch_is_muted(self):
        self.crowd(3)
        mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH)
        self.assertContains(self.get("settings_circles"), "Keep in touch is muted for everybody")

    def test_shows_what_would_fit_and_takes_it_and_takes_it_back(self):
        self.crowd(30)
        page = self.get("circles_stretch")
        self.assertContains(page, "monthly becomes")
        (row,) = page.context["proposal"].rows
        response = self.post("circles_stretch", **{str(row.public_id): row.after_days})
        self.monthly.refresh_from_db()
        assert self.monthly.cadence_days == 42
        (message,) = response.wsgi_request._messages
        undo = message.extra_tags.removeprefix("undo:")
        response = self.client.post(undo)
        self.monthly.refresh_from_db()
        assert self.monthly.cadence_days == 30
        *_, message = response.wsgi_request._messages
        assert (str(message), message.extra_tags) == ("The circles have their former cadences.", "")

    def test_says_when_longer_circles_would_not_help(self):
        self.assertContains(self.get("circles_stretch"), "There is nothing to stretch")
        for contact in self.crowd(3):
            choose_cadence(by=self.alice, contact=contact, circle=None, own_cadence_days=1)
        self.assertContains(self.get("circles_stretch"), "Longer circles would not help")
        self.assertNotContains(self.get("settings_circles"), reverse("circles_stretch"))

    def test_says_when_even_two_years_are_not_enough(self):
        change_numbers(by=self.alice, numbers=Numbers(nudges_a_week=1))
        for contact in self.crowd(3):
            choose_cadence(by=self.alice, contact=contact, circle=None, own_cadence_days=22)
        self.crowd(10)
        self.assertContains(self.get("circles_stretch"), "Even with two years for every circle")
        page = self.get("settings_circles")
        self.assertContains(page, "Longer cadences for the circles are not enough")
        self.assertNotContains(page, reverse("circles_stretch"))

    def test_proposes_nothing_where_no_nudge_comes(self):
        self.crowd(3)
        change_numbers(by=self.alice, numbers=Numbers(nudges_a_week=0))
        page = self.get("circles_stretch")
        self.assertContains(page, "No nudge comes")
        self.assertNotContains(page, "becomes")
        page = self.get("settings_circles")
        self.assertContains(page, "your budget is 0. No nudge comes.")
        self.assertNotContains(page, reverse("circles_stretch"))

    def test_refuses_nonsense_and_anothers_circles(self):
        self.crowd(30)
        theirs = Circle.objects.filter(owner=self.mallory).first()
        for wrong in ({}, {str(self.monthly.public_id): "0"}, {str(self.monthly.public_id): "x"}, {str(uuid4()): "42"}):
            self.assertContains(self.post("circles_stretch", status=422, **wrong), "Take these", status_code=422)
        self.post("circles_stretch", status=422, **{str(theirs.public_id): "42"})
        assert list(Circle.objects.order_by("pk").values_list("cadence_days", flat=True)) == [30, 91, 365] * 2


class MergeTests(CirclePages):
    def test_says_how_many_move_and_moves_them(self):
        first, second = self.crowd(2)
        choose_cadence(by=self.alice, contact=second, circle=self.monthly, own_cadence_days=14)
        page = self.get("circle_merge", self.monthly.public_id)
        self.assertContains(page, "2 contacts move")
        self.assertContains(page, "1 of them has a cadence of their own")
        response = self.post("circle_merge", self.monthly.public_id, into=self.quarterly.public_id)
        assert self.said(response) == ["2 contacts moved from “Monthly” to “Quarterly”."]
        assert set(Contact.objects.filter(circle=self.quarterly)) == {first, second}
        self.get("circle_edit", self.monthly.public_id, status=404)

    def test_refuses_no_choice_itself_and_anothers(self):
        theirs = Circle.objects.filter(owner=self.mallory).first()
        for into in ("", "x", self.monthly.public_id, theirs.public_id, self.monthly.pk, uuid4()):
            response = self.post("circle_merge", self.monthly.public_id, status=422, into=into)
            self.assertContains(response, "field-error", status_code=422)
        assert Circle.objects.count() == 6

    def test_says_when_there_is_no_other(self):
        for circle in (self.quarterly, self.yearly):
            delete_circle(by=self.alice, circle=circle)
        self.assertContains(self.get("circle_merge", self.monthly.public_id), "There is no other circle")
        self.assertNotContains(self.get("circle_edit", self.monthly.public_id), "Merge")

    def test_somebody_resting_moves_along(self):
        (contact,) = self.crowd(1)
        today = today_of(self.alice)
        Contact.objects.filter(pk=contact.pk).update(resting_since=today, resting_until=today + timedelta(days=30))
        self.post("circle_merge", self.monthly.public_id, into=self.yearly.public_id)
        contact.refresh_from_db()
        assert (contact.circle, contact.resting_since) == (self.yearly, today)
