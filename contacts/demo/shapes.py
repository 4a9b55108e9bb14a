"""The words that the example network is written in. Days count from today on the account's calendar."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from functools import partial

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


@dataclass(frozen=True, slots=True)
class Favour:
    """One favour told in a talk. ``due_in`` counts days from today on; ``thanked`` and ``told`` (what became of it) are
    days before today, after the talk.

    ``kind`` is what kind of favour it was, where the user said so.
    """

    what: str
    size: Size = Size.SMALL
    state: ExchangeState = ExchangeState.KEPT
    _: KW_ONLY
    giver: Side
    asked: bool
    kind: Category | None = None
    due_in: int | None = None
    our_work: bool = False
    thanked: int | None = None
    told: int | None = None


# The user offered, unasked; they asked the user.
gave = partial(Favour, giver=Side.ME, asked=False)
was_asked = partial(Favour, giver=Side.ME, asked=True)
# They offered, unasked; the user asked them.
received = partial(Favour, giver=Side.THEM, asked=False)
asked = partial(Favour, giver=Side.THEM, asked=True)
# Open, with a day; on request where ``asked`` is said.
promised = partial(gave, state=ExchangeState.PROMISED)
was_promised = partial(received, state=ExchangeState.PROMISED)


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
