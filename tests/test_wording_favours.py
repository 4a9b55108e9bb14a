"""A favour in words: both directions, asked or offered, however it ended."""

from datetime import date

import pytest

from contacts.vocabulary import ExchangeState, Side
from contacts.wording_favours import favour_words, outcome_words, settled_words, standing_words
from contacts.wording_log import exchange_sentence

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
        (Side.THEM, True, DROPPED, "You asked Ana", "Nothing came of it, as far as noted."),
    ],
)
def test_says_who_did_what(giver, asked, state, words, outcome):
    favour = {"giver": giver, "asked": asked, "state": state, "name": "Ana"}
    assert (favour_words(**favour), outcome_words(**favour)) == (words, outcome)
    assert standing_words(**favour) == f"{words}. {outcome}".strip()


@pytest.mark.parametrize(
    ("giver", "asked", "promised", "state", "words"),
    [
        (Side.ME, False, True, KEPT, "Kept. It counts in the balance now."),
        (Side.THEM, True, True, KEPT, "Kept. It counts in the balance now."),
        (Side.THEM, True, False, KEPT, "Ana did it. It counts in the balance now."),
        (Side.ME, True, False, KEPT, "You did it. It counts in the balance now."),
        (Side.ME, False, False, KEPT, "You gave. It counts in the balance now."),
        (Side.THEM, False, False, KEPT, "Ana gave. It counts in the balance now."),
        (Side.THEM, True, False, DECLINED, "Ana declined."),
        (Side.ME, True, True, DECLINED, "You declined."),
        (Side.ME, True, False, DROPPED, "Dropped. Nothing will remind you of it."),
    ],
)
def test_says_how_it_was_settled(giver, asked, promised, state, words):
    assert settled_words(giver=giver, asked=asked, promised=promised, state=state, name="Ana") == words


@pytest.mark.parametrize("state", ExchangeState)
@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("giver", Side)
def test_a_timeline_ends_in_the_words_of_the_lists(giver, asked, state):
    favour = {"giver": giver, "asked": asked, "state": state, "name": "Ana"}
    day = date(2026, 11, 20) if state == PROMISED else None
    sentence = exchange_sentence(**favour, what="two names", due_on=day, today=date(2026, 11, 18))
    assert "two names" in sentence
    assert sentence.endswith(outcome_words(**favour))
