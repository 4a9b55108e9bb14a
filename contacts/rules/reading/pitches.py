"""Pitches: sentences that sell to the reader, or ask them to give money, also where they pose as help (E-12, E-16).

Precise rather than complete: one clear phrase is enough; of weaker signs a message needs two different ones.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from contacts.rules.reading import features, no_ask_words, pitch_words
from contacts.rules.reading.ask_parts import group_of, in_small_letters, joined
from contacts.rules.reading.cutting import Sentence
from contacts.rules.reading.findings import Finding, Span, shorten
from contacts.vocabulary import Said, Side

SIGNS_NEEDED = 2


def read(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding for each sentence that sells; where only signs add up, one for the sentence that has most of them."""
    clear = [(sentence, matches) for sentence in sentences if (matches := _matches(sentence.text, _PITCHES))]
    for sentence, matches in clear:
        yield _finding(sentence, matches.values())
    if not clear:
        yield from _added_up(sentences)


def _added_up(sentences: Iterable[Sentence]) -> Iterator[Finding]:
    found = [(sentence, matches) for sentence in sentences if (matches := _matches(sentence.text, _SIGNS))]
    kinds = {kind for _sentence, matches in found for kind in matches}
    if len(kinds) >= SIGNS_NEEDED:
        sentence, matches = max(found, key=lambda one: len(one[1]))
        yield _finding(sentence, matches.values())


def _matches(text: str, pattern: re.Pattern[str]) -> dict[str, re.Match[str]]:
    """The first match of each kind, outside thanks and what others said."""
    small = in_small_letters(text)
    if not pattern.search(small):
        return {}
    found: dict[str, re.Match[str]] = {}
    for match in pattern.finditer(_NOT_MINE.sub(lambda taken: features.TAKEN_OUT * len(taken[0]), small)):
        found.setdefault(group_of(match), match)
    return found


def _finding(sentence: Sentence, matches: Iterable[re.Match[str]]) -> Finding:
    evidence = features.apart(sentence.text, [match.span() for match in matches])
    return Finding(
        said=Said.PITCH,
        by=Side.ME,
        sentence=Span(sentence.start, sentence.end),
        evidence=tuple(Span(sentence.start + start, sentence.start + end) for start, end in evidence),
        what=shorten(sentence.text),
    )


_NOT_MINE = joined({kind: no_ask_words.NO_ASKS[kind] for kind in ("thanks", "told")})
_PITCHES = joined(pitch_words.PITCHES)
_SIGNS = joined(pitch_words.SIGNS)
