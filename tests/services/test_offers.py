"""What one can give: put on the list once, said otherwise, taken off; never on another's list."""

from uuid import uuid4

from django.test import TestCase

from contacts.errors import Refused
from contacts.models import Offer
from contacts.services.offers import WHAT_LENGTH, add_offer, delete_offer, edit_offer
from contacts.vocabulary import Category
from tests.factories import create_account


class Offering(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")

    def add(self, what: str = "read a CV", **fields: object) -> Offer:
        return add_offer(**{"by": self.alice, "entry_key": uuid4(), "what": what, **fields})

    def refusal(self, verb: object, **fields: object) -> Refused:
        with self.assertRaises(Refused) as refused:
            verb(**fields)
        return refused.exception

    def test_keeps_one_line_as_it_was_typed(self) -> None:
        assert self.add("  a room\n in   Lisbon <b>\x00").what == "a room in Lisbon <b>"

    def test_the_same_form_twice_is_one_row(self) -> None:
        key = uuid4()
        assert self.add(entry_key=key) == self.add(entry_key=key)
        other = self.add("review a talk", entry_key=key)
        assert self.add("review a talk", entry_key=key) == other
        assert Offer.objects.count() == 2

    def test_refuses_what_stands_there_says_nothing_or_is_too_long(self) -> None:
        row = self.add()
        other = self.add("review a talk")
        for what in ("read a CV", " read  a CV ", "", " \x00", "x" * (WHAT_LENGTH + 1)):
            with self.subTest(what):
                assert self.refusal(self.add, what=what).field == "what"
                assert self.refusal(edit_offer, by=self.alice, offer=other, what=what).field == "what"
        assert edit_offer(by=self.alice, offer=row, what="read a CV") == row
        assert {row.what for row in Offer.objects.all()} == {"read a CV", "review a talk"}

    def test_has_a_kind_or_none(self) -> None:
        row = self.add(category=Category.SKILL)
        assert (row.category, self.add("a room").category) == (Category.SKILL, "")
        assert edit_offer(by=self.alice, offer=row, what="read two CVs").category == Category.SKILL
        assert edit_offer(by=self.alice, offer=row, what="read two CVs", category="").category == ""
        for verb, fields in ((self.add, {"what": "a boat"}), (edit_offer, {"by": self.alice, "offer": row})):
            with self.subTest(verb):
                assert self.refusal(verb, **{"what": "a boat", **fields}, category="money").field == "category"
        assert Offer.objects.count() == 2

    def test_a_kind_thought_better_of_makes_no_second_row(self) -> None:
        key = uuid4()
        self.add(entry_key=key, category=Category.SKILL)
        assert self.refusal(self.add, entry_key=key, category=Category.TIME).field == "what"
        assert Offer.objects.get().category == Category.SKILL

    def test_two_accounts_can_give_the_same(self) -> None:
        assert self.add().what == self.add(by=self.mallory).what

    def test_anothers_list_is_out_of_reach(self) -> None:
        key = uuid4()
        row = self.add(entry_key=key)
        self.refusal(self.add, by=self.mallory, entry_key=key, what="a room")
        self.refusal(edit_offer, by=self.mallory, offer=row, what="a room")
        delete_offer(by=self.mallory, offer=row)
        assert Offer.objects.get().what == "read a CV"

    def test_deleted_twice_is_once_and_cannot_be_edited(self) -> None:
        row = self.add()
        delete_offer(by=self.alice, offer=row)
        delete_offer(by=self.alice, offer=row)
        self.refusal(edit_offer, by=self.alice, offer=row, what="a room")
        assert not Offer.objects.exists()
