"""What an entry seems to tell of: both texts read, a message told from a note, none twice, the quoted words marked."""

from datetime import date
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.reading import hints as hints_module
from contacts.rules.reading.findings import Finding, Span
from contacts.rules.reading.hints import Hint, is_same_favour, read_entry
from contacts.vocabulary import Said, Side

TODAY = date(2026, 11, 22)


def read(talked_about: str = "", learned: str = "", **kwargs: object) -> tuple[Hint, ...]:
    return read_entry(talked_about=talked_about, learned=learned, today=TODAY, **kwargs)


def told(hints: tuple[Hint, ...]) -> list[tuple[Said, Side, str]]:
    return [(hint.said, hint.by, hint.what) for hint in hints]


def quoted(hint: Hint) -> str:
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in hint.quoted)


def test_reads_both_texts_what_was_talked_about_first() -> None:
    hints = read("promised to send her the deck by Friday", "wants an intro to a CFO")
    assert told(hints) == [
        (Said.PROMISE, Side.ME, "send her the deck"),
        (Said.ASK, Side.THEM, "an intro to a CFO"),
    ]
    assert hints[0].due_on == date(2026, 11, 27)


def test_says_the_same_favour_once() -> None:
    assert len(read("wants an intro to a CFO", "still wants an intro to a CFO in Oslo")) == 1
    assert len(read("wants an intro to a CFO", "wants my advice on the lease")) == 2


def test_what_was_learned_about_them_tells_of_them() -> None:
    assert read(learned="promised to send the deck by Friday") == ()
    assert told(read(learned="gave me the number of a lawyer")) == [(Said.GIVE, Side.THEM, "the number of a lawyer")]


def test_tells_an_offer_from_a_gift() -> None:
    (offer,) = read("offered to review my pitch")
    (gift,) = read("reviewed my pitch")
    assert (offer.is_offer, gift.is_offer) == (True, False)


class TestMessages:
    """A written conversation may be noted as the message itself."""

    text = "Could you send me the deck?"
    finding = Finding(Said.ASK, Side.ME, Span(0, 27), (Span(0, 9),), "send me the deck")
    pitch = Finding(Said.PITCH, Side.ME, Span(0, 27), (Span(0, 9),), "our fine decks")

    def read_as(self, writer: Side | None, text: str = text) -> tuple[Hint, ...]:
        with mock.patch.object(hints_module, "read_message", return_value=(self.finding, self.pitch)):
            return read(text, writer=writer)

    def test_is_read_as_the_users_own(self) -> None:
        (hint,) = self.read_as(Side.ME)
        assert (hint.said, hint.by) == (Said.ASK, Side.ME)

    def test_what_a_sentence_promises_it_does_not_give_as_well(self) -> None:
        promise = Finding(Said.PROMISE, Side.ME, Span(0, 27), (Span(0, 9),), "send the deck")
        gift = Finding(Said.GIVE, Side.ME, Span(0, 27), (Span(10, 14),), "the deck")
        later = Finding(Said.GIVE, Side.ME, Span(28, 40), (Span(28, 32),), "a list")
        with mock.patch.object(hints_module, "read_message", return_value=(gift, promise, later)):
            hints = read(self.text + " Here is a list", writer=Side.ME)
        assert told(hints) == [(Said.PROMISE, Side.ME, "send the deck"), (Said.GIVE, Side.ME, "a list")]

    def test_of_the_other_side_is_turned_around(self) -> None:
        (hint,) = self.read_as(Side.THEM)
        assert (hint.said, hint.by) == (Said.ASK, Side.THEM)

    def test_a_note_about_it_is_read_as_a_note(self) -> None:
        assert told(self.read_as(Side.ME, "asked him for a referral")) == [(Said.ASK, Side.ME, "a referral")]

    def test_without_knowing_who_wrote_it_nothing_is_said(self) -> None:
        assert self.read_as(None) == ()
        assert self.read_as(None, "I'll send you the deck by Friday") == ()

    def test_of_a_long_letter_the_beginning_is_read(self) -> None:
        with mock.patch.object(hints_module, "read_message", return_value=()) as reader:
            read(self.text + " and so on" * 2000, writer=Side.ME)
        ((text,), _rest) = reader.call_args
        assert text.startswith(self.text) and len(text) < 3000


def test_quotes_the_sentence_with_the_telling_words_marked() -> None:
    (hint,) = read("Great evening.\npromised to send\nher the deck by Friday")
    assert quoted(hint) == "[promised to send] her the deck [by Friday]"


def test_a_day_without_a_field_of_its_own_is_told_as_the_day_and_marked() -> None:
    (ask,) = read("He asked me to review his business plan\nby next Friday")
    assert told((ask,)) == [(Said.ASK, Side.THEM, "review his business plan by Fri 27 Nov")]
    assert quoted(ask) == "[He asked me to review] his business plan [by next Friday]"
    (offer,) = read("offered to review my pitch on Friday")
    assert offer.what == "review my pitch on Fri 27 Nov"
    (gift,) = read("gave me feedback on Monday")
    assert gift.what == "feedback on Monday"
    (promise,) = read("promised to send her the deck by Friday")
    assert (promise.what, promise.due_on) == ("send her the deck", date(2026, 11, 27))


def test_shortens_a_long_sentence_around_the_telling_words() -> None:
    long = "the harbour and " * 12
    (hint,) = read(f"{long}the rest; she asked me for the {'very ' * 20}good list {'of tools ' * 20}")
    assert quoted(hint).startswith("… ") and quoted(hint).endswith("…")
    assert "[she asked me for]" in quoted(hint)
    assert len(quoted(hint)) < 200


def test_wordings_are_the_same_while_one_is_still_typed() -> None:
    assert is_same_favour("send her the", "Send her the deck!")
    assert not is_same_favour("send her the deck", "send her a list")
    assert not is_same_favour("", "send her a list")


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from([None, Side.ME, Side.THEM]))
def test_never_raises(talked_about: str, learned: str, writer: Side | None) -> None:
    read(talked_about, learned, name="Ana", writer=writer)
