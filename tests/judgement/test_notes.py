"""Meaningful against the verdicts of a fair reader, in some twenty languages: real notes pass, empty ones do not."""

import json
from pathlib import Path

from contacts.judgement.figures import figures_of
from contacts.judgement.notes import is_accepted, judge_notes
from contacts.rules.meaningful import MeaningfulVerdict
from contacts.vocabulary import Missing

NOTES = Path(__file__).resolve().parent.parent / "data" / "meaningful.jsonl"


def test_real_notes_are_accepted_and_empty_ones_refused() -> None:
    with NOTES.open("rb") as lines:
        cases = judge_notes(lines)
    figures = figures_of(cases)
    assert figures.n >= 1000
    assert figures.recall >= 0.97, [case.shown for case in cases if case.right and not case.judged]
    assert figures.refused >= 0.95, [case.shown for case in cases if case.judged and not case.right]


def test_a_topic_of_stock_words_is_asked_about_and_not_refused() -> None:
    def verdict(*missing: Missing) -> MeaningfulVerdict:
        return MeaningfulVerdict(
            in_touch=True, meaningful=not missing, missing=missing, copied_from=None, asks_depth=False
        )

    assert is_accepted(verdict())
    assert is_accepted(verdict(Missing.THIN_TOPIC))
    assert not is_accepted(verdict(Missing.LEARNED))
    assert not is_accepted(verdict(Missing.THIN_TOPIC, Missing.LEARNED))


def test_a_name_in_front_does_not_hide_a_copy() -> None:
    told = {"channel": "in_person", "started_by": "both", "depth": "chat", "they_took_part": True}
    note = told | {"talked_about": "flats", "learned": "Ben is soon moving to Porto", "name": "Ben", "verdict": False}
    lines = [
        json.dumps(note | {"other_notes": [other]}).encode() for other in ("Anna is soon moving to Porto", "has a dog")
    ]
    assert [case.judged for case in judge_notes(lines)] == [False, True]
