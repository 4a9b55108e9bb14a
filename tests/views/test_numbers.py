"""The page of the rules' numbers: each with its limits, changed together, and back to usual."""

import re
from html import unescape

from django.urls import reverse

from contacts.rules.numbers import LIMITS, Numbers
from contacts.wording import RULES
from tests.views.worlds import CastTestCase

CHANGED = {
    "first_follow_up_days": 4,
    "ask_only_asks": 4,
    "ask_only_months": 12,
    "gave_before_years": 0,
    "balance_months": 36,
    "thank_days": 3,
    "outcome_days": 60,
    "nudges_a_week": 0,
    "rest_after": 5,
    "door_months": 36,
}


class NumberTests(CastTestCase):
    def numbers(self):
        self.alice.refresh_from_db()
        return self.alice.numbers

    def test_shows_each_number_with_its_rule_and_what_it_usually_is(self):
        page = self.get("settings_numbers")
        for rule in ("E-03", "E-30", "E-31", "E-33", "E-35"):
            self.assertContains(page, RULES[rule])
        for name in LIMITS:
            self.assertContains(page, f'name="{name}"')
        self.assertContains(page, "Usually 30; from 1 to 365.")
        self.assertNotContains(page, "All back to usual")

    def test_changes_them_and_puts_them_back(self):
        self.post("settings_numbers", **CHANGED)
        assert self.numbers() == Numbers(**CHANGED)
        self.assertContains(self.get("settings_numbers"), "All back to usual")
        self.post("settings_numbers", usual="all", **CHANGED)
        assert self.numbers() == Numbers()
        assert self.alice.own_numbers == {}

    def test_what_holds_for_all_numbers_of_a_rule_stands_at_its_head(self):
        page = self.get("settings_numbers").content.decode()
        assert page.index("The same numbers hold for somebody who only") < page.index('name="ask_only_asks"')

    def undo(self):
        """The address of the Undo on the page that was shown last."""
        (address,) = re.findall(r'action="(/settings/numbers/\?[^"]+)"', self.get("settings_numbers").content.decode())
        return unescape(address)

    def test_either_can_be_undone(self):
        self.post("settings_numbers", **CHANGED)
        self.client.post(self.undo())
        assert self.numbers() == Numbers()
        self.assertContains(self.get("settings_numbers"), "The numbers are as they were.")
        self.post("settings_numbers", **CHANGED)
        self.get("settings_numbers")
        self.post("settings_numbers", usual="all")
        undo = self.undo()
        self.client.post(undo)
        assert self.numbers() == Numbers(**CHANGED)
        self.client.post(undo)
        assert self.numbers() == Numbers(**CHANGED), "twice is once"

    def test_an_undo_that_somebody_made_up_is_refused(self):
        for wrong in ("thank_days=99", "thank_days=x", "nudges_a_week=-1"):
            response = self.client.post(f"{reverse('settings_numbers')}?back=1&{wrong}")
            assert response.status_code == 422, wrong
        assert self.numbers() == Numbers()
        assert self.client.get(f"{reverse('settings_numbers')}?back=1&thank_days=3").status_code == 200
        assert self.numbers() == Numbers()

    def test_keeps_only_what_differs(self):
        self.post("settings_numbers", **{**CHANGED, "thank_days": 2})
        self.alice.refresh_from_db()
        assert "thank_days" not in self.alice.own_numbers

    def test_refuses_what_is_out_of_its_limits_beside_the_field(self):
        for name, (lowest, highest) in LIMITS.items():
            for wrong in (lowest - 1, highest + 1, "", "x", "1.5", "9" * 400, "\0"):
                response = self.post("settings_numbers", status=422, **{**CHANGED, name: wrong})
                self.assertContains(response, f"Choose a whole number from {lowest} to {highest}.", 1, status_code=422)
        assert self.numbers() == Numbers()

    def test_changes_nothing_of_anybody_else(self):
        self.post("settings_numbers", **CHANGED)
        self.mallory.refresh_from_db()
        assert self.mallory.numbers == Numbers()
