"""Our own export, read into an empty account, is the same account: row by row, with addresses of its own."""

from typing import Any
from uuid import uuid4

import time_machine
from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from contacts.models import Person, User
from contacts.services.standings import rebuild_standings
from tests.factories import create_account, create_date, create_event, log
from tests.services.taken_along import as_in, bring_back, exported, outcomes, own_apart
from tests.services.test_standings import NOON, NUMBERS, Notebook


def same(alice: User, copy: User) -> None:
    before = exported(alice)
    rows = bring_back(before, into=copy)
    assert {outcome for outcome, _why in outcomes(rows)} <= {"added", "updated"}
    after = own_apart(exported(copy))
    wanted = as_in(before, copy)
    for key, value in wanted.items():
        assert after[key] == value, key
    assert set(after) == set(wanted)


class AnyAccount(HypothesisTestCase):
    @settings(max_examples=25)
    @given(st.lists(st.tuples(st.sampled_from(Notebook.acts()), NUMBERS), min_size=1, max_size=14))
    def test_read_into_an_empty_one_is_the_same(self, acts: list[tuple[str, Any]]) -> None:
        with time_machine.travel(NOON, tick=False):
            notebook = Notebook()
            for name, numbers in acts:
                notebook.act(name, numbers)
            copy = create_account(email=f"{uuid4().hex}@example.org")
            same(notebook.alice, copy)
            assert rebuild_standings(list(Person.everything.values_list("pk", flat=True))) == 0
