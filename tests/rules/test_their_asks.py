"""The mirror of ask-only (E-34): the same rule, without thanks, which nobody records for the other side."""

from dataclasses import replace
from datetime import date

import pytest

from contacts.rules import ask_only
from contacts.rules.ask_only import AskFact, AskOnlyFacts, GiveFact, GratitudeFact, TouchFact
from contacts.rules.their_asks import judge_their_asks
from contacts.vocabulary import Size

DAYS = (date(2026, 3, 3), date(2026, 6, 10), date(2026, 11, 5))
ASKED_THRICE = AskOnlyFacts(
    today=date(2026, 11, 22), asks=tuple(AskFact(n, day, Size.MEDIUM) for n, day in enumerate(DAYS, 1))
)


def touch(*, mine: bool, in_touch: bool) -> TouchFact:
    return TouchFact(9, DAYS[1], in_touch=in_touch, mine=mine, says_something=True, has_ask=False)


def test_three_asks_of_theirs_and_nothing_else_raise_the_flag_with_their_proof() -> None:
    verdict = judge_their_asks(ASKED_THRICE)
    assert verdict.flagged
    assert (verdict.since, verdict.asks) == (DAYS[0], (1, 2, 3))
    assert verdict.falls_on == date(2027, 10, 4)


@pytest.mark.parametrize(
    ("changes", "cleared_by"),
    [
        ({"formal_relation": True}, ask_only.FORMAL_RELATION),
        ({"asks": ASKED_THRICE.asks[1:]}, ask_only.TOO_FEW),
        ({"gives": (GiveFact(5, DAYS[1], Size.MEDIUM),)}, ask_only.GAVE),
        ({"gives": (GiveFact(5, DAYS[1], Size.SMALL),)}, None),
        ({"gives": (GiveFact(5, date(2025, 1, 1), Size.LARGE),)}, ask_only.GAVE_BEFORE),
        ({"touches": (touch(mine=False, in_touch=True),)}, ask_only.IN_TOUCH),
        ({"touches": (touch(mine=True, in_touch=False),)}, ask_only.TOUCH),
        ({"touches": (touch(mine=False, in_touch=False),)}, None),
        ({"gratitude": (GratitudeFact(1, thanked_on=DAYS[1]),)}, None),
    ],
)
def test_tells_what_keeps_it_down(changes, cleared_by) -> None:
    assert judge_their_asks(replace(ASKED_THRICE, **changes)).cleared_by == cleared_by
