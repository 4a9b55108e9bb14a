"""What reading finds: spans of a text, and findings that quote the words which led to them."""

from dataclasses import dataclass
from datetime import date

from contacts.vocabulary import Said, Side

LONGEST_WHAT = 120


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands: offsets into the text as it was given, ``end`` one past the last character."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a text says between the two.

    ``by`` asks, gives or promises (ME is the writer). ``sentence`` is where it stands; ``evidence``, never empty, the
    words in it that led to the finding, in order. ``what`` is the favour in the text's own words, at most 120
    characters. ``due_on`` is a local day ("by Friday"), read from the day the text was written.
    """

    said: Said
    by: Side
    sentence: Span
    evidence: tuple[Span, ...]
    what: str
    due_on: date | None = None


def shorten(words: str) -> str:
    """``words`` on one line, cut at a word so that they fit into ``Finding.what``."""
    line = " ".join(words.split())
    if len(line) <= LONGEST_WHAT:
        return line
    cut = line[:LONGEST_WHAT].rsplit(" ", 1)[0]
    return cut[: LONGEST_WHAT - 1].rstrip(" ,;:-") + "…"
