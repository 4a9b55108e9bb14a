"""When to propose a rest (E-35): the user's touches without an answer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.resting import TouchSeen, proposes_rest, unanswered_touches

MAY = date(2026, 5, 1)


def touch(id: int, day: int, **changes) -> TouchSeen:
    facts = {"in_touch": False, "mine": True, "is_hello": False} | changes
    return TouchSeen(id=id, on=MAY + timedelta(days=day), **facts)


TALK = {"in_touch": True}
THEIRS = {"mine": False}


@pytest.mark.parametrize(
    ("touches", "keep_on", "unanswered"),
    [
        pytest.param([], None, (), id="nothing"),
        pytest.param([touch(1, 0), touch(2, 9), touch(3, 30)], None, (3, 2, 1), id="never answered"),
        pytest.param([touch(1, 0, is_hello=True), touch(2, 9)], None, (2, 1), id="a like counts as well"),
        pytest.param([touch(1, 0), touch(2, 9, **TALK), touch(3, 30)], None, (3,), id="only after the last talk"),
        pytest.param([touch(3, 30), touch(2, 9, **TALK), touch(1, 0)], None, (3,), id="in any order"),
        pytest.param([touch(1, 5), touch(2, 5, **TALK)], None, (), id="answered the same day"),
        pytest.param([touch(2, 5, **TALK), touch(3, 5)], None, (), id="a word after the talk that day"),
        pytest.param([touch(1, 0), touch(2, 3, **THEIRS)], None, (), id="they wrote by themselves"),
        pytest.param([touch(1, 0), touch(2, 3, **THEIRS, is_hello=True), touch(3, 4)], None, (3,), id="they liked it"),
        pytest.param(
            [touch(1, 0), touch(2, 3, is_hello=True, they_took_part=True), touch(3, 9)],
            None,
            (3,),
            id="a hello on the stairs",
        ),
        pytest.param([touch(1, 0), touch(2, 9), touch(3, 30)], 9, (3,), id="the user keeps on"),
        pytest.param([touch(1, 0), touch(2, 9)], 9, (), id="keeping on takes in that very day"),
        pytest.param([touch(1, 0), touch(2, 9, **TALK), touch(3, 30)], 2, (3,), id="kept on before the talk"),
        pytest.param([touch(7, 5), touch(9, 5), touch(8, 5)], None, (9, 8, 7), id="newest first on one day"),
    ],
)
def test_counts_touches_since_the_last_sign_of_life(touches, keep_on, unanswered):
    keep_on_from = None if keep_on is None else MAY + timedelta(days=keep_on)
    assert unanswered_touches(touches, keep_on_from=keep_on_from) == unanswered


@pytest.mark.parametrize(
    ("unanswered", "rest_after", "proposes"),
    [(2, 3, False), (3, 3, True), (4, 3, True), (0, 1, False), (1, 1, True), (0, 0, False), (19, 20, False)],
)
def test_proposes_a_rest_from_so_many_on(unanswered, rest_after, proposes):
    assert proposes_rest(unanswered, rest_after=rest_after) is proposes


TOUCHES = st.lists(
    st.builds(
        TouchSeen,
        id=st.integers(1, 10_000),
        on=st.dates(date(2020, 1, 1), date(2026, 12, 31)),
        in_touch=st.booleans(),
        mine=st.booleans(),
        is_hello=st.booleans(),
        they_took_part=st.booleans(),
    ),
    unique_by=lambda touch: touch.id,
)


@given(TOUCHES, st.none() | st.dates(date(2020, 1, 1), date(2026, 12, 31)))
def test_names_only_touches_of_mine_without_an_answer(touches, keep_on_from):
    by_id = {touch.id: touch for touch in touches}
    named = [by_id[id] for id in unanswered_touches(touches, keep_on_from=keep_on_from)]
    assert all(touch.mine and not touch.in_touch and not touch.they_took_part for touch in named)
    assert all(keep_on_from is None or touch.on > keep_on_from for touch in named)
    assert named == sorted(named, key=lambda touch: (touch.on, touch.id), reverse=True)


@given(TOUCHES)
def test_being_in_touch_ends_the_count(touches):
    last = max((touch.on for touch in touches), default=date(2026, 1, 1))
    talk = TouchSeen(id=20_000, on=last, in_touch=True, mine=True, is_hello=False)
    assert unanswered_touches([*touches, talk], keep_on_from=None) == ()


@given(TOUCHES)
def test_keeping_on_starts_the_count_afresh_even_after_the_first_touch(touches):
    last = max((touch.on for touch in touches), default=date(2026, 1, 1))
    assert not proposes_rest(len(unanswered_touches(touches, keep_on_from=last)), rest_after=1)
