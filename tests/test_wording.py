"""The sentences that a user reads, in every combination of counts and verdicts."""

import itertools
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts import wording
from contacts.rules.ask_only import AskOnlyVerdict
from contacts.rules.balance import Balance, Counts
from contacts.rules.meaningful import MeaningfulVerdict, OtherNote
from contacts.vocabulary import Missing, Reason

WEDNESDAY = date(2026, 11, 25)
NOTE = OtherNote(interaction_id=4, person_name="Bea", text="moves to Porto in spring")


# Stumbles of a sentence made of parts, and guessed pronouns.
WRONG = r" {2}|,,|, ?;|,\.|\b0\b|\b[12] times|%|\b(?:he|she|they|his|her|their)\b"


def verdict(*missing: Missing, in_touch: bool | None = None, asks_depth=False, copied_from=None) -> MeaningfulVerdict:
    return MeaningfulVerdict(
        in_touch=not missing if in_touch is None else in_touch,
        meaningful=not missing,
        missing=missing,
        copied_from=copied_from,
        asks_depth=asks_depth,
    )


def balance(i_gave=0, i_asked=0, they_gave=0, they_asked=0, *, since=date(2024, 11, 22), mine=0, theirs=0, owe=(0, 0)):
    """``mine`` and ``theirs`` say how many of the gives were large."""
    return Balance(
        i_gave=Counts(small=i_gave - mine, large=mine),
        they_gave=Counts(medium=they_gave - theirs, large=theirs),
        i_asked=Counts(small=i_asked),
        they_asked=Counts(small=they_asked),
        since=since,
        i_owe=owe[0],
        they_owe=owe[1],
        even=False,
    )


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (Missing.LEARNED, "say what you learned about Ana"),
        (Missing.TALKED_ABOUT, "say what you talked about"),
        ((Missing.TALKED_ABOUT, Missing.LEARNED), "say what you talked about and what you learned about Ana"),
        ((Missing.THIN_TOPIC, Missing.LEARNED), "say in a word what it was about, and what you learned about Ana"),
        (Missing.THIN_TOPIC, "say in a word what it was about, or confirm that this was the topic"),
        (Missing.SAME_TEXT, "say what you learned about Ana, not the topic again"),
        (Missing.THIN, "say a little more of what was said"),
        (Missing.HELLO, "it was just a hello"),
        (Missing.FUTURE, "its day is still to come"),
        (Missing.UNFINISHED, "finish this entry"),
        (Missing.ONE_WAY, "Ana has not taken part yet"),
        ((Missing.HELLO, Missing.TALKED_ABOUT, Missing.LEARNED), "it was just a hello"),
        ((Missing.UNFINISHED, Missing.ONE_WAY, Missing.LEARNED), "finish this entry"),
        ((), ""),
        (
            Missing.COPIED,
            "this reads like your note about somebody else: say what Ana told you, or that it is true of both",
        ),
    ],
)
def test_says_what_is_missing(missing, sentence):
    assert wording.missing_sentence(missing, name="Ana") == sentence


def test_names_the_note_that_it_reads_like():
    assert wording.missing_sentence(Missing.COPIED, name="Ana", copied_from=NOTE) == (
        "this reads like your note about Bea: say what Ana told you, or that it is true of both"
    )
    assert wording.missing_sentence((Missing.TALKED_ABOUT, Missing.COPIED), name="Ana", copied_from=NOTE) == (
        "say what you talked about; this reads like your note about Bea: "
        "say what Ana told you, or that it is true of both"
    )


@pytest.mark.parametrize("missing", Missing)
def test_every_kind_of_missing_has_its_own_words(missing):
    others = [wording.missing_sentence(other, name="Ana") for other in Missing if other != missing]
    assert wording.missing_sentence(missing, name="Ana") not in ["", *others]


