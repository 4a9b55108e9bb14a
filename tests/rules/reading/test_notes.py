"""Notes in the third person or in telegram style: who asked, gave or promised, what, by when, and what is nothing."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contacts.rules.reading.findings import LONGEST_WHAT, Finding
from contacts.rules.reading.notes import read_note
from contacts.vocabulary import Said, Side

TODAY = date(2026, 11, 22)  # a Sunday
FRIDAY = date(2026, 11, 27)
NOTES = Path(__file__).parents[2] / "data" / "reading" / "notes.tsv"

ASK, GIVE, PROMISE = Said.ASK, Said.GIVE, Said.PROMISE
ME, THEM = Side.ME, Side.THEM


def read(text: str, **kwargs: object) -> tuple[Finding, ...]:
    return read_note(text, today=TODAY, **kwargs)


def quoted(finding: Finding, text: str) -> list[str]:
    return [text[span.start : span.end] for span in finding.evidence]


@pytest.mark.parametrize(
    ("text", "said", "by", "what", "due_on", "evidence"),
    [
        (
            *("promised to send her the deck by Friday", PROMISE, ME, "send her the deck", FRIDAY),
            ["promised to send", "by Friday"],
        ),
        ("she'll introduce me to Kai", PROMISE, THEM, "introduce me to Kai", None, ["she'll introduce"]),
        ("will intro me to her boss", PROMISE, THEM, "intro me to her boss", None, ["will intro"]),
        ("asked him for a referral", ASK, ME, "a referral", None, ["asked him for"]),
        ("wants an intro to a CFO", ASK, THEM, "an intro to a CFO", None, ["wants an intro"]),
        (
            *("asked if I could look over her CV", ASK, THEM, "look over her CV", None),
            ["asked if I could look over"],
        ),
        (
            *("is looking for a flat in Lisbon, asked me to spread the word", ASK, THEM),
            *("spread the word: a flat in Lisbon", None, ["asked me to spread the word"]),
        ),
        ("gave me the number of her lawyer", GIVE, THEM, "the number of her lawyer", None, ["gave me"]),
        ("introduced me to Ana", GIVE, THEM, "introduced me to Ana", None, ["introduced me to"]),
        ("offered to review my pitch", GIVE, THEM, "review my pitch", None, ["offered to review"]),
        ("I reviewed his CV", GIVE, ME, "reviewed his CV", None, ["I reviewed"]),
        ("lent her the projector", GIVE, ME, "lent her the projector", None, ["lent her"]),
        ("intro'd them to Kai", GIVE, ME, "intro'd them to Kai", None, ["intro'd them"]),
        ("I’ll send him “the list” tomorrow", PROMISE, ME, "send him “the list”", date(2026, 11, 23), None),
        (
            *("On Friday I'll send him the list of bakeries", PROMISE, ME),
            *("send him the list of bakeries", FRIDAY, ["On Friday", "I'll send"]),
        ),
    ],
)
def test_says_who_what_and_by_when(
    text: str, said: Said, by: Side, what: str, due_on: date | None, evidence: list[str] | None
) -> None:
    (finding,) = read(text)
    assert (finding.said, finding.by, finding.what, finding.due_on) == (said, by, what, due_on)
    if evidence:
        assert quoted(finding, text) == evidence


@pytest.mark.parametrize(
    "text",
    [
        *("promised her kids a dog", "gave a talk in Oslo", "asked about the weather", "looking for a new job"),
        *("her boss promised to send the contract", "was asked to lead the team", "gave her notice"),
        *("should ask her for a referral", "hasn't offered me a desk yet", "Could she introduce me to Kai?"),
        *("asked him again for the slides", "will send the kids to boarding school", "", "  \n ", "🎈"),
    ],
)
def test_leaves_their_life_plans_and_chasers_alone(text: str) -> None:
    assert read(text) == ()


def test_follows_a_subject_over_and_but_not_over_a_comma() -> None:
    (finding,) = read("She runs a studio in Leeds and promised to send the list")
    assert (finding.said, finding.by) == (PROMISE, THEM)
    assert read("She runs a studio in Leeds, promised to send the list") == ()


def test_without_a_subject_it_is_the_writer_unless_the_note_is_about_them() -> None:
    text = "promised to send the deck by Friday"
    (finding,) = read(text)
    assert finding.by == ME
    assert read(text, about_them=True) == ()
    (finding,) = read("promised to send me the deck", about_them=True)
    assert finding.by == THEM
    assert read("sent her the papers last year", about_them=True) == ()


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Ana promised to send me the list", "Ana Ferreira", [(PROMISE, THEM, "send me the list")]),
        ("gave Ana the contact of our printer", "Ana Ferreira", [(GIVE, ME, "the contact of our printer")]),
        ("I introduced Ana Ferreira to Kai", "Ana Ferreira", [(GIVE, ME, "introduced Ana Ferreira to Kai")]),
        ("Reviewed Ana's CV", "Ana Ferreira", [(GIVE, ME, "Reviewed Ana's CV")]),
        ("Kai promised to send me the list", "Ana Ferreira", []),
        ("gave Kai the contact of our printer", "Ana Ferreira", []),
    ],
)
def test_knows_the_person_by_name_and_nobody_else(text: str, name: str, expected: list[object]) -> None:
    assert [(one.said, one.by, one.what) for one in read(text, name=name)] == expected


def test_finds_several_in_the_order_of_the_note_and_each_once() -> None:
    text = (
        "Tides and ferries. She asked me for the timetable; I'll send it to her by Friday.\n"
        "- offered to read my draft\n- offered to read my draft"
    )
    found = read(text)
    assert [(one.said, one.by) for one in found] == [(ASK, THEM), (PROMISE, ME), (GIVE, THEM)]
    assert [one.sentence.start for one in found] == sorted(one.sentence.start for one in found)


def test_reads_the_day_from_the_day_of_the_conversation() -> None:
    (finding,) = read_note("promised to send her the deck by Friday", today=date(2026, 11, 2))
    assert finding.due_on == date(2026, 11, 6)


@pytest.mark.parametrize(
    "text",
    [
        "versprach ihr die Folien bis Freitag zu schicken",
        "il a promis de m'envoyer le contrat vendredi",
        "Hat mir die Nummer gegeben und will an intro to a CFO, ich schicke ihm das Deck bis Freitag",
        "彼女にスライドを送ると約束した",
    ],
)
def test_is_silent_in_other_languages(text: str) -> None:
    assert read(text) == ()


def labelled() -> list[tuple[list[str], str]]:
    rows = [line.split("\t") for line in NOTES.read_text(encoding="utf-8").splitlines()]
    return [([] if label == "none" else sorted(label.split(",")), text) for label, text in rows]


def test_is_right_in_nine_of_ten_written_notes() -> None:
    notes = labelled()
    assert len(notes) >= 200
    right = found = wanted = 0
    for expected, text in notes:
        told = [f"{one.said}:{one.by}" + (f":{one.due_on}" if one.due_on else "") for one in read(text)]
        right += sum(one in expected for one in told)
        found += len(told)
        wanted += len(expected)
    assert right / found >= 0.9, "a wrong hint costs more than a missing one"
    assert right / wanted >= 0.8


PIECES = st.sampled_from(
    [
        *("promised", "asked", "gave", "will", "offered", "to send", "her", "him", "me", "my", "for", "the deck"),
        *(
            "by Friday",
            "an intro",
            "I",
            "she",
            "Ana",
            "Ana's",
            "if",
            "could",
            ",",
            ";",
            ".",
            "\n",
            "and",
            "’ll",
            "“",
            "you",
        ),
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map(" ".join)), st.text(max_size=20))
@example("promised to send her the deck by 31 February 99999", "Ana")
@example("Ana " * 3000, "Ana Ana [(")
def test_never_raises_and_quotes_what_stands_there(text: str, name: str) -> None:
    for finding in read(text, name=name):
        assert 0 <= finding.sentence.start < finding.sentence.end <= len(text)
        assert finding.evidence
        assert finding.what.strip() and len(finding.what) <= LONGEST_WHAT
        for span in finding.evidence:
            assert finding.sentence.start <= span.start < span.end <= finding.sentence.end
        starts = [span.start for span in finding.evidence]
        assert starts == sorted(starts)
