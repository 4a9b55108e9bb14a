"""Being in touch, being meaningful, and what is missing (E-01, E-02, E-04)."""

from dataclasses import replace
from datetime import date, timedelta
from time import process_time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from contacts.rules.meaningful import ALIKE, InteractionFacts, OtherNote, _may_be_alike, judge, took_part
from contacts.rules.words import content_words
from contacts.vocabulary import Channel, Depth, Missing, StartedBy
from tests.rules.notes import EMPTY_ON_THEM, TELLING

TODAY = date(2026, 11, 22)


def facts(talked_about: str, learned: str, **changes) -> InteractionFacts:
    """A live conversation yesterday, told in two texts."""
    spoken = InteractionFacts(
        channel=Channel.IN_PERSON,
        started_by=StartedBy.BOTH,
        depth=Depth.CONVERSATION,
        they_took_part=True,
        talked_about=talked_about,
        learned=learned,
        happened_on=TODAY - timedelta(days=1),
        today=TODAY,
    )
    return replace(spoken, **changes)


def missing_of(talked_about: str, learned: str, **changes) -> tuple[Missing, ...]:
    return judge(facts(talked_about, learned, **changes)).missing


ANA = ("Ana", "Ana García", "Acme Ltd", "CFO", "Web Summit Lisbon 2026")


@pytest.mark.parametrize(("talked_about", "learned"), TELLING)
def test_passes_what_says_something_about_them(talked_about, learned):
    verdict = judge(facts(talked_about, learned))
    assert verdict.meaningful, verdict.missing
    assert verdict.in_touch
    assert verdict.missing == ()


@pytest.mark.parametrize(("talked_about", "learned"), EMPTY_ON_THEM)
def test_asks_what_was_learned_where_nothing_about_them_is_said(talked_about, learned):
    verdict = judge(facts(talked_about, learned, known=ANA))
    assert not verdict.meaningful
    assert Missing.LEARNED in verdict.missing
    assert verdict.in_touch, "being in touch needs no text"


@pytest.mark.parametrize(
    ("talked_about", "learned", "missing"),
    [
        ("", "moves to Porto in May", (Missing.TALKED_ABOUT,)),
        ("-", "moves to Porto in May", (Missing.TALKED_ABOUT,)),
        ("n/a", "moves to Porto in May", (Missing.TALKED_ABOUT,)),
        ("tbd", "moves to Porto in May", (Missing.TALKED_ABOUT,)),
        ("なし", "来年東京に引っ越す", (Missing.TALKED_ABOUT,)),
        ("great to meet you", "moves to Porto in May", (Missing.THIN_TOPIC,)),
        ("said hi", "moves to Porto in May", (Missing.THIN_TOPIC,)),
        ("nettes Gespräch", "zieht nach Köln um", (Missing.THIN_TOPIC,)),
        ("", "", (Missing.TALKED_ABOUT, Missing.LEARNED)),
        ("moved to Leeds", "moved to Leeds", (Missing.SAME_TEXT,)),
        ("moved to Leeds", "  MOVED to Leeds!", (Missing.SAME_TEXT,)),
        ("Zürich im Mai", "zurich im mai.", (Missing.SAME_TEXT,)),
        ("nice chat", "nice chat", (Missing.THIN_TOPIC, Missing.LEARNED)),
        ("food", "vegan", (Missing.THIN,)),
        ("Lisbon", "Ana retires", (Missing.THIN,)),
    ],
)
def test_lists_what_the_texts_lack(talked_about, learned, missing):
    assert missing_of(talked_about, learned, known=("Ana García",)) == missing


@pytest.mark.parametrize("topic", ["great to meet you", "said hi", "nettes Gespräch", "merci beaucoup"])
def test_takes_a_topic_of_stock_words_after_one_yes(topic):
    assert missing_of(topic, "moves to Porto") == (Missing.THIN_TOPIC,)
    assert missing_of(topic, "moves to Porto", confirmed=True) == ()


@pytest.mark.parametrize("topic", ["", "  ", "n/a", "-", "tbd", "asdf", "👍"])
def test_a_yes_makes_no_topic_out_of_none(topic):
    assert missing_of(topic, "moves to Porto in May", confirmed=True) == (Missing.TALKED_ABOUT,)


def test_a_yes_does_not_stand_for_what_was_learned():
    assert missing_of("said hi", "nice guy", confirmed=True) == (Missing.LEARNED,)


@pytest.mark.parametrize(
    ("changes", "missing", "in_touch"),
    [
        ({"unfinished": True}, (Missing.UNFINISHED,), False),
        ({"happened_on": TODAY + timedelta(days=1)}, (Missing.FUTURE,), False),
        ({"happened_on": TODAY}, (), True),
        ({"happened_on": date(1926, 2, 28)}, (), True),
        ({"depth": Depth.HELLO}, (Missing.HELLO,), False),
        ({"depth": Depth.CHAT}, (), True),
        ({"they_took_part": False}, (Missing.ONE_WAY,), False),
        ({"depth": Depth.HELLO, "they_took_part": False}, (Missing.HELLO, Missing.ONE_WAY), False),
    ],
)
def test_needs_two_sides_on_a_day_that_came(changes, missing, in_touch):
    verdict = judge(facts("hiring CTO", "quit Google, pregnant", **changes))
    assert verdict.missing == missing
    assert verdict.in_touch is in_touch
    assert verdict.meaningful is not bool(missing)


