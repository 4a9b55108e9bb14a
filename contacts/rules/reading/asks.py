"""Asks of the writer: what they want the reader to do, answer or decide, said straight or not.

First what only looks like an ask is taken out (courtesies, offers, thanks, small talk, what others asked). In the rest,
sure ways of asking count by themselves; hints count where the learned weights agree; words without either need more.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contacts.rules.reading import ask_words, features, hint_words, no_ask_words, weights
from contacts.rules.reading.ask_parts import compiled
from contacts.rules.reading.cutting import Sentence
from contacts.rules.reading.features import Gram
from contacts.rules.reading.findings import Finding, Span, shorten
from contacts.rules.reading.weights import Weights
from contacts.vocabulary import Said, Side

# Log odds a sentence must reach, by what the patterns found in it. Chosen by cross-validation (tests/evaluate/train).
SURE_FROM = -2.5
USUAL_FROM = -0.4
HINTED_FROM = 0.4
UNHINTED_FROM = 0.6


@dataclass(frozen=True, slots=True)
class Look:
    """What one sentence shows: the ways of asking found in it with their words, and the words for the weights."""

    sure: tuple[re.Match[str], ...]
    usual: tuple[re.Match[str], ...]
    hints: tuple[re.Match[str], ...]
    grams: tuple[Gram, ...]
    ways: frozenset[str]


def read(sentences: Iterable[Sentence]) -> Iterator[Finding]:
    """One finding for each sentence that asks the reader for something."""
    for sentence in sentences:
        look = look_at(sentence.text)
        if asks(look, weights.for_asks()):
            yield _finding(sentence, _evidence(look))


def asks(look: Look, learned: Weights) -> bool:
    """True where what a sentence shows makes it an ask."""
    score = learned.sum(look.grams, look.ways)
    if look.sure:
        return score >= SURE_FROM
    if look.usual:
        return score >= USUAL_FROM
    if look.hints:
        return score >= HINTED_FROM
    return score >= UNHINTED_FROM and bool(learned.telling(look.grams, at_most=1))


def look_at(text: str) -> Look:
    """What a sentence shows, after what only looks like asking has been taken out."""
    left, ways = _without_no_asks(text)
    found: dict[str, list[re.Match[str]]] = {kind: [] for kind in _KINDS}
    for kind, patterns in _KINDS.items():
        for name, pattern in patterns:
            if match := pattern.search(left):
                found[kind].append(match)
                ways.add(f"{kind}:{name}")
    grams = tuple(features.grams(features.words(left)))
    sure, usual, hints = (tuple(found[kind]) for kind in _KINDS)
    return Look(sure, usual, hints, grams, frozenset(ways))


def _without_no_asks(text: str) -> tuple[str, set[str]]:
    """The sentence with those words blanked, letter for letter, and the kinds that were found."""
    kinds: set[str] = set()
    for kind, pattern in _NO_ASKS:
        left = pattern.sub(lambda match: features.TAKEN_OUT * len(match[0]), text)
        if left != text:
            kinds.add(f"no:{kind.rpartition(' ')[0]}")
            text = left
    return text, kinds


def _evidence(look: Look) -> list[tuple[int, int]]:
    """The words to underline, as places in the sentence: of sure ways, else of usual ones, else of hints, else the heaviest."""
    matches = look.sure or look.usual or look.hints
    if matches:
        return [match.span() for match in matches]
    return [(gram.start, gram.end) for gram in weights.for_asks().telling(look.grams, at_most=features.MOST_EVIDENCE)]


def _finding(sentence: Sentence, places: list[tuple[int, int]]) -> Finding:
    evidence = features.apart(sentence.text, places)
    return Finding(
        said=Said.ASK,
        by=Side.ME,
        sentence=Span(sentence.start, sentence.end),
        evidence=tuple(Span(sentence.start + start, sentence.start + end) for start, end in evidence),
        what=shorten(_favour(sentence.text)),
    )


def _favour(text: str) -> str:
    """The favour itself: the sentence without "Could you please" before it and the sign behind it."""
    match = ask_words.LEAD_IN.match(text)
    rest = text[match.end() :] if match else text
    rest = rest.strip(" ?!.,;:")
    return rest if len(rest.split()) > 1 else text.strip()


_NO_ASKS = compiled(no_ask_words.NO_ASKS)
_KINDS = {
    "sure": compiled(ask_words.ASKS),
    "usual": compiled(hint_words.USUAL),
    "hint": compiled(hint_words.HINTS),
}
