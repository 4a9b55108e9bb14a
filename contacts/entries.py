"""What a form, a row of a debrief or an importer hands to the verbs that log: plain values, no table touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING
from uuid import UUID

from contacts.vocabulary import Channel, DayPrecision, Depth, ExchangeState, MentionKind, Side, Size, Source, StartedBy

if TYPE_CHECKING:
    from contacts.models import Circle, Event, Exchange, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeEntry:
    """One favour as it was told. PROMISED needs ``due_on``; ``thanked`` says that thanks went with it (E-33).

    ``private`` ones are in no mail (E-60); what is told in a private entry is private anyway.
    ``category`` is a `Category`, or empty.
    """

    giver: Side
    asked: bool
    what: str
    size: Size
    state: ExchangeState
    due_on: date | None = None
    thanked: bool = False
    our_work: bool = False
    private: bool = False
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeUpdate:
    """An open favour that was spoken of: asked about again (CHASED, no state) or ANSWERED with its new state."""

    exchange: Exchange
    kind: MentionKind
    state: ExchangeState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One interaction with one person, as typed.

    Either ``person`` or ``name`` is given; a name alone makes a new person and is never matched silently. Days are
    days on the account's calendar. ``entry_key`` came with the form: the same entry sent twice is one row.
    """

    entry_key: UUID
    happened_on: date
    name: str = ""
    person: Person | None = None
    talked_about: str = ""
    learned: str = ""
    day_precision: DayPrecision = DayPrecision.DAY
    happened_at: time | None = None
    channel: Channel = Channel.IN_PERSON
    started_by: StartedBy = StartedBy.BOTH
    they_wrote_too: bool = False
    depth: Depth = Depth.CONVERSATION
    event: Event | None = None
    private: bool = False
    unfinished: bool = False
    confirmed: bool = False
    true_of_both: bool = False
    exchanges: tuple[ExchangeEntry, ...] = ()
    updates: tuple[ExchangeUpdate, ...] = ()
    circle: Circle | None = None
    source: Source = Source.LOGGED
