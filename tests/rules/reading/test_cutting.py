"""What of a message its writer wrote: quotes, forwarded mail, signatures, footers and greetings are cut off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.reading.cutting import LONGEST_SENTENCE, own_sentences
from contacts.rules.words import LOOKED_AT

CASES = [
    ("Any news?", ["Any news?"]),
    (
        "Hi Anna,\n\nit was good to see you. Could you send me\nthe deck?",
        ["it was good to see you.", "Could you send me the deck?"],
    ),
    ("Dear Dr. Berg,\nthe U.S. office asked e.g. for Mr. Lind.", ["the U.S. office asked e.g. for Mr. Lind."]),
    ("Hey, quick question... can you?", ["quick question...", "can you?"]),
    # Quotes.
    ("Sure, will do.\n> Could you send it?\nTomorrow.", ["Sure, will do.", "Tomorrow."]),
    ("Done. > Could you send it?", ["Done."]),
    (
        "Sure.\n\nOn Tue, 3 May 2022 at 10:04, Anna Berg <anna@example.org>\nwrote:\n> could you help?",
        ["Sure.", "wrote:"],
    ),
    ("Sure. On Tue, 3 May Anna wrote: could you help me?", ["Sure."]),
    ("On Mon, Jan 5, Anna wrote:\n> Can you come?\nYes, gladly.", ["Yes, gladly."]),
    ("Gern. Am 3. Mai 2022 schrieb Anna Berg: Kannst du kommen?", ["Gern."]),
    ("Fine. -----Original Message----- From: Ada\nCan you come?", ["Fine."]),
    ("Fine.\n\nFrom: Ada Berg\nSent: Monday\nTo: Tim\n\nCan you come?", ["Fine."]),
    ("It is settled. From: Ada Berg Sent: Monday To: Tim Can you come?", ["It is settled."]),
    ("Look at this.\n\nBegin forwarded message:\n\nCan you come?", ["Look at this."]),
    # Signatures, closings, footers.
    ("See you there.\n-- \nAnna Berg\nWould you like a demo?", ["See you there."]),
    ("See you there. -- Anna Berg, Growth. Book a call?", ["See you there."]),
    ("It was fun -- could you send it again?", ["It was fun -- could you send it again?"]),
    ("Until then.\n\nBest regards,\nAnna\nHead of Growth\nBook a call?", ["Until then."]),
    ("Until then.\n\nThanks,\nAnna\n\nP.S. Could you bring a chair?", ["Until then.", "P.S. Could you bring a chair?"]),
    ("Thanks,\n\nand could you bring a chair?", ["and could you bring a chair?"]),
    ("On my way.\nSent from my phone", ["On my way."]),
    ("Attached.\n\nThis e-mail is confidential and intended for you.\nPlease delete it.", ["Attached."]),
    # Lists and long lines.
    ("Please:\n- send the deck\n- call Ann", ["Please:", "send the deck", "call Ann"]),
    ("", []),
    ("> only a quote", []),
    ("???", []),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_leaves_what_the_writer_wrote(text, sentences):
    assert [sentence.text for sentence in own_sentences(text)] == sentences


def test_a_sentence_says_where_it_stands():
    text = "Hi Anna,\r\n\r\nit’s done. Could you send me\nthe deck?"
    first, second = own_sentences(text)
    assert text[first.start : first.end] == "it’s done."
    assert text[second.start : second.end] == "Could you send me\nthe deck?"


@given(st.text(max_size=400) | st.text(alphabet="a.?!>- \n:Onwrte", max_size=400))
def test_sentences_follow_each_other_inside_any_text(text):
    at = 0
    for sentence in own_sentences(text):
        assert at <= sentence.start < sentence.end <= len(text)
        assert sentence.end - sentence.start <= LONGEST_SENTENCE
        at = sentence.end


@pytest.mark.parametrize(
    "piece", ["a", "> ", "On Tue ", "From: x ", "Hi ", "-- ", "?", "\n", "Best,\n", "a. ", "é", "(a)"]
)
def test_looks_at_the_beginning_of_an_endless_text_only(piece):
    assert all(sentence.end <= LOOKED_AT for sentence in own_sentences(piece * (100_000 // len(piece))))
