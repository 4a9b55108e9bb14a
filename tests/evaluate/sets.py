"""Labelled texts of others, and what the rules make of them: one row of figures for each set and kind.

A set that is not in the folder is said and left out. Labels stand for what their authors meant by them, which is not
always what the rules mean: an advert is no ask there, a thank-you is the nearest they have to a give.
"""

import csv
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from contacts.judgement.figures import Judged, figures_of
from contacts.judgement.histories import judge_histories
from contacts.judgement.lines import WrongLine, labelled
from contacts.judgement.notes import judge_notes
from contacts.rules.reading import read_message
from contacts.vocabulary import Said, Side
from tests.evaluate.mail import NotToBeRead

OWN = Path(__file__).resolve().parent.parent / "data"
# Days in a text are read from some day; which one changes nothing in what is found.
TODAY = date(2001, 1, 8)

DIRECTIVE, COMMISSIVE = "3", "4"
ASKING = frozenset({"proposition-of-donation", "ask-donation-amount", "ask-donate-more", "foot-in-the-door"})
THANKING = frozenset({"thank", "praise-user"})

Labelled = Iterator[tuple[bool, str]]


@dataclass(frozen=True, slots=True)
class Set:
    """``files`` are what its ``read`` wants in the folder. ``said`` is what the labels stand for."""

    folder: str
    kind: str
    files: tuple[str, ...]
    said: frozenset[Said]
    read: Callable[..., Labelled]


def _sentences(positive: Path, negative: Path) -> Labelled:
    for path, label in ((positive, True), (negative, False)):
        for line in _lines(path):
            if line.strip():
                yield label, line


def _yes_or_no(path: Path) -> Labelled:
    with path.open("rb") as lines:
        for _number, label, text in labelled(lines):
            yield label, text


def _turns(act: str) -> Callable[[Path, Path], Labelled]:
    def read(dialogues: Path, acts: Path) -> Labelled:
        for line, numbers in zip(_lines(dialogues), _lines(acts), strict=True):
            turns = [turn.strip() for turn in line.split("__eou__") if turn.strip()]
            marks = numbers.split()
            # A few dialogues have a turn more or less than marks: nobody knows which mark is whose.
            if len(turns) == len(marks):
                for turn, mark in zip(turns, marks, strict=True):
                    yield mark == act, _as_typed(turn)

    return read


def _persuading(wanted: frozenset[str]) -> Callable[[Path], Labelled]:
    def read(path: Path) -> Labelled:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                if row["speaker"] == "persuader":
                    yield row["persuader_label"] in wanted, row["sentence"]

    return read


_INTENT = ("intent_pos", "intent_neg")
_DIALOGUES = ("dialogues_en.txt", "dialogues_acts.txt")
SETS = (
    Set("enron-intent", "asks", _INTENT, frozenset({Said.ASK}), _sentences),
    Set("parakweet", "asks", ("train.txt",), frozenset({Said.ASK}), _yes_or_no),
    Set("xdailydialog", "asks (directives)", _DIALOGUES, frozenset({Said.ASK}), _turns(DIRECTIVE)),
    Set("xdailydialog", "promises (commissives)", _DIALOGUES, frozenset({Said.PROMISE}), _turns(COMMISSIVE)),
    Set("persuasion", "asks and pitches", ("dialogues.csv",), frozenset({Said.ASK, Said.PITCH}), _persuading(ASKING)),
    Set("persuasion", "gives (thanks, praise)", ("dialogues.csv",), frozenset({Said.GIVE}), _persuading(THANKING)),
)
OWN_SETS = (
    ("histories.jsonl", "ask-only", judge_histories),
    ("meaningful.jsonl", "meaningful", judge_notes),
)


def report(data: Path, out: TextIO) -> int:
    """Print the table. Returns how many of the folder's sets were there. Raises NotToBeRead for one in disorder."""
    out.write(f"{'set':<16}{'kind':<26}{'n':>6}{'precision':>11}{'recall':>8}{'f1':>7}\n")
    there, missing, read, took = 0, [], 0, 0.0
    for one in SETS:
        paths = [data / one.folder / name for name in one.files]
        lacking = [str(path) for path in paths if not path.is_file()]
        if lacking:
            missing += lacking
            continue
        there += 1
        began = time.perf_counter()
        cases = _judged(one, paths)
        took += time.perf_counter() - began
        read += len(cases)
        _row(out, one.folder, one.kind, cases)
        if Said.PITCH not in one.said and one.kind == "asks":
            _row(out, "", "asks, without adverts", [case for case in cases if case.because != Said.PITCH])
    for name, kind, judge in OWN_SETS:
        with (OWN / name).open("rb") as lines:
            _row(out, "tests/data", kind, judge(lines))
    if read:
        out.write(f"\n{read:,} texts read, {1000 * took / read:.2f} ms each.\n")
    for path in dict.fromkeys(missing):
        out.write(f"Not there, left out: {path}\n")
    return there


def _judged(one: Set, paths: list[Path]) -> list[Judged]:
    """Judge each text. Where nothing else is found, ``because`` says that it was read as a pitch."""
    cases = []
    try:
        for number, (label, text) in enumerate(one.read(*paths), 1):
            found = {finding.said for finding in read_message(text, today=TODAY) if finding.by == Side.ME}
            because = Said.PITCH if Said.PITCH in found else ""
            cases.append(Judged(number, right=label, judged=bool(found & one.said), shown=text, because=because))
    except (KeyError, ValueError, WrongLine, csv.Error) as why:
        raise NotToBeRead(f"{paths[0].parent} is not in the shape it should have: {why}") from why
    return cases


def _row(out: TextIO, name: str, kind: str, cases: list[Judged]) -> None:
    figures = figures_of(cases)
    shares = f"{figures.precision:>11.3f}{figures.recall:>8.3f}{figures.f1:>7.3f}"
    out.write(f"{name:<16}{kind:<26}{figures.n:>6}{shares}\n")


def _as_typed(text: str) -> str:
    """The set puts a space around every sign; people do not write like that."""
    for sign in ",.?!;:":
        text = text.replace(f" {sign}", sign)
    return text.replace(" ’ ", "'").replace(" ' ", "'")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").removeprefix("\ufeff").split("\n")