@pytest.mark.parametrize(
    ("judged", "already_contact", "day", "sentence"),
    [
        (verdict(), False, WEDNESDAY, "Makes Ana a contact. First follow-up on Wednesday 25 Nov."),
        (verdict(), False, None, "Makes Ana a contact."),
        (verdict(), True, None, "Already a contact: counts as keeping in touch."),
        (verdict(Missing.LEARNED, in_touch=True), True, None, "Already a contact: counts as keeping in touch."),
        (
            verdict(Missing.LEARNED, in_touch=True),
            False,
            WEDNESDAY,
            "At the door for now: say what you learned about Ana.",
        ),
        (verdict(Missing.HELLO), False, None, "At the door for now: it was just a hello."),
        (
            verdict(Missing.HELLO),
            True,
            None,
            "Already a contact. Does not count as keeping in touch: it was just a hello.",
        ),
        (
            verdict(Missing.ONE_WAY),
            True,
            None,
            "Already a contact. Does not count as keeping in touch: Ana has not taken part yet.",
        ),
        (
            verdict(Missing.HELLO, asks_depth=True),
            False,
            None,
            "At the door for now: you wrote down more than a hello. Was it a chat?",
        ),
        (
            verdict(Missing.HELLO, asks_depth=True),
            True,
            None,
            "Already a contact. You wrote down more than a hello: was it a chat?",
        ),
        (
            verdict(Missing.UNFINISHED, Missing.HELLO, asks_depth=True),
            False,
            None,
            "At the door for now: finish this entry.",
        ),
        (
            verdict(Missing.COPIED, in_touch=True, copied_from=NOTE),
            False,
            None,
            "At the door for now: this reads like your note about Bea: "
            "say what Ana told you, or that it is true of both.",
        ),
    ],
)
def test_says_what_saving_will_mean(judged, already_contact, day, sentence):
    said = wording.verdict_sentence(judged, name="Ana", already_contact=already_contact, first_follow_up_on=day)
    assert said == sentence


def test_says_that_only_a_new_entry_makes_a_contact_of_somebody_sent_back():
    said = wording.verdict_sentence(verdict(in_touch=True), name="Ana", already_contact=False, sent_back=True)
    assert said == "Sent back to the door: only a new entry makes Ana a contact again."
    judged = verdict(Missing.LEARNED, in_touch=True)
    said = wording.verdict_sentence(judged, name="Ana", already_contact=False, sent_back=True)
    assert said == "At the door for now: say what you learned about Ana."


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        (
            balance(4, 2, 1, 3, mine=1),
            "In the last two years, you gave 4 times, once large, and asked twice; Ana gave once and asked 3 times.",
        ),
        (balance(), "In the last two years, nothing was given or asked between you and Ana."),
        (balance(since=None), "All told, nothing was given or asked between you and Ana."),
        (balance(1), "In the last two years, you gave once and asked for nothing; Ana neither gave nor asked."),
        (balance(0, 3), "In the last two years, you gave nothing and asked 3 times; Ana neither gave nor asked."),
        (balance(0, 0, 0, 1, since=None), "All told, you neither gave nor asked; Ana gave nothing and asked once."),
        (
            balance(1, 1, 2, 0, mine=1, theirs=2),
            "In the last two years, you gave once, something large, and asked once; "
            "Ana gave twice, both large, and asked for nothing.",
        ),
        (
            balance(5, 0, 3, 12, mine=3, theirs=3),
            "In the last two years, you gave 5 times, 3 times large, and asked for nothing; "
            "Ana gave 3 times, all of them large, and asked 12 times.",
        ),
        (
            balance(2, 0, 0, 0, mine=1),
            "In the last two years, you gave twice, once large, and asked for nothing; Ana neither gave nor asked.",
        ),
    ],
)
def test_says_the_balance(held, sentence):
    assert wording.balance_sentence(held, name="Ana") == sentence


@pytest.mark.parametrize(
    ("months", "span"),
    [
        (1, "In the last month"),
        (6, "In the last 6 months"),
        (12, "In the last year"),
        (18, "In the last 18 months"),
        (24, "In the last two years"),
        (36, "In the last 3 years"),
    ],
)
def test_says_how_far_back_it_counts(months, span):
    assert wording.balance_sentence(balance(1), name="Ana", months=months).startswith(f"{span}, you gave once")


