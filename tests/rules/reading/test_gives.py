"""Gives in messages: deliveries, favours done and concrete offers, and how often the rules are right."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from contacts.rules.reading import promises
from contacts.rules.reading.cutting import own_sentences
from contacts.rules.reading.findings import Finding
from contacts.rules.reading.gives import read
from contacts.vocabulary import Said, Side
from tests.rules.reading.figures import any_text, assert_sound, figures

WEDNESDAY = date(2026, 11, 25)
SET = Path(__file__).parents[2] / "data" / "reading" / "gives.tsv"


def gives(text: str) -> list[Finding]:
    return list(read(own_sentences(text), today=WEDNESDAY))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Here is the paper you wanted.", "the paper you wanted"),
        ("Attached is the list of investors.", "the list of investors"),
        ("Please find attached the minutes.", "the minutes"),
        ("I've forwarded your CV to our CTO.", "your CV to our CTO"),
        ("I've cc'd Ana, who knows all the traps.", "cc'd Ana"),
        ("I put in a word for you with the jury.", "put in a word for you with the jury"),
        ("I recommended you to the committee.", "recommended you to the committee"),
        ("I left a review for your book.", "left a review for your book"),
        ("I made the introduction this morning.", "made the introduction this morning"),
        ("Happy to introduce you to Ruth.", "introduce you to Ruth"),
        ("I can lend you my projector.", "lend you my projector"),
        ("Glad to read your draft.", "read your draft"),
        ("If you need a room in Lisbon, take ours.", "take ours"),
        ("Let me know how I can help with the move.", "help with the move"),
        ("Want me to ask Peter?", "ask Peter"),
        ("If you like, I'll introduce you to her.", "introduce you to her"),
        ("You're welcome to use our meeting room.", "use our meeting room"),
        ("Take my old bike, I never use it", "Take my old bike"),
        ("Tomas, meet Eva.", "meet Eva"),
    ],
)
def test_tells_what_is_given(text, what):
    (found,) = gives(text)
    assert (found.said, found.by, found.what, found.due_on) == (Said.GIVE, Side.ME, what, None)


@pytest.mark.parametrize(
    "text",
    [
        "Let me know if I can ever be of help.",
        "Happy to answer any questions.",
        "Thanks so much for the introduction.",
        "Great job on the talk.",
        "Happy to show you how our tool cuts your costs.",
        "Attached is my CV.",
        "I've attached the invoice for October.",
        "I sent you an e-mail last week about the workshop.",
        "I sent you the proposal on Monday, did you get a chance to look?",
        "Could you send me the deck?",
        "I'd love to hear more.",
        "I'd like to pick your brain.",
        "Here's the thing: I need a favour.",
        "My colleague introduced me to your work.",
        'He said "I can lend you my projector".',
        "I can't introduce you, sorry.",
        "I haven't forwarded it to anybody.",
        "I'm sending it tomorrow.",
        "If you introduce me to your CFO, I can give you ten percent.",
        "We'd be happy to sponsor you in exchange for your list.",
        "We should grab lunch.",
        "I'll send you the deck by Friday.",
    ],
)
def test_finds_no_give(text):
    assert gives(text) == []


def test_a_delivery_and_a_promise_stand_in_one_sentence():
    sentences = own_sentences("Attached is the first half, I'll send the rest on Monday.")
    assert [found.what for found in read(sentences, today=WEDNESDAY)] == ["the first half"]
    assert [found.what for found in promises.read(sentences, today=WEDNESDAY)] == ["the rest"]


def test_quotes_the_words_that_led_to_it():
    text = "Good to see you. I can lend you my projector."
    (found,) = gives(text)
    assert [text[span.start : span.end] for span in found.evidence] == ["I can lend you"]


def test_is_mostly_right_and_seldom_alarms_without_reason():
    precision, recall = figures(SET, lambda text: bool(gives(text)))
    assert precision >= 0.95
    assert recall >= 0.8


@given(any_text(SET))
def test_reads_any_text(text):
    for found in gives(text):
        assert_sound(found)
