"""The words that the example network is written in. Days count from today on the account's calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from contacts.vocabulary import (
    Category,
    Channel,
    DateKind,
    DayPrecision,
    Depth,
    EventPart,
    ExchangeState,
    Reason,
    Side,
    Size,
    StartedBy,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Favour:
    """One favour told in a talk. ``due_in`` counts forward from today; the two ``…_days_ago`` come after the talk.

    ``kind`` is what kind of favour it was, where the user said so.
    """

    giver: Side
    asked: bool
    what: str
    kind: Category | None = None
    size: Size = Size.SMALL
    state: ExchangeState = ExchangeState.KEPT
    due_in: int | None = None
    our_work: bool = False
    thanked_days_ago: int | None = None
    told_days_ago: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One interaction. ``event`` names one of `Evening`, which then gives the day; ``answers`` and ``chases`` name
    favours of earlier talks by their words.
    """

    days_ago: int = 0
    about: str = ""
    learned: str = ""
    over: Channel = Channel.IN_PERSON
    by: StartedBy = StartedBy.BOTH
    wrote_back: bool = False
    depth: Depth = Depth.CONVERSATION
    precision: DayPrecision = DayPrecision.DAY
    event: str = ""
    favours: tuple[Favour, ...] = ()
    answers: Mapping[str, ExchangeState] = field(default_factory=dict)
    chases: tuple[str, ...] = ()
    private: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """A day of the year that matters to somebody; it comes in so many days, and was first so many years ago."""

    kind: DateKind
    in_days: int
    years: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """One person with everything between them and the user, oldest talk first.

    ``reminders`` are days from today with their words; ``snoozed`` puts off keeping in touch; ``muted`` are rules with
    the user's reason; ``sent_back`` ends with the person at the door again.
    """

    key: str
    name: str
    aka: str = ""
    firm: str = ""
    role: str = ""
    place: str = ""
    zone: str = ""
    email: str = ""
    phone: str = ""
    formal: bool = False
    circle: str = ""
    talks: tuple[Talk, ...] = ()
    reminders: tuple[tuple[int, str], ...] = ()
    dates: tuple[Yearly, ...] = ()
    snoozed: str = ""
    muted: Mapping[Reason, str] = field(default_factory=dict)
    sent_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """One event; below zero, ``days_ago`` is still to come."""

    key: str
    name: str
    days_ago: int
    place: str = ""
    part: EventPart = EventPart.ATTENDING
    notes: str = ""


def gave(
    what: str,
    size: Size = Size.SMALL,
    state: ExchangeState = ExchangeState.KEPT,
    *,
    kind: Category | None = None,
) -> Favour:
    """The user offered, unasked."""
    return Favour(giver=Side.ME, asked=False, what=what, kind=kind, size=size, state=state)


def was_asked(
    what: str,
    size: Size = Size.SMALL,
    state: ExchangeState = ExchangeState.KEPT,
    *,
    kind: Category | None = None,
) -> Favour:
    """They asked the user."""
    return Favour(giver=Side.ME, asked=True, what=what, kind=kind, size=size, state=state)


def received(
    what: str,
    size: Size = Size.SMALL,
    *,
    kind: Category | None = None,
    thanked: int | None = None,
    told: int | None = None,
) -> Favour:
    """They offered, unasked."""
    return Favour(
        giver=Side.THEM,
        asked=False,
        what=what,
        kind=kind,
        size=size,
        thanked_days_ago=thanked,
        told_days_ago=told,
    )


def asked(
    what: str,
    size: Size = Size.SMALL,
    state: ExchangeState = ExchangeState.KEPT,
    *,
    kind: Category | None = None,
    thanked: int | None = None,
    told: int | None = None,
    our_work: bool = False,
) -> Favour:
    """The user asked them."""
    return Favour(
        giver=Side.THEM,
        asked=True,
        what=what,
        kind=kind,
        size=size,
        state=state,
        our_work=our_work,
        thanked_days_ago=thanked,
        told_days_ago=told,
    )


def promised(
    what: str,
    size: Size = Size.SMALL,
    *,
    due_in: int,
    on_request: bool = False,
    kind: Category | None = None,
) -> Favour:
    """The user promised, open."""
    return Favour(
        giver=Side.ME,
        asked=on_request,
        what=what,
        kind=kind,
        size=size,
        state=ExchangeState.PROMISED,
        due_in=due_in,
    )


def was_promised(what: str, size: Size = Size.SMALL, *, due_in: int, **more: Any) -> Favour:
    """They promised, open; as `promised`."""
    return replace(promised(what, size, due_in=due_in, **more), giver=Side.THEM)