@pytest.mark.parametrize(
    ("since", "met_on", "span"),
    [
        (date(2024, 11, 22), date(2024, 11, 23), "Since you met"),
        (date(2024, 11, 22), date(2024, 11, 22), "In the last two years"),
        (date(2024, 11, 22), None, "In the last two years"),
        (None, date(2026, 5, 1), "All told"),
    ],
)
def test_says_since_when_you_know_them(since, met_on, span):
    assert wording.balance_sentence(balance(1, since=since), name="Ana", met_on=met_on).startswith(f"{span}, you gave")


def test_every_combination_of_counts_reads_well():
    for counts in itertools.product((0, 1, 2, 3), repeat=4):
        for mine, theirs in itertools.product((0, 1, 2, 3), repeat=2):
            if mine > counts[0] or theirs > counts[2]:
                continue
            sentence = wording.balance_sentence(balance(*counts, mine=mine, theirs=theirs), name="Ana")
            assert sentence.endswith(".")
            assert not re.search(WRONG, sentence), sentence
            assert sentence.count("Ana") == 1


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        (balance(since=None), "Nothing given or asked yet."),
        (balance(), "Nothing given or asked in that time."),
        (balance(4, 2, 1, 3), "You gave 4, asked 2. Ana gave 1, asked 3."),
        (balance(0, 1), "You gave 0, asked 1. Ana gave 0, asked 0."),
    ],
)
def test_says_the_balance_in_short(held, sentence):
    assert wording.short_balance_sentence(held, name="Ana") == sentence


@pytest.mark.parametrize(
    ("owe", "sentence"),
    [
        ((0, 0), ""),
        ((1, 0), "Open: 1 promise of yours."),
        ((0, 2), "Open: 2 promises of Ana."),
        ((3, 1), "Open: 3 promises of yours and 1 promise of Ana."),
    ],
)
def test_says_what_is_still_promised(owe, sentence):
    assert wording.promises_sentence(balance(owe=owe), name="Ana") == sentence


def test_says_since_when_there_were_only_asks():
    flag = AskOnlyVerdict(flagged=True, since=date(2026, 3, 3), asks=(1, 2, 3))
    assert wording.ask_only_sentence(flag, name="Ana") == (
        "Since 3 Mar 2026 you came to Ana with 3 asks, and with little else. "
        "A word that asks for nothing would change that."
    )
    assert wording.ask_only_sentence(AskOnlyVerdict(flagged=False, cleared_by="gave"), name="Ana") == ""


@pytest.mark.parametrize("rule", [*Reason.values, "E-01", "E-02", "E-04", "E-30", "E-31", "E-60", "E-61"])
def test_every_rule_at_work_says_why(rule):
    sentence = str(wording.RULES[rule])
    assert sentence.endswith(".")
    assert "!" not in sentence


@given(st.text(min_size=1, max_size=30))
def test_any_name_is_said_as_it_is(name):
    note = OtherNote(interaction_id=1, person_name=name, text="")
    assert name in wording.missing_sentence(Missing.LEARNED, name=name)
    assert name in wording.missing_sentence(Missing.COPIED, name="Ana", copied_from=note)
    assert name in wording.verdict_sentence(verdict(), name=name, already_contact=False, first_follow_up_on=WEDNESDAY)
    assert name in wording.balance_sentence(balance(1), name=name)
    assert name in wording.short_balance_sentence(balance(1), name=name)


def test_the_mirrored_flag_counts_and_judges_nobody() -> None:
    said = wording.their_asks_sentence(since=date(2026, 3, 3), count=3, name="Ana")
    assert said == "Since 3 Mar 2026 Ana came to you with 3 asks, and with little else."


@pytest.mark.parametrize(("count", "word"), [(2, "second"), (3, "third"), (11, "11th"), (12, "12th"), (23, "23rd")])
def test_one_more_ask_is_counted_from_the_first(count: int, word: str) -> None:
    said = wording.another_ask_sentence(count=count, since=date(2026, 3, 3), name="Ana")
    assert said == f"This would be the {word} ask of Ana since 3 Mar 2026, with little else in between."
