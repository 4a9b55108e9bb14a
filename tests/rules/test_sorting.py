"""What a day of writing reads like: whose ask or give it seems to be, in which words, and what to call it without."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.reading.findings import Span
from contacts.rules.sorting import Written, in_pieces, read_day, words_for
from contacts.vocabulary import Side, SortedAs

DAY = date(2026, 5, 4)
ME, THEM = Side.ME, Side.THEM
ASK = "Could you introduce me to Mira at the harbour office?"


@pytest.mark.parametrize(
    ("messages", "sorted_as", "place"),
    [
        ([(ME, ASK)], SortedAs.I_ASKED, 0),
        ([(THEM, ASK)], SortedAs.THEY_ASKED, 0),
        ([(ME, "Good morning"), (THEM, ASK), (ME, ASK)], SortedAs.THEY_ASKED, 1),
        ([(ME, "The tide was high in Porto today.")], None, 0),
        ([(THEM, "👍")], None, 0),
        ([(ME, "")], None, 0),
        ([], None, 0),
    ],
)
def test_the_first_ask_or_give_is_suggested(
    messages: list[tuple[Side, str]], sorted_as: SortedAs | None, place: int
) -> None:
    read = read_day([Written(*message) for message in messages], on=DAY)
    assert (read.suggestion and read.suggestion.sorted_as) == sorted_as
    if read.suggestion:
        assert read.suggestion.place == place
        assert any(piece.is_marked for piece in read.texts[place])
        assert 0 < len(read.suggestion.what) <= 120


@pytest.mark.parametrize(
    ("sorted_as", "words"),
    [
        (SortedAs.I_GAVE, "Mine first"),
        (SortedAs.I_ASKED, "Mine first"),
        (SortedAs.THEY_GAVE, "Theirs, on two lines"),
        (SortedAs.THEY_ASKED, "Theirs, on two lines"),
    ],
)
def test_without_words_of_its_own_a_favour_is_called_as_its_side_began(sorted_as: SortedAs, words: str) -> None:
    messages = [Written(THEM, " "), Written(ME, "Mine first"), Written(THEM, "Theirs,\non two lines")]
    assert words_for(messages, sorted_as) == words


def test_where_that_side_was_silent_the_other_s_words_do() -> None:
    assert words_for([Written(ME, "Mine")], SortedAs.THEY_GAVE) == "Mine"
    assert words_for([Written(ME, "")], SortedAs.I_GAVE) == ""


@given(
    text=st.text(max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)).map(lambda pair: Span(*sorted(pair))), max_size=6),
)
def test_pieces_put_together_are_the_text(text: str, spans: list[Span]) -> None:
    assert "".join(piece.text for piece in in_pieces(text, spans)) == text


@given(messages=st.lists(st.builds(Written, st.sampled_from(Side), st.text(max_size=80) | st.just(ASK)), max_size=5))
def test_any_day_can_be_read(messages: list[Written]) -> None:
    read = read_day(messages, on=DAY)
    assert ["".join(piece.text for piece in pieces) for pieces in read.texts] == [one.text for one in messages]
    for sorted_as in SortedAs:
        assert len(words_for(messages, sorted_as)) <= 120
