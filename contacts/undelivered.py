"""How a message can fail to arrive: what is known of its whereabouts, whose trouble it is, and the sentence for it."""

from enum import StrEnum


class Outcome(StrEnum):
    """What is known after a try that did not end well."""

    REFUSED = "the other side does not take it, now or later"
    NOT_NOW = "it is surely not there; later it may go"
    UNKNOWN = "it may have arrived"


class Undelivered(Exception):
    """A message did not arrive, or nobody knows. ``sentence`` is ours: the other side's words may name people.

    ``is_the_line``: others on the same line would fare no better now. ``counts``: the other side's own refusal, not
    trouble of this house.
    """

    def __init__(self, sentence: str, *, outcome: Outcome, is_the_line: bool = False, counts: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.outcome = outcome
        self.is_the_line = is_the_line
        self.counts = counts
