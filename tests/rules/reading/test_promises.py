"""Promises in messages: what counts, for which day, in whose words, and how often the rules are right."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from contacts.rules.reading.cutting import own_sentences
from contacts.rules.reading.findings import Finding
from contacts.rules.reading.promises import read
from contacts.vocabulary import Said, Side
from tests.rules.reading.figures import any_text, assert_sound, figures

WEDNESDAY = date(2026, 11, 25)
SET = Path(__file__).parents[2] / "data" / "reading" / "promises.tsv"


def promises(text: str) -> list[Finding]:
    return list(read(own_sentences(text), today=WEDNESDAY))


@pytest.mark.parametrize(
    ("text", "what", "due_on"),
    [
        ("I'll send you the deck by Friday", "the deck", "2026-11-27"),
        ("Will get back to you tomorrow.", "get back to you", "2026-11-26"),
        ("Let me check and come back to you.", "check and come back to you", ""),
        ("I'm going to introduce you to Ana.", "introduce you to Ana", ""),
        ("You'll have it by Monday.", "have it", "2026-11-30"),
        ("It's on my list for next week.", "It's on my list", "2026-12-04"),
        ("Leave it with me.", "Leave it with me", ""),
        ("ill send u the pics tmrw", "the pics", "2026-11-26"),
        ("I'll put in a good word for you with the jury, promise.", "put in a good word for you with the jury", ""),
        ("As promised, I will connect you with Colin on the 3rd.", "connect you with Colin", "2026-12-03"),
        ("Sending you the address first thing tomorrow.", "the address", "2026-11-26"),
        ("I owe you the name of that lawyer.", "the name of that lawyer", ""),
    ],
)
def test_tells_what_is_promised_and_for_which_day(text, what, due_on):
    (found,) = promises(text)
    assert (found.said, found.by, found.what) == (Said.PROMISE, Side.ME, what)
    assert (found.due_on.isoformat() if found.due_on else "") == due_on


@pytest.mark.parametrize(
    "text",
    [
        "I'll be in Berlin next week.",
        "I'll keep you posted.",
        "I'll be in touch.",
        "I'll let you know.",
        "I look forward to it.",
        "I'll take it.",
        "I'll wait for your answer.",
        "I'll pass, thanks.",
        "I could send it, maybe.",
        "I'd love to join you.",
        "I won't be able to send it.",
        "I can't promise anything.",
        "She said she'll send it.",
        'You wrote: "I\'ll send you the numbers by Friday".',
        "I'll send you a quote if you tell me your budget.",
        "Our platform is ready and I'll show you how it cuts your costs.",
        "I don't think I'll finish it.",
        "We're going to paint the walls.",
        "Will you send it?",
        "If you like, I'll introduce you to her.",
        "Don't count on me.",
        "I'll tell you the whole story one day.",
        "You'll get the keys from the agency.",
        "I am out of the office until Monday and will reply when I am back.",
    ],
)
def test_finds_no_promise(text):
    assert promises(text) == []


def test_quotes_the_words_that_led_to_it():
    text = "Nice to meet you. On Friday I'll send you the deck."
    (found,) = promises(text)
    assert [text[span.start : span.end] for span in found.evidence] == ["On Friday", "I'll send"]
    assert text[found.sentence.start : found.sentence.end] == "On Friday I'll send you the deck."


def test_is_mostly_right_and_seldom_alarms_without_reason():
    precision, recall = figures(SET, lambda text: bool(promises(text)))
    assert precision >= 0.95
    assert recall >= 0.85


@given(any_text(SET))
def test_reads_any_text(text):
    for found in promises(text):
        assert_sound(found)
        assert list(found.evidence) == sorted(found.evidence, key=lambda span: span.start)
        assert found.due_on is None or found.due_on >= WEDNESDAY
