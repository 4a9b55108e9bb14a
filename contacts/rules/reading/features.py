"""What the learned weights look at in a sentence: its words, alone and in twos and threes, and the ways of asking.

Names, numbers, days and addresses are seen as what they are, not as which they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contacts.rules import word_lists

# Stands, letter for letter, for words that were taken out of a sentence.
TAKEN_OUT = "\x1f"

_WORD = re.compile(
    r"(?P<link>(?:https?://|www\.|\$LINK)\S{0,200})|(?P<mail>[\w.+-]{1,60}@[\w.-]{1,60})|(?P<number>[$]?\d[\d,./:]{0,20})"
    rf"|(?P<word>[^\W\d_]{{1,30}}(?:'[^\W\d_]{{1,10}})?)|(?P<sign>[?!%:])|(?P<gap>{TAKEN_OUT}+)"
)
_DAY_WORDS = """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri today tomorrow tonight
    january february march april june july august september october november december
    jan feb mar apr jun jul aug sept oct nov dec
"""
_DAYS = frozenset(_DAY_WORDS.split())
_NO_NAMES = frozenset(word_lists.STOP_WORDS["en"].split()) | {"i", "i'm", "i'd", "i'll", "i've", "let's"}
LONGEST_GRAM = 3
START = "<start>"
MOST_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word as the weights know it, and where it stands in its sentence."""

    seen: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gram:
    """Up to three words in a row; ``start`` and ``end`` where they stand in their sentence."""

    name: str
    start: int
    end: int


def words(sentence: str) -> list[Word]:
    """The words of a sentence, names and numbers made alike."""
    return [Word(_seen(match), match.start(), match.end()) for match in _WORD.finditer(sentence)]


def grams(found: list[Word]) -> Iterator[Gram]:
    """The words of one sentence alone, in twos and in threes, the beginning of the sentence being a word of its own."""
    row = [Word(START, 0, 0), *found]
    for at in range(len(row)):
        for length in range(1, LONGEST_GRAM + 1):
            part = row[at : at + length]
            if len(part) == length and not (length == 1 and at == 0):
                yield Gram(" ".join(word.seen for word in part), part[0].start, part[-1].end)


def _seen(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    written = match[0]
    if kind == "sign":
        return written
    if kind != "word":
        return f"<{kind}>"
    word = written.lower()
    if word in _DAYS:
        return "<day>"
    if written[0].isupper() and match.start() > 0 and word not in _NO_NAMES:
        return "<name>"
    return word


def apart(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order, without the blanks around them, each letter in one of them at most."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        start = max(start, found[-1][1] if found else 0)
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip(" ,")), start + len(words.rstrip(" ,"))
        if start < end:
            found.append((start, end))
    return found[:MOST_EVIDENCE] or [(0, len(text))]
