"""The balance with one person (E-31)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.balance import Counts, ExchangeFact, first_day_outside, judge_balance, months_before
from contacts.vocabulary import ExchangeState, Side, Size

DAY = date(2026, 5, 5)


def exchange(giver: Side, state: ExchangeState = ExchangeState.KEPT, **changes) -> ExchangeFact:
    favour = ExchangeFact(
        id=1,
        giver=giver,
        asked=False,
        size=Size.SMALL,
        state=state,
        opened_on=DAY,
        settled_on=DAY,
        due_on=None,
        our_work=False,
    )
    return replace(favour, **changes)


def test_counts_both_sides_by_size_and_by_the_day_that_matters():
    rows = [
        exchange(Side.ME, size=Size.LARGE, opened_on=date(2025, 1, 1), settled_on=date(2026, 2, 2)),
        exchange(Side.ME),
        exchange(Side.ME, ExchangeState.PROMISED, settled_on=None),
        exchange(Side.THEM, asked=True, size=Size.MEDIUM, opened_on=date(2026, 1, 1), settled_on=date(2026, 6, 6)),
        exchange(Side.THEM, ExchangeState.OPEN, asked=True, settled_on=None, opened_on=date(2026, 7, 7)),
        exchange(Side.THEM, ExchangeState.DECLINED, asked=True),
        exchange(Side.THEM, ExchangeState.PROMISED, settled_on=None),
        exchange(Side.ME, ExchangeState.DROPPED, asked=True),
    ]
    balance = judge_balance(rows, since=None)
    assert balance.i_gave == Counts(small=1, large=1, last=DAY)
    assert balance.they_gave == Counts(medium=1, last=date(2026, 6, 6))
    assert balance.i_asked == Counts(small=2, medium=1, last=date(2026, 7, 7))
    assert balance.they_asked == Counts(small=1, last=DAY)
    assert (balance.i_owe, balance.they_owe) == (1, 1)
    assert balance.i_gave.total == 2


@pytest.mark.parametrize(("since", "gave", "asked"), [(None, 1, 1), (date(2026, 5, 1), 1, 0), (date(2026, 5, 2), 0, 0)])
def test_a_give_counts_by_its_outcome_and_an_ask_by_its_day(since, gave, asked):
    row = exchange(Side.THEM, asked=True, opened_on=date(2026, 4, 1), settled_on=date(2026, 5, 1))
    balance = judge_balance([row], since=since)
    assert (balance.they_gave.total, balance.i_asked.total) == (gave, asked)
    assert balance.since == since


def test_an_old_promise_is_still_owed():
    row = exchange(Side.ME, ExchangeState.PROMISED, opened_on=date(2019, 1, 1), settled_on=None)
    assert judge_balance([row], since=DAY).i_owe == 1


@pytest.mark.parametrize("state", ExchangeState)
@pytest.mark.parametrize("giver", Side)
def test_our_work_is_no_favour(state, giver):
    row = exchange(giver, state, asked=True, our_work=True)
    assert judge_balance([row], since=None) == judge_balance([], since=None)


S, M, L = Size.SMALL, Size.MEDIUM, Size.LARGE


@pytest.mark.parametrize(
    ("mine", "theirs", "even"),
    [
        ([], [], True),
        ([S], [], True),
        ([S, S], [], False),
        ([S, S], [S], True),
        ([S, S, S], [M], False),
        ([L], [], False),
        ([L], [L], True),
        ([L], [S], False),
        ([L], [M, S], False),
        ([L, S], [L], True),
        ([L, L], [L, M], False),
        ([L, L], [L, L], True),
        ([S], [L], False),
    ],
)
def test_even_means_at_most_one_apart_and_no_large_one_unanswered(mine, theirs, even):
    rows = [exchange(Side.ME, size=size) for size in mine] + [exchange(Side.THEM, size=size) for size in theirs]
    assert judge_balance(rows, since=None).even is even


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 22), 24, date(2024, 11, 22)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 24, date(2022, 2, 28)),
        (date(2024, 2, 29), 48, date(2020, 2, 29)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(1, 1, 1), 24, date.min),
    ],
)
def test_months_are_counted_back_to_a_day_that_exists(day, months, before):
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("counted", "months", "first"),
    [
        (date(2026, 11, 22), 19, date(2028, 6, 23)),
        (date(2025, 7, 31), 19, date(2027, 3, 1)),
        (date(9999, 1, 5), 19, date.max),
        (date.max, 6, date.max),
        (date(9998, 6, 30), 18, date(9999, 12, 31)),
    ],
)
def test_the_first_day_outside_a_window_is_never_beyond_the_last_day_there_is(counted, months, first):
    assert first_day_outside(counted, months=months) == first


EXCHANGES = st.builds(
    ExchangeFact,
    id=st.integers(1, 99),
    giver=st.sampled_from(Side),
    asked=st.booleans(),
    size=st.sampled_from(Size),
    state=st.sampled_from(ExchangeState),
    opened_on=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    settled_on=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    our_work=st.booleans(),
)
MIRROR = {Side.ME: Side.THEM, Side.THEM: Side.ME}


@given(st.lists(EXCHANGES, max_size=12), st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1)))
def test_seen_from_the_other_chair_the_sides_swap(rows, since):
    mine = judge_balance(rows, since=since)
    theirs = judge_balance([replace(row, giver=MIRROR[row.giver]) for row in rows], since=since)
    assert (mine.i_gave, mine.i_asked, mine.i_owe) == (theirs.they_gave, theirs.they_asked, theirs.they_owe)
    assert mine.even is theirs.even


@given(st.lists(EXCHANGES, max_size=12), st.dates(date(2020, 1, 1), date(2026, 1, 1)))
def test_all_time_counts_at_least_as_much_as_a_window(rows, since):
    window, whole = judge_balance(rows, since=since), judge_balance(rows, since=None)
    for part in ("i_gave", "they_gave", "i_asked", "they_asked"):
        assert getattr(window, part).total <= getattr(whole, part).total
    assert (window.i_owe, window.they_owe) == (whole.i_owe, whole.they_owe)
