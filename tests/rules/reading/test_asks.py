"""Asks in a message: said straight or not; courtesies, offers, small talk, quotes and what others asked are none."""

from datetime import date
from pathlib import Path

import pytest

from contacts.rules.reading import read_message
from contacts.vocabulary import Said, Side
from tests.rules.reading.figures import labelled

ASKS = Path(__file__).parents[2] / "data" / "reading" / "asks.tsv"
TODAY = date(2026, 11, 22)


def asks(text):
    return [finding for finding in read_message(text, today=TODAY) if finding.said == Said.ASK]


def underlined(text):
    return [text[span.start : span.end] for finding in asks(text) for span in finding.evidence]


@pytest.mark.parametrize(("is_ask", "text"), labelled(ASKS), ids=lambda value: str(value)[:60])
def test_judges_as_a_fair_person_would(is_ask, text):
    assert bool(asks(text.replace("\\n", "\n"))) == is_ask


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hi Anna, could you send me the deck?", ["could you send"]),
        ("I'd love to pick your brain about pricing.", ["I'd love to pick"]),
        ("Any chance of a quick call?", ["Any chance of a quick call?"]),
        ("Great. I’d be grateful for an introduction to Marta.", ["I’d be grateful for an"]),
    ],
)
def test_the_words_that_led_to_it_are_quoted(text, words):
    found = underlined(text)
    assert found[: len(words)] == words


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Could you please send me the deck?", "send me the deck"),
        ("I was wondering if you could introduce me to Marta?", "introduce me to Marta"),
        ("Any news?", "Any news"),
        ("Please review the draft, and the notes.", "review the draft, and the notes"),
    ],
)
def test_the_favour_is_told_in_the_texts_own_words(text, what):
    (ask,) = asks(text)
    assert ask.what == what
    assert (ask.by, ask.due_on) == (Side.ME, None)


def test_a_long_favour_is_cut_at_a_word():
    (ask,) = asks("Could you " + "really " * 30 + "help me?")
    assert len(ask.what) <= 120
    assert ask.what.endswith("really…")


def test_each_asking_sentence_is_found():
    assert [ask.what for ask in asks("Could you send the deck? It was fun. Would you introduce me to Ann?")] == [
        "send the deck",
        "introduce me to Ann",
    ]
