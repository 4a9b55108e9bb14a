"""Notes of interactions, each labelled as meaningful (it may found a contact, E-01) or not."""

from collections.abc import Iterable
from datetime import date

from contacts.judgement.figures import Judged
from contacts.judgement.lines import Record, objects, quoted
from contacts.rules.meaningful import InteractionFacts, MeaningfulVerdict, OtherNote, judge, took_part
from contacts.vocabulary import Missing

YES = frozenset({"meaningful", "accept", "accepted", "contact", "pass"})
NO = frozenset(
    {"not meaningful", "meaningless", "empty", "refuse", "refused", "reject", "rejected", "door", "at the door"}
)

# Notes that a file gives no day; which one it is makes no difference to the rule.
SOME_DAY = date(2000, 1, 3)

_KNOWN = ("name", "also_known_as", "firm", "organisation", "role", "event")


def judge_notes(lines: Iterable[bytes]) -> list[Judged]:
    """Judge each line of a file, in order. Raises WrongLine."""
    return [_judged(number, record) for number, record in objects(lines)]


def is_accepted(verdict: MeaningfulVerdict) -> bool:
    """Whether the product lets it found a contact. A topic of stock words costs one yes, and is no refusal."""
    return verdict.meaningful or verdict.missing == (Missing.THIN_TOPIC,)


def _judged(number: int, record: Record) -> Judged:
    right = record.verdict(yes=YES, no=NO)
    facts = _facts(record)
    verdict = judge(facts)
    return Judged(
        line=number,
        right=right,
        judged=is_accepted(verdict),
        shown=quoted(f"{facts.talked_about} / {facts.learned}"),
        because=", ".join(missing.value for missing in verdict.missing),
    )


def _facts(record: Record) -> InteractionFacts:
    channel, started_by = record.channel(), record.started_by()
    return InteractionFacts(
        channel=channel,
        started_by=started_by,
        depth=record.depth(),
        they_took_part=took_part(
            channel=channel,
            started_by=started_by,
            they_wrote_too=record.truth("they_took_part"),
            answers_on=None,
            happened_on=SOME_DAY,
        ),
        talked_about=record.text("talked_about"),
        learned=record.text("learned"),
        happened_on=SOME_DAY,
        today=SOME_DAY,
        known=tuple(filter(None, map(record.text, _KNOWN))),
        other_notes=tuple(
            OtherNote(number, _likely_name(note), note)
            if isinstance(note, str)
            else OtherNote(number, note.text("name"), note.text("text") or note.text("learned"))
            for number, note in enumerate(record.texts_or_records("other_notes"), 1)
        ),
    )


def _likely_name(note: str) -> str:
    """Whom a bare text about somebody else may name: its first word, where that has a capital. At worst a word less."""
    first = note.split(maxsplit=1)[0] if note.strip() else ""
    return first if first.istitle() else ""
