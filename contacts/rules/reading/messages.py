"""A message that the user writes to one person, read sentence by sentence."""

from collections.abc import Iterator
from datetime import date

from contacts.rules.reading import asks, gives, pitches, promises
from contacts.rules.reading.cutting import Sentence, own_sentences
from contacts.rules.reading.findings import Finding
from contacts.rules.reading.language import is_english


def english_sentences(text: str) -> tuple[Sentence, ...]:
    """The writer's own sentences that are English; a sentence that does not tell follows the whole."""
    sentences = own_sentences(text)
    whole = is_english(" ".join(sentence.text for sentence in sentences))
    return tuple(sentence for sentence in sentences if is_english(sentence.text, otherwise=whole))


def read_message(text: str, *, today: date) -> tuple[Finding, ...]:
    """What a message from the user to one person says between the two, in the order of the text. Never raises.

    ``today`` is the local day the message is written on; "by Friday" is read from it.
    """
    return tuple(sorted(_found(english_sentences(text), today=today), key=_place))


def _found(sentences: tuple[Sentence, ...], *, today: date) -> Iterator[Finding]:
    sold = tuple(pitches.read(sentences))
    # What is offered or promised around a pitch is part of it.
    given = () if sold else (*gives.read(sentences, today=today), *promises.read(sentences, today=today))
    yield from sold
    yield from asks.read(sentences, given=given)
    yield from given


def _place(finding: Finding) -> tuple[int, int]:
    return finding.sentence.start, finding.evidence[0].start