def test_asks_how_far_it_went_when_a_hello_has_much_to_tell():
    assert judge(facts("hiring CTO", "quit Google, pregnant", depth=Depth.HELLO)).asks_depth
    assert not judge(facts("hiring CTO", "quit Google, pregnant")).asks_depth
    assert not judge(facts("said hi", "nice guy", depth=Depth.HELLO)).asks_depth


@pytest.mark.parametrize(
    ("known", "learned", "passes"),
    [
        ((), "CFO at Acme", True),
        (("Ana", "CFO", "Acme"), "CFO at Acme", False),
        (("Ana", "CFO", "Acme"), "CFO at Acme's, hates it", True),
        (("Head of Product Design",), "head of product design", False),
        (("Head of Product Design",), "left product management", True),
        (("Web Summit Lisbon 2026",), "moves to Lisbon", True),
        (("Web Summit Lisbon 2026",), "the Web Summit Lisbon", False),
        (("José Müller",), "Jose Muller", False),
        (("Łukasz",), "ŁUKASZ", False),
        (("田中",), "田中さんです", False),
        (("Anna",), "Annas Tochter", True),
        (("Acme", "Bo"), "Bo Acme", False),
    ],
)
def test_leaves_out_what_is_known_of_them_anyway(known, learned, passes):
    missing = missing_of("two long quarters", learned, known=known)
    assert missing == (() if passes else (Missing.LEARNED,))


# E-04: a note of their own

PASTED = "Wants to move her whole team to Porto next spring"


def note(text: str, *, name: str = "Bea Kern", interaction_id: int = 7) -> OtherNote:
    return OtherNote(interaction_id=interaction_id, person_name=name, text=text)


@pytest.mark.parametrize(
    ("learned", "other"),
    [
        (PASTED, PASTED),
        (PASTED, PASTED.upper() + "!"),
        (PASTED, "Nice guy. " + PASTED),
        ("Ana is hiring three nurses in Bremen", "Bea is hiring three nurses in Bremen"),
        ("Ana García leitet das neue Werk in Ulm", "Bea Kern leitet das neue Werk in Ulm"),
        ("moves to Lisbon next spring", "Moves to Lisbon, next spring"),
        ("He is a tidal engineer from Porto", "he is a tidal engineer from Porto."),
        ("来年東京に引っ越すので家を探している", "来年東京に引っ越すので家を探している"),
    ],
)
def test_the_same_note_about_somebody_else_that_week_does_not_pass(learned, other):
    copy = note(other)
    verdict = judge(
        facts("the talk", learned, known=("Ana García",), other_notes=(note("plays the viola in a quartet"), copy))
    )
    assert verdict.missing == (Missing.COPIED,)
    assert verdict.copied_from == copy
    assert verdict.in_touch
    settled = judge(facts("the talk", learned, known=("Ana García",), other_notes=(copy,), true_of_both=True))
    assert settled.meaningful
    assert settled.copied_from is None


@pytest.mark.parametrize(
    ("learned", "other"),
    [
        ("mother ill, moved", "mother ill, moved"),
        ("moves to Lisbon soon", "moves to Lisbon soon"),
        ("quit Google, now pregnant", "quit Google, now pregnant"),
        (PASTED, "Wants to leave Porto for good after twenty years of trams"),
        (PASTED, ""),
        (PASTED, "\x00\ud800"),
        ("daughter starts school in Leeds next year", "brother sells the bakery in Hull next month"),
    ],
)
def test_a_short_fact_or_another_note_is_no_copy(learned, other):
    verdict = judge(facts("hiring two people", learned, other_notes=(note(other),)))
    assert verdict.meaningful
    assert verdict.copied_from is None


WORDS = st.sampled_from(
    [
        "moves",
        "to",
        "Lisbon",
        "next-spring",
        "the",
        "family",
        "㈱ｶﾅ",
        "来年東京に",
        "don't",
        "l'école",
        "Ångström",
        "Ana",
    ]
)
SAID = st.lists(WORDS, min_size=5, max_size=14)


@given(mine=SAID, left_out=st.integers(0, 14), added=st.lists(WORDS, max_size=2), name=WORDS)
def test_the_quick_look_before_comparing_passes_over_no_copy(mine, left_out, added, name):
    theirs = [word for place, word in enumerate(mine) if place != left_out] + added
    text, known = " ".join(theirs), ("Ana García", name)
    said = " ".join(content_words(" ".join(mine), known=known))
    if fuzz.ratio(said, " ".join(content_words(text, known=known))) >= ALIKE:
        assert _may_be_alike(said, text)


