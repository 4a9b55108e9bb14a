"""Messages, each labelled as holding an ask, a give, a promise or a pitch of its writer, or none."""

from collections.abc import Iterable
from datetime import date

from contacts.judgement.figures import Judged
from contacts.judgement.lines import labelled, quoted
from contacts.rules.reading import read_message
from contacts.vocabulary import Said, Side

KINDS = {"asks": Said.ASK, "gives": Said.GIVE, "promises": Said.PROMISE, "pitches": Said.PITCH}


def judge_messages(kind: str, lines: Iterable[bytes], *, today: date) -> list[Judged]:
    """Judge each ``Yes<TAB>text`` of a file, in order. ``kind`` is one of `KINDS`. Raises WrongLine."""
    return [judge_message(kind, text, right=right, line=number, today=today) for number, right, text in labelled(lines)]


def judge_message(kind: str, text: str, *, right: bool, line: int, today: date) -> Judged:
    """Judge one message by what the writer says in it; the words that led to it are the reason."""
    findings = [
        finding for finding in read_message(text, today=today) if finding.said == KINDS[kind] and finding.by == Side.ME
    ]
    because = ", ".join(text[span.start : span.end] for finding in findings for span in finding.evidence)
    return Judged(line=line, right=right, judged=bool(findings), shown=quoted(text), because=because)
