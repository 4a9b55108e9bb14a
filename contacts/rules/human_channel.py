"""The human channel (E-55): when the last talk is long ago, a call or a coffee rather than another message."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from contacts.vocabulary import Channel

RULE: Literal["E-55"] = "E-55"

# Days since the last talk; fewer are enough where messages have taken its place.
LONG_AGO = 180
LONG_AGO_WHEN_WRITING = 60
WRITING = 3

SuggestionKind = Literal["call_or_coffee", "coffee", "call"]


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """How the two have been in touch. A talk is in touch in person, by phone or by video.

    ``written_since_live`` counts the written interactions after the last talk, whoever began them. ``has_phone``: a
    number of theirs is known; ``place``: where they are, empty where it is not known.
    """

    today: date
    last_live_on: date | None
    written_since_live: int
    last_live_channel: Channel | None
    has_phone: bool
    place: str


@dataclass(frozen=True, slots=True)
class ChannelSuggestion:
    """What to suggest, with the evidence: the day of the last talk and how many messages there were since."""

    rule: Literal["E-55"]
    kind: SuggestionKind
    last_live_on: date
    written_since_live: int


def suggest_channel(facts: ChannelFacts) -> ChannelSuggestion | None:
    """A call or a coffee where the last talk is half a year ago, or two months with three messages since.

    None for people the user never talked to: what is missing there is a first talk, not another one.
    """
    if facts.last_live_on is None:
        return None
    days = (facts.today - facts.last_live_on).days
    if days < (LONG_AGO_WHEN_WRITING if facts.written_since_live >= WRITING else LONG_AGO):
        return None
    return ChannelSuggestion(RULE, _kind(facts), facts.last_live_on, facts.written_since_live)


def _kind(facts: ChannelFacts) -> SuggestionKind:
    """Coffee where they met before or their place is known, a call where there is a number or they called before."""
    coffee = facts.last_live_channel == Channel.IN_PERSON or bool(facts.place.strip())
    call = facts.has_phone or facts.last_live_channel in {Channel.PHONE, Channel.VIDEO}
    if coffee == call:
        return "call_or_coffee"
    return "coffee" if coffee else "call"