def test_names_the_note_that_is_most_alike():
    near = note(PASTED.replace("spring", "autumn"), interaction_id=1)
    same = note(PASTED, interaction_id=2)
    assert judge(facts("the talk", PASTED, other_notes=(near, same))).copied_from == same


def test_the_same_topic_is_no_copy():
    topic = "a long talk about tides and the harbour wall"
    assert judge(facts(topic, "afraid of boats", other_notes=(note(topic),))).meaningful


# who took part


@pytest.mark.parametrize(
    ("channel", "started_by", "they_wrote_too", "days_ago", "both"),
    [
        (Channel.IN_PERSON, StartedBy.ME, False, None, True),
        (Channel.PHONE, StartedBy.THEM, False, None, True),
        (Channel.VIDEO, StartedBy.ME, False, None, True),
        (Channel.EMAIL, StartedBy.ME, False, None, False),
        (Channel.EMAIL, StartedBy.THEM, False, None, False),
        (Channel.MESSAGE, StartedBy.BOTH, False, None, True),
        (Channel.LETTER, StartedBy.ME, True, None, True),
        (Channel.EMAIL, StartedBy.ME, False, 0, True),
        (Channel.EMAIL, StartedBy.ME, False, 30, True),
        (Channel.EMAIL, StartedBy.ME, False, 31, False),
        (Channel.EMAIL, StartedBy.ME, False, -1, False),
    ],
)
def test_tells_whether_both_sides_took_part(channel, started_by, they_wrote_too, days_ago, both):
    answers_on = None if days_ago is None else TODAY - timedelta(days=days_ago)
    assert (
        took_part(
            channel=channel,
            started_by=started_by,
            they_wrote_too=they_wrote_too,
            answers_on=answers_on,
            happened_on=TODAY,
        )
        is both
    )


# whatever is typed

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
FRESH_WORDS = st.lists(
    st.sampled_from(["zither", "Quokka", "Dachstuhl", "mangrove", "żubr", "Σίσυφος"]), min_size=1, max_size=4
)
NOTES = st.sampled_from([*TELLING, *EMPTY_ON_THEM])


@given(ANY_TEXT, ANY_TEXT, st.booleans())
def test_judges_any_text(talked_about, learned, confirmed):
    other = note(learned)
    verdict = judge(facts(talked_about, learned, confirmed=confirmed, known=(talked_about,), other_notes=(other,)))
    assert verdict.meaningful is (not verdict.missing)


@given(NOTES, FRESH_WORDS, st.sampled_from(["topic", "learned"]), st.booleans())
def test_more_words_never_turn_a_pass_into_a_refusal(texts, words, which, in_front):
    talked_about, learned = texts
    more = " ".join(words)

    def longer(text: str) -> str:
        return f"{more} {text}" if in_front else f"{text} {more}"

    if judge(facts(talked_about, learned)).meaningful:
        if which == "topic":
            talked_about = longer(talked_about)
        else:
            learned = longer(learned)
        assert judge(facts(talked_about, learned)).meaningful


@given(NOTES, st.sampled_from([str.upper, str.casefold, str.title]), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_case_and_normal_form_do_not_matter(texts, change_case, form):
    plain = judge(facts(*texts))
    other = judge(facts(*(normalize(form, change_case(text)) for text in texts)))
    assert other == plain


@given(
    NOTES, st.sampled_from(["  ", "\t", "\u00a0", "\u2003"]), st.sampled_from(["\u200e", "\u202e", "\u2067", "\ufeff"])
)
def test_space_and_marks_of_direction_do_not_matter(texts, space, mark):
    plain = judge(facts(*texts))
    other = judge(facts(*(mark + text.replace(" ", space) + mark + space for text in texts)))
    assert other == plain


def seconds_to_judge(held: InteractionFacts) -> float:
    """The best of three, in seconds of this process alone: a busy machine is no failure."""
    took = []
    for _ in range(3):
        started = process_time()
        judge(held)
        took.append(process_time() - started)
    return min(took)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 50_000,
        "word " * 10_000,
        "moves to Porto. " * 3_125,
        "I told him about my startup, " * 1_724,
        "e\u0301\u0323" * 16_666,
        "a" + "\u0301\u0323" * 25_000,
        "\ufdfa" * 50_000,
        "東京" * 25_000,
        "'" * 50_000,
        "x'" * 25_000,
        "\x00" * 50_000,
        "\ud800" * 50_000,
        "nice to see " * 4_166,
        " " * 50_000,
        "".join(map(chr, range(0x4E00, 0x9FFF))) * 2,
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_judges_fifty_thousand_characters_at_once(text):
    assert seconds_to_judge(facts(text, "x " + text, known=ANA)) < 0.1


def test_compares_with_a_week_of_notes_at_once():
    week = tuple(
        note(f"{PASTED} {number} and keeps {number} hens", name=f"Bea {number}", interaction_id=number)
        for number in range(200)
    )
    held = facts("the talk", "sings alto in the cathedral choir in Wells, two sons at school there", other_notes=week)
    assert seconds_to_judge(held) < 0.1
