"""What a day of writing seems to have been about: an ask or a give of either side, with the words that say so.

A suggestion and no more: the user says what it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from contacts.rules.reading.findings import Finding, Span, shorten
from contacts.rules.reading.hints import Piece
from contacts.rules.reading.messages import read_message
from contacts.vocabulary import Said, Side, SortedAs

# Of a long letter its beginning is read.
LOOKED_AT = 4_000

_SORTED_AS = {
    (Side.ME, Said.ASK): SortedAs.I_ASKED,
    (Side.ME, Said.GIVE): SortedAs.I_GAVE,
    (Side.THEM, Said.ASK): SortedAs.THEY_ASKED,
    (Side.THEM, Said.GIVE): SortedAs.THEY_GAVE,
}


@dataclass(frozen=True, slots=True)
class Written:
    """One message: who wrote it, and what."""

    author: Side
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``what`` is the favour in the message's own words, at most 120 characters; ``place`` the message it stands in."""

    sorted_as: SortedAs
    what: str
    place: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The first ask or give of the day, if there is one; and each message in pieces, marked where it speaks of one."""

    suggestion: Suggestion | None
    texts: tuple[tuple[Piece, ...], ...]


def read_day(messages: Sequence[Written], *, on: date) -> Reading:
    """Read the messages of one local day, the oldest first. Never raises."""
    suggestion = None
    texts = []
    for place, one in enumerate(messages):
        findings = _findings(one, on)
        if suggestion is None and findings:
            first = findings[0]
            suggestion = Suggestion(_SORTED_AS[one.author, first.said], first.what, place)
        texts.append(in_pieces(one.text, (span for finding in findings for span in finding.evidence)))
    return Reading(suggestion, tuple(texts))


def words_for(messages: Sequence[Written], sorted_as: SortedAs) -> str:
    """What to call a favour for which the user has no words: as the first message of its side begins, else any."""
    by = Side.ME if sorted_as in {SortedAs.I_ASKED, SortedAs.I_GAVE} else Side.THEM
    theirs = [one for one in messages if one.author == by and one.text.strip()]
    texts = theirs or [one for one in messages if one.text.strip()]
    return shorten(texts[0].text) if texts else ""


def in_pieces(text: str, marked: Iterable[Span]) -> tuple[Piece, ...]:
    """``text`` cut where marks begin and end; put together again it is the text."""
    pieces, at = [], 0
    for span in sorted(marked, key=lambda one: (one.start, one.end)):
        start, end = max(span.start, at), min(span.end, len(text))
        if end <= start:
            continue
        if start > at:
            pieces.append(Piece(text[at:start], is_marked=False))
        pieces.append(Piece(text[start:end], is_marked=True))
        at = end
    if at < len(text) or not pieces:
        pieces.append(Piece(text[at:], is_marked=False))
    return tuple(pieces)


def _findings(one: Written, on: date) -> list[Finding]:
    """Asks and gives of the writer. What is offered for sale is neither, and a promise is not kept yet."""
    found = read_message(one.text[:LOOKED_AT], today=on)
    promised = {finding.sentence for finding in found if finding.said == Said.PROMISE}
    return [
        finding
        for finding in found
        if finding.by == Side.ME
        and (finding.said == Said.ASK or (finding.said == Said.GIVE and finding.sentence not in promised))
    ]
