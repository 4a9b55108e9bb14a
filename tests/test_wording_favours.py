"""A favour in words: both directions, asked or offered, however it ended."""

import pytest

from contacts.vocabulary import ExchangeState, Side
from contacts.wording_favours import favour_words, outcome_words

KEPT, OPEN, PROMISED = ExchangeState.KEPT, ExchangeState.OPEN, ExchangeState.PROMISED
DECLINED, DROPPED = ExchangeState.DECLINED, ExchangeState.DROPPED


@pytest.mark.parametrize(
    ("giver", "asked", "state", "words", "outcome"),
    [
        (Side.ME, False, KEPT, "You gave", ""),
        (Side.ME, False, PROMISED, "You promised Ana", ""),
        (Side.ME, True, PROMISED, "You promised Ana", ""),
        (Side.ME, False, DECLINED, "You offered Ana", "Ana declined."),
        (Side.ME, True, KEPT, "Ana asked you", "You did it."),
        (Side.ME, True, DECLINED, "Ana asked you", "You declined."),
        (Side.ME, True, OPEN, "Ana asked you", "No answer yet."),
        (Side.THEM, False, KEPT, "Ana gave", ""),
        (Side.THEM, True, PROMISED, "Ana promised you", ""),
        (Side.THEM, False, DECLINED, "Ana offered you", "You declined."),
        (Side.THEM, True, KEPT, "You asked Ana", "Ana did it."),
        (Side.THEM, True, DECLINED, "You asked Ana", "Ana declined."),
        (Side.THEM, True, DROPPED, "You asked Ana", "Dropped."),
    ],
)
def test_says_who_did_what(giver, asked, state, words, outcome):
    favour = {"giver": giver, "asked": asked, "state": state, "name": "Ana"}
    assert (favour_words(**favour), outcome_words(**favour)) == (words, outcome)
