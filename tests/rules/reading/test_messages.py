"""A whole message: every finding quotes its own words, in the order of the text, whatever the text."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contacts.rules.reading import read_message
from contacts.rules.reading.findings import LONGEST_WHAT, shorten
from contacts.vocabulary import Said

TODAY = date(2026, 11, 22)
PHRASES = """could you please send me the deck by friday I'll introduce happy to show how we cut costs let me know if I
    can help any chance of a call ? . ! , > On Tue Anna wrote: -- Best, it's İstanbul ﬁ ß you're our free demo donate"""
WORDS = [*PHRASES.split(), "\n"]

texts = st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@given(texts)
@example("İ" * 50 + " could you help me?")
@example("\x1f could you help me?")
def test_any_text_is_read(text):
    found = read_message(text, today=TODAY)
    assert list(found) == sorted(found, key=lambda finding: finding.sentence.start)
    for finding in found:
        assert 0 < len(finding.what) <= LONGEST_WHAT
        at = finding.sentence.start
        assert finding.evidence
        for span in finding.evidence:
            assert at <= span.start < span.end <= finding.sentence.end
            assert text[span.start : span.end].strip()
            at = span.end
    assert read_message(text, today=TODAY) == found


@pytest.mark.parametrize(
    "piece",
    ["could you ", "a ", "please ", "I'd love to ", "any ", "if you ", "really ", "so very much ", "you, ", "how "],
)
def test_an_endless_text_is_read_at_its_beginning(piece):
    found = read_message(piece * (100_000 // len(piece)), today=TODAY)
    assert all(finding.sentence.end <= 10_000 for finding in found)


def test_finds_several_kinds_in_one_message():
    text = "Could you send me the deck? I'll introduce you to Tom on Friday. Attached are my notes on the venue."
    assert [finding.said for finding in read_message(text, today=TODAY)] == [Said.ASK, Said.PROMISE, Said.GIVE]


def test_shorten_cuts_at_a_word():
    assert shorten("one  two\nthree") == "one two three"
    assert shorten("word " * 40) == " ".join(["word"] * 24) + "…"
    assert len(shorten("x" * 500)) == LONGEST_WHAT
