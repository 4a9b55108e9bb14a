"""Cutting a favour out of a sentence: what is the writer's own in it, and the words that name the favour."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from contacts.rules.reading import favour_words
from contacts.rules.reading.cutting import Sentence
from contacts.rules.reading.day_words import DayWords, due_day
from contacts.rules.reading.findings import Finding, Span, shorten
from contacts.vocabulary import Said, Side

_CLAUSE_END = re.compile(
    r"[.!?;:](?=\s|$)"
    r"|,\s+(?:and|but|so|just|if|as|once|when|until|I|I'll|I'm|I've|we|we'll|you|she|he|they|it|please|let|no|promise"
    r"|who|which"
    r"|because|sorry|hope|talk|see|thanks|thank|then|nothing|though|while|mention|come|even|probably|since|where|ok"
    r"|promised|remind|don't|do|give|tell|will)(?!\w)"
    r"|\s(?:[-–—]{1,3}\s|\(|:\)|;\))"
    r"|\s(?:and|but)\s+(?:I|I'll|I'm|I've|we|you|she|he|they|it|will|let|that|then|tell|hope|see|need|should"
    r"|ask)(?!\w)"
    r"|\s(?:so|because|since|when|once|unless|while|though|before|until|as soon as|if|remind|in case)\s+(?:that\s+)?"
    r"(?:I|I'm|I've|we|you|you're|u|it|it's|he|she|they|the|my|your|[A-Z]\w+|all|me|that's|possible|im|is"
    r"|needed)(?![\w'])",
    re.IGNORECASE,
)
_TRANSFER = re.compile(
    r"^(?:re)?(?:send|sent|sending|forward|forwarding|forwarded|fwd|share|shared|sharing|mail|mailed|e-?mail|post"
    r"|pass|passed|passing"
    r"|attached|attaching|enclosed|enclosing|get|upload|circulate|ship|deliver)\s+(?:(?:you|u|on|over|out|along|back"
    r"|it|them|to)\s+){0,3}"
    r"(?=(?:a|an|the|my|our|your|some|two|three|all|both|those|these|details|comments|notes|feedback|numbers|pics"
    r"|photos|slides|files?"
    r"|minutes|this\s+\w+|[A-Z]\w+'s)\b)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,;:–—-]+|\b(?:and|or|but|so|if|when|as|by|on|at|in|for|to|with|the|then|later|already|right|away|now|asap"
    r"|soon|shortly"
    r"|okay|ok|too|please|of course|again|early|first thing|from|before|after|this|that is))+$",
    re.IGNORECASE,
)


def own_words(sentence: Sentence) -> str:
    """The sentence with everything between quotation marks blanked: those words are somebody else's."""
    return favour_words.QUOTED.sub(lambda match: " " * len(match[0]), sentence.text)


@lru_cache(maxsize=8)
def sells(sentences: tuple[Sentence, ...]) -> bool:
    """True where one of the sentences sells: what is offered around it is part of the pitch.

    Remembers the last messages, since gives and promises ask alike.
    """
    return any(favour_words.SALES.search(sentence.text) for sentence in sentences)


def is_given(text: str, at: int) -> bool:
    """False where the words right before ``at`` report, doubt, hope for or ask what follows."""
    ahead = text[max(0, at - 60) : at]
    return not favour_words.NOT_GIVEN.search(ahead) or bool(favour_words.GIVEN.search(ahead))


def matches(
    patterns: Iterable[re.Pattern[str]], text: str, *, needed: Mapping[re.Pattern[str], tuple[str, ...]]
) -> Iterator[re.Match[str]]:
    """Every match of the patterns in ``text``; one whose ``needed`` words are not in it is not tried."""
    lowered = text.lower()
    for pattern in patterns:
        if pattern not in needed or any(word in lowered for word in needed[pattern]):
            yield from pattern.finditer(text)


def favour_in(text: str, start: int, *, due: DayWords | None = None) -> str:
    """The favour that begins at ``start``, to the end of its clause, without its day: "the deck", "call her"."""
    ending = _CLAUSE_END.search(text, start + 1)
    end = ending.start() if ending else len(text)
    words = text[start:end]
    if due is not None and start <= due.start < end:
        rest = text[due.end : end]
        words = words[: due.start - start] + ("" if rest.lstrip().startswith(",") else rest)
        words = _TRAILING.sub("", words)
    words = _TRANSFER.sub("", words.strip(" ,:;-–—"), count=1)
    return shorten(words or text[start:])


def finding(
    said: Said,
    sentence: Sentence,
    *,
    evidence: tuple[int, int],
    favour_at: int,
    today: date | None = None,
) -> Finding:
    """A finding of the writer's own in ``sentence``, its spans moved to where they stand in the message.

    With ``today``, the day named in the sentence is part of it, and of the evidence.
    """
    text = sentence.text
    due = due_day(text, today=today, after=evidence[0]) if today is not None else None
    spans = [evidence]
    if due is not None and (due.end <= evidence[0] or due.start >= evidence[1]):
        spans.append((due.start, due.end))
    what = favour_in(text, favour_at, due=due) or text[evidence[0] : evidence[1]]
    return Finding(
        said=said,
        by=Side.ME,
        sentence=Span(sentence.start, sentence.end),
        evidence=tuple(Span(sentence.start + start, sentence.start + end) for start, end in sorted(spans)),
        what=shorten(what),
        due_on=due.on if due else None,
    )
