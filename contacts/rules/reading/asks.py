"""Asks of the writer: what they want the reader to do, answer or decide, said straight or not.

First what only looks like an ask is taken out (courtesies, offers, thanks, small talk, what others asked). In the rest,
sure ways of asking count by themselves; hints count where the learned weights agree; words without either need more.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contacts.rules.reading import ask_words, features, hint_words, no_ask_words, weights
from contacts.rules.reading.ask_parts import group_of, in_small_letters, joined
from contacts.rules.reading.cutting import Sentence
from contacts.rules.reading.features import Gram
from contacts.rules.reading.findings import Finding, Span, shorten
from contacts.rules.reading.weights import Weights
from contacts.vocabulary import Said, Side

# Log odds that a sentence without a sure way of asking must reach, by what else was found in it. Chosen by
# cross-validation (tests/evaluate/train).
USUAL_FROM = 0.2
HINTED_FROM = 0.4
UNHINTED_FROM = 0.4


@dataclass(frozen=True, slots=True)
class Look:
    """What one sentence shows: the ways of asking found in it, with their words.

    ``grams`` are the words for the weights, ``ways`` the names of what was found; both are left empty where a sure way
    makes weighing needless.
    """

    sure: tuple[re.Match[str], ...]
    usual: tuple[re.Match[str], ...] = ()
    hints: tuple[re.Match[str], ...] = ()
    grams: tuple[Gram, ...] = ()
    ways: frozenset[str] = frozenset()


def read(sentences: Iterable[Sentence], *, given: Iterable[Finding] = ()) -> Iterator[Finding]:
    """One finding for each sentence that asks the reader for something.

    ``given`` are the gives and promises found in the same sentences: where one stands, weights and hints do not make
    an ask ("I'll call you tomorrow", "you can use our room"); a sure way does, and a usual one beside it.
    """
    favours: dict[Span, tuple[Span, ...]] = {}
    for favour in given:
        favours[favour.sentence] = favours.get(favour.sentence, ()) + favour.evidence
    for sentence in sentences:
        look = look_at(sentence.text)
        if not asks(look, weights.for_asks()):
            continue
        taken = favours.get(Span(sentence.start, sentence.end), ())
        if look.sure or not taken or _asks_beside(look, taken, at=sentence.start):
            yield _finding(sentence, _evidence(look))


def _asks_beside(look: Look, favour: tuple[Span, ...], *, at: int) -> bool:
    """True where a usual way of asking shares no word with the favour; ``at`` is where the sentence starts."""
    return any(
        all(at + match.end() <= words.start or at + match.start() >= words.end for words in favour)
        for match in look.usual
    )


def asks(look: Look, learned: Weights) -> bool:
    """True where what a sentence shows makes it an ask."""
    if look.sure:
        return True
    score = learned.sum(look.grams, look.ways)
    if look.usual:
        return score >= USUAL_FROM
    if look.hints:
        return score >= HINTED_FROM
    return score >= UNHINTED_FROM and bool(learned.telling(look.grams, at_most=1))


def look_at(text: str) -> Look:
    """What a sentence shows, after what only looks like asking has been taken out."""
    small, ways = in_small_letters(text), set()
    for match in _NO_ASKS.finditer(small):
        ways.add(f"no:{group_of(match)}")
        gap = features.TAKEN_OUT * len(match[0])
        small, text = (f"{one[: match.start()]}{gap}{one[match.end() :]}" for one in (small, text))
    if sure := tuple(_SURE.finditer(small)):
        return Look(sure)
    usual, hints = tuple(_USUAL.finditer(small)), tuple(_HINTS.finditer(small))
    ways.update(f"usual:{match.lastgroup}" for match in usual)
    ways.update(f"hint:{match.lastgroup}" for match in hints)
    return Look((), usual, hints, tuple(features.grams(features.words(text))), frozenset(ways))


def _evidence(look: Look) -> list[tuple[int, int]]:
    """The words to underline, as places in the sentence: of sure ways, else of usual ones, hints, or weight."""
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


_NO_ASKS = joined(no_ask_words.NO_ASKS)
_SURE = joined(ask_words.ASKS)
_USUAL = joined(hint_words.USUAL)
_HINTS = joined(hint_words.HINTS)
