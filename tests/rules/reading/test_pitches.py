"""Pitches in a message: what sells to the reader, also where it poses as help."""

from datetime import date
from pathlib import Path

import pytest

from contacts.rules.reading import read_message
from contacts.vocabulary import Said, Side
from tests.rules.reading.figures import labelled

PITCHES = Path(__file__).parents[2] / "data" / "reading" / "pitches.tsv"
TODAY = date(2026, 11, 22)


def pitches(text):
    return [finding for finding in read_message(text, today=TODAY) if finding.said == Said.PITCH]


@pytest.mark.parametrize(("is_pitch", "text"), labelled(PITCHES), ids=lambda value: str(value)[:60])
def test_judges_as_a_fair_person_would(is_pitch, text):
    assert bool(pitches(text.replace("\\n", "\n"))) == is_pitch


def test_the_words_that_sell_are_quoted():
    text = "Hi Tom. Happy to show you how we cut costs by 30% for firms like yours."
    (pitch,) = pitches(text)
    assert pitch.by == Side.ME
    assert [text[span.start : span.end] for span in pitch.evidence] == ["show you how we cut costs by 30% for firms"]


def test_help_that_sells_is_no_give():
    found = read_message("Happy to show you how we cut costs by 30% for firms like yours.", today=TODAY)
    assert Said.GIVE not in {finding.said for finding in found}


def test_weak_signs_need_each_other():
    assert not pitches("Our software is slow again today.")
    assert pitches("Companies lose thousands through bad leads, and our software ends that. Worth a chat?")
