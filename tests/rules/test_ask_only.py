"""Ask-only (E-30): what raises the flag, what clears it, and what proves it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules import ask_only
from contacts.rules.ask_only import (
    AskFact,
    AskOnlyFacts,
    GiveFact,
    GratitudeFact,
    TouchFact,
    judge_ask_only,
)
from contacts.vocabulary import Size

TODAY = date(2026, 11, 22)
FIRST, SECOND, THIRD = date(2026, 3, 3), date(2026, 6, 10), date(2026, 11, 5)
ASKS = (
    AskFact(id=1, on=FIRST, size=Size.MEDIUM),
    AskFact(id=2, on=SECOND, size=Size.MEDIUM),
    AskFact(id=3, on=THIRD, size=Size.LARGE),
)
CHASER = date(2026, 7, 1)
CHASED = (ASKS[0], replace(ASKS[1], chased_on=(date(2026, 6, 20), CHASER)), ASKS[2])
ASKED_THRICE = AskOnlyFacts(today=TODAY, asks=ASKS)


def touch(on: date, *, in_touch=False, mine=True, says_something=False, has_ask=False) -> TouchFact:
    return TouchFact(
        interaction_id=9, on=on, in_touch=in_touch, mine=mine, says_something=says_something, has_ask=has_ask
    )


def ask(id: int, on: date, size: Size = Size.SMALL) -> AskFact:
    return AskFact(id=id, on=on, size=size)


def test_three_asks_and_nothing_else_raise_the_flag_with_their_proof():
    verdict = judge_ask_only(ASKED_THRICE)
    assert verdict.flagged
    assert verdict.asks == (1, 2, 3)
    assert verdict.since == FIRST
    assert verdict.cleared_by is None
    assert verdict.falls_on == date(2027, 10, 4)


def test_the_order_of_the_rows_does_not_matter():
    assert judge_ask_only(replace(ASKED_THRICE, asks=ASKS[::-1])) == judge_ask_only(ASKED_THRICE)


@pytest.mark.parametrize(
    ("changes", "cleared_by"),
    [
        ({"formal_relation": True}, ask_only.FORMAL_RELATION),
        ({"asks": ASKS[1:]}, ask_only.TOO_FEW),
        ({"asks": ()}, ask_only.TOO_FEW),
        ({"minimum_asks": 4}, ask_only.TOO_FEW),
        ({"today": date(2027, 10, 3)}, None),
        ({"today": date(2027, 10, 4)}, ask_only.TOO_LONG_AGO),
        ({"today": THIRD}, None),
        ({"today": THIRD - timedelta(days=1)}, ask_only.TOO_FEW),
        # gives: since the first ask, at least as much as the smallest
        ({"gives": (GiveFact(5, FIRST, Size.MEDIUM),)}, ask_only.GAVE),
        ({"gives": (GiveFact(5, SECOND, Size.LARGE),)}, ask_only.GAVE),
        ({"gives": (GiveFact(5, TODAY, Size.MEDIUM),)}, ask_only.GAVE),
        ({"gives": (GiveFact(5, SECOND, Size.SMALL),)}, None),
        ({"gives": tuple(GiveFact(n, SECOND, Size.SMALL) for n in range(9))}, None),
        ({"gives": (GiveFact(5, TODAY + timedelta(days=1), Size.LARGE),)}, None),
        # gives before: medium or large, three years
        ({"gives": (GiveFact(5, FIRST - timedelta(days=1), Size.MEDIUM),)}, ask_only.GAVE_BEFORE),
        ({"gives": (GiveFact(5, date(2023, 3, 3), Size.MEDIUM),)}, ask_only.GAVE_BEFORE),
        ({"gives": (GiveFact(5, date(2023, 3, 2), Size.LARGE),)}, None),
        ({"gives": (GiveFact(5, FIRST - timedelta(days=1), Size.SMALL),)}, None),
        # being in touch without an ask, whoever began it
        ({"touches": (touch(SECOND, in_touch=True),)}, ask_only.IN_TOUCH),
        ({"touches": (touch(SECOND, in_touch=True, mine=False),)}, ask_only.IN_TOUCH),
        ({"touches": (touch(SECOND, in_touch=True, has_ask=True),)}, None),
        ({"touches": (touch(FIRST - timedelta(days=1), in_touch=True),)}, None),
        ({"touches": (touch(TODAY + timedelta(days=1), in_touch=True),)}, None),
        # words written both ways that say nothing are no being in touch
        ({"touches": (replace(touch(SECOND, in_touch=True), is_bare=True),)}, None),
        # a touch of mine that says something, answered or not
        ({"touches": (touch(SECOND, says_something=True),)}, ask_only.TOUCH),
        ({"touches": (touch(SECOND, says_something=False),)}, None),
        ({"touches": (touch(SECOND, says_something=True, mine=False),)}, None),
        ({"touches": (touch(SECOND, says_something=True, has_ask=True),)}, None),
        ({"touches": (touch(FIRST - timedelta(days=1), says_something=True),)}, None),
        # thanks and outcomes
        ({"gratitude": (GratitudeFact(1, thanked_on=FIRST + timedelta(days=2)),)}, ask_only.THANKED),
        ({"gratitude": (GratitudeFact(1, thanked_on=FIRST),)}, ask_only.THANKED),
        ({"gratitude": (GratitudeFact(1, thanked_on=SECOND),)}, None),
        ({"gratitude": (GratitudeFact(2, thanked_on=SECOND),)}, ask_only.THANKED),
        ({"gratitude": (GratitudeFact(3, thanked_on=FIRST),)}, ask_only.THANKED),
        ({"gratitude": (GratitudeFact(77, thanked_on=THIRD),)}, None),
        ({"gratitude": (GratitudeFact(77, thanked_on=THIRD + timedelta(days=1)),)}, ask_only.THANKED),
        ({"gratitude": (GratitudeFact(1, thanked_on=FIRST - timedelta(days=1)),)}, None),
        ({"gratitude": (GratitudeFact(1),)}, None),
        ({"gratitude": (GratitudeFact(1, outcome_told_on=date(2026, 4, 1)),)}, ask_only.OUTCOME_TOLD),
        ({"gratitude": (GratitudeFact(1, outcome_told_on=THIRD),)}, None),
        ({"gratitude": (GratitudeFact(1, SECOND, date(2026, 4, 1)),)}, ask_only.OUTCOME_TOLD),
        # thanks and outcomes inside a chaser of another request, later or older
        ({"asks": CHASED, "gratitude": (GratitudeFact(1, thanked_on=CHASER),)}, None),
        ({"asks": CHASED, "gratitude": (GratitudeFact(3, thanked_on=CHASER),)}, None),
        ({"asks": CHASED, "gratitude": (GratitudeFact(77, outcome_told_on=CHASER),)}, None),
        ({"asks": CHASED, "gratitude": (GratitudeFact(2, thanked_on=CHASER),)}, ask_only.THANKED),
        ({"asks": CHASED, "gratitude": (GratitudeFact(1, thanked_on=CHASER - timedelta(days=1)),)}, ask_only.THANKED),
    ],
)
def test_tells_what_keeps_the_flag_down(changes, cleared_by):
    verdict = judge_ask_only(replace(ASKED_THRICE, **changes))
    assert verdict.cleared_by == cleared_by
    assert verdict.flagged is (cleared_by is None)
    if cleared_by:
        assert (verdict.asks, verdict.since, verdict.falls_on) == ((), None, None)


def test_a_small_ask_among_them_makes_a_small_give_enough():
    asks = (*ASKS[:2], ask(3, THIRD, Size.SMALL))
    verdict = judge_ask_only(replace(ASKED_THRICE, asks=asks, gives=(GiveFact(5, SECOND, Size.SMALL),)))
    assert verdict.cleared_by == ask_only.GAVE


@pytest.mark.parametrize(("on", "cleared_by"), [(FIRST, ask_only.GAVE_BEFORE), (FIRST + timedelta(days=1), None)])
def test_a_medium_give_on_the_very_day_stands_before_three_large_asks(on, cleared_by):
    asks = tuple(replace(fact, size=Size.LARGE) for fact in ASKS)
    verdict = judge_ask_only(replace(ASKED_THRICE, asks=asks, gives=(GiveFact(5, on, Size.MEDIUM),)))
    assert verdict.cleared_by == cleared_by


def test_three_favours_of_one_week_are_one_approach():
    monday = date(2026, 11, 2)
    assert not judge_ask_only(
        AskOnlyFacts(today=TODAY, asks=tuple(ask(n, monday + timedelta(days=n)) for n in range(5)))
    ).flagged
    sunday_and_monday = tuple(ask(n, date(2026, 11, 1) + timedelta(days=n)) for n in (0, 1, 8))
    assert judge_ask_only(AskOnlyFacts(today=TODAY, asks=sunday_and_monday)).asks == (0, 1, 8)


def test_weeks_are_told_apart_over_the_turn_of_the_year():
    one_week = (ask(1, date(2025, 12, 29)), ask(2, date(2026, 1, 4)), ask(3, date(2026, 2, 2)))
    assert judge_ask_only(AskOnlyFacts(today=TODAY, asks=one_week)).cleared_by == ask_only.TOO_FEW
    a_year_apart = (ask(1, date(2025, 11, 10)), ask(2, date(2026, 11, 9)), ask(3, date(2026, 11, 16)))
    assert judge_ask_only(AskOnlyFacts(today=TODAY, asks=a_year_apart)).flagged


def test_only_the_last_asks_count_and_something_between_older_ones_does_not_help():
    older = (ask(11, date(2025, 1, 7)), ask(12, date(2025, 5, 6)))
    between = (touch(date(2025, 3, 3), in_touch=True), touch(date(2025, 12, 1), says_something=True))
    verdict = judge_ask_only(replace(ASKED_THRICE, asks=(*older, *ASKS), touches=between))
    assert verdict.asks == (1, 2, 3)


@pytest.mark.parametrize(
    ("first", "falls_on"),
    [
        (date(2025, 1, 31), date(2026, 9, 1)),
        (date(2025, 1, 30), date(2026, 8, 31)),
        (date(2025, 7, 31), date(2027, 3, 1)),
        (date(2024, 7, 29), date(2026, 3, 1)),
        (date(2026, 7, 29), date(2028, 3, 1)),
        (date(2024, 2, 29), date(2025, 10, 1)),
    ],
)
def test_the_window_ends_on_a_day_whatever_the_month(first, falls_on):
    asks = (ask(1, first), ask(2, first + timedelta(days=8)), ask(3, first + timedelta(days=16)))
    held = AskOnlyFacts(today=first + timedelta(days=16), asks=asks)
    assert judge_ask_only(held).falls_on == falls_on
    assert judge_ask_only(replace(held, today=falls_on - timedelta(days=1))).flagged
    assert not judge_ask_only(replace(held, today=falls_on)).flagged


DAYS = st.dates(date(2022, 1, 1), date(2027, 1, 1))
SIZES = st.sampled_from(Size)
ASK_FACTS = st.builds(AskFact, id=st.integers(1, 30), on=DAYS, size=SIZES)
GIVE_FACTS = st.builds(GiveFact, id=st.integers(31, 60), on=DAYS, size=SIZES)
TOUCH_FACTS = st.builds(
    TouchFact,
    interaction_id=st.integers(1, 30),
    on=DAYS,
    in_touch=st.booleans(),
    mine=st.booleans(),
    says_something=st.booleans(),
    has_ask=st.booleans(),
)
GRATITUDE_FACTS = st.builds(
    GratitudeFact, exchange_id=st.integers(1, 60), thanked_on=st.none() | DAYS, outcome_told_on=st.none() | DAYS
)
# Enough asks, close enough together, that many of the examples raise the flag.
RECENT_ASKS = st.lists(
    st.builds(AskFact, id=st.integers(1, 30), on=st.dates(date(2026, 1, 1), TODAY), size=SIZES),
    min_size=3,
    max_size=8,
    unique_by=lambda fact: fact.id,
)
FACTS = st.builds(
    AskOnlyFacts,
    today=st.just(TODAY),
    asks=RECENT_ASKS.map(tuple),
    gives=st.lists(GIVE_FACTS, max_size=2).map(tuple),
    touches=st.lists(TOUCH_FACTS, max_size=2).map(tuple),
    gratitude=st.lists(GRATITUDE_FACTS, max_size=2).map(tuple),
)


@given(FACTS, GIVE_FACTS, TOUCH_FACTS, GRATITUDE_FACTS)
def test_giving_writing_and_thanking_never_raise_the_flag(facts, give, another_touch, thanks):
    if judge_ask_only(facts).flagged:
        return
    assert not judge_ask_only(replace(facts, gives=(*facts.gives, give))).flagged
    assert not judge_ask_only(replace(facts, touches=(*facts.touches, another_touch))).flagged
    assert not judge_ask_only(replace(facts, gratitude=(*facts.gratitude, thanks))).flagged


@given(FACTS)
def test_the_flag_is_proved_by_three_asks_of_three_weeks_oldest_first(facts):
    verdict = judge_ask_only(facts)
    if not verdict.flagged:
        assert verdict.cleared_by
        return
    by_id = {fact.id: fact for fact in facts.asks}
    days = [by_id[id].on for id in verdict.asks]
    assert len(days) == 3
    assert days == sorted(days)
    assert days[0] == verdict.since
    assert len({day.isocalendar()[:2] for day in days}) == 3
    assert days[-1].isocalendar()[:2] == max(fact.on for fact in facts.asks).isocalendar()[:2]
    assert verdict.falls_on is not None
    assert verdict.falls_on > facts.today


@given(FACTS, st.integers(0, 40), st.integers(0, 5), st.integers(0, 10))
def test_a_longer_window_never_lowers_and_longer_memory_never_raises_the_flag(facts, months, grace, years):
    if judge_ask_only(facts).flagged:
        assert judge_ask_only(replace(facts, months=18 + months, grace_months=1 + grace)).flagged
    else:
        assert not judge_ask_only(replace(facts, years_before=3 + years)).flagged


@given(FACTS, st.integers(1, 900))
def test_time_alone_only_lowers_the_flag(facts, days):
    past = tuple(fact for fact in facts.gives if fact.on <= facts.today)
    touches = tuple(fact for fact in facts.touches if fact.on <= facts.today)
    facts = replace(facts, gives=past, touches=touches, gratitude=())
    later = replace(facts, today=facts.today + timedelta(days=days))
    if not judge_ask_only(facts).flagged:
        assert not judge_ask_only(later).flagged
    else:
        assert judge_ask_only(later).flagged is (later.today < judge_ask_only(facts).falls_on)
