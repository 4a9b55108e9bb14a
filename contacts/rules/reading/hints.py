"""What an entry seems to tell of favours while it is typed: questions to the user, with the words that led to them.

An entry has two texts. What was talked about may be the message itself, in a written conversation.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from contacts.rules.reading.findings import Finding, Span
from contacts.rules.reading.messages import read_message
from contacts.rules.reading.notes import read_note
from contacts.rules.reading.told_days import tell_days
from contacts.vocabulary import Said, Side

# Who speaks to somebody says "you"; who notes what was said does not.
_SPEAKS_TO_SOMEBODY = re.compile(r"\b(?:you|your|yours|u)\b", re.IGNORECASE)
_OFFERS = re.compile(
    r"\b(?:offer\w*|happy|glad|love|can|could|would|let me|if you|want me|welcome|feel free|any ?time)\b|'ll|’ll",
    re.IGNORECASE,
)

# Read at every pause in the typing: of a long letter its beginning, so that the answer comes at once.
_MESSAGE_READ = 2_500

# As much of a long sentence as is shown before the first and after the last telling word.
_AROUND = 60
_LONGEST_BETWEEN = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the quoted sentence; marked where it led to the hint."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Hint:
    """One favour that seems to be told: who gives, ``what`` in the text's own words, and the sentence in pieces.

    Only a promise has a day beside its words; in other words of favours the day is told as itself, "by Fri 4 Dec".
    ``due_on`` is a promise's day where one is named; ``is_offer`` says that a give was only offered.
    """

    said: Said
    by: Side
    what: str
    quoted: tuple[Piece, ...]
    due_on: date | None
    is_offer: bool


def read_entry(
    *, talked_about: str, learned: str, today: date, name: str = "", writer: Side | None = None
) -> tuple[Hint, ...]:
    """The asks, gives and promises that an entry seems to tell of, those of *talked about* first, none twice.

    ``writer`` is who wrote where the conversation was a written one, None where nobody can tell or nobody wrote; a text
    that speaks to somebody is then read as their message. ``today`` is the local day of the conversation. Pitches are
    left out: they are no favour. Never raises.
    """
    found: list[Hint] = []
    for text, findings in (
        (talked_about, _talked_about(talked_about, today=today, name=name, writer=writer)),
        (learned, read_note(learned, today=today, name=name, about_them=True)),
    ):
        for hint in _hints(text, findings, today=today):
            if all(not _is_same(hint, other) for other in found):
                found.append(hint)
    return tuple(found)


def _talked_about(text: str, *, today: date, name: str, writer: Side | None) -> tuple[Finding, ...]:
    if writer is None or not _SPEAKS_TO_SOMEBODY.search(text):
        return read_note(text, today=today, name=name)
    findings = _without_promised(read_message(text[:_MESSAGE_READ], today=today))
    if writer == Side.ME:
        return findings
    # The reader takes the writer for the user: here it was the other side.
    return tuple(replace(one, by=Side.ME if one.by == Side.THEM else Side.THEM) for one in findings)


def _without_promised(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What a sentence promises it does not give as well."""
    promised = {(one.sentence, one.by) for one in findings if one.said == Said.PROMISE}
    return tuple(one for one in findings if one.said != Said.GIVE or (one.sentence, one.by) not in promised)


def _hints(text: str, findings: Iterable[Finding], *, today: date) -> Iterator[Hint]:
    for finding in findings:
        if finding.said == Said.PITCH:
            continue
        telling = " ".join(text[span.start : span.end] for span in finding.evidence)
        is_offer = finding.said == Said.GIVE and bool(_OFFERS.search(telling))
        what, evidence = finding.what, finding.evidence
        if finding.said != Said.PROMISE:
            told = tell_days(what, today=today, is_over=finding.said == Said.GIVE and not is_offer)
            what, evidence = told.what, _with_days(text, finding, told.day_words)
        yield Hint(
            said=finding.said,
            by=finding.by,
            what=what,
            quoted=tuple(_pieces(text, replace(finding, evidence=evidence))),
            due_on=finding.due_on,
            is_offer=is_offer,
        )


def _with_days(text: str, finding: Finding, day_words: tuple[str, ...]) -> tuple[Span, ...]:
    """The telling words and those for days, in order, none over another."""
    spans = list(finding.evidence)
    for words in day_words:
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
        match = pattern.search(text, finding.evidence[0].start, finding.sentence.end)
        if match and all(match.end() <= span.start or span.end <= match.start() for span in spans):
            spans.append(Span(*match.span()))
    return tuple(sorted(spans, key=lambda span: span.start))


def _is_same(one: Hint, other: Hint) -> bool:
    return (one.said, one.by) == (other.said, other.by) and is_same_favour(one.what, other.what)


def is_same_favour(one: str, other: str) -> bool:
    """Whether two wordings are one favour: one begins like the other, as it does while somebody is still typing."""
    first, second = _plain(one), _plain(other)
    return bool(first and second) and (first.startswith(second) or second.startswith(first))


def _plain(what: str) -> str:
    return " ".join(re.findall(r"\w+", what.casefold()))


# The sentence, as it is shown


def _pieces(text: str, finding: Finding) -> Iterator[Piece]:
    """The sentence on one line, shortened far from the telling words."""
    at = finding.sentence.start
    for number, telling in enumerate(finding.evidence):
        span = _whole_words(text, telling, finding.sentence.end)
        between = _one_line(text, Span(at, span.start))
        if number == 0:
            between = _end_of(between)
        elif len(between) > _LONGEST_BETWEEN:
            between = f"{_start_of(between)} {_end_of(between).removeprefix('… ')}"
        if between:
            yield Piece(between, is_marked=False)
        yield Piece(_one_line(text, span), is_marked=True)
        at = span.end
    if after := _start_of(_one_line(text, Span(at, finding.sentence.end))):
        yield Piece(after, is_marked=False)


def _whole_words(text: str, span: Span, end: int) -> Span:
    """Up to the end of the last word, so that no half of one is underlined."""
    at = span.end
    while at < end and text[at].isalnum():
        at += 1
    return Span(span.start, at)


def _one_line(text: str, span: Span) -> str:
    return re.sub(r"\s+", " ", text[span.start : span.end])


def _start_of(words: str) -> str:
    if len(words) <= _AROUND:
        return words
    return words[:_AROUND].rpartition(" ")[0] + "…"


def _end_of(words: str) -> str:
    if len(words) <= _AROUND:
        return words
    return "… " + words[-_AROUND:].partition(" ")[2]
