"""What tests make worlds of: plain functions, all through the services, so that no world is impossible."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from contacts.entries import ExchangeEntry, LogEntry
from contacts.models import Contact, Event, Exchange, FollowUp, ImportantDate, Interaction, Person, User
from contacts.rules.repeats import repeat_rule
from contacts.services.accounts import welcome
from contacts.services.contacts import choose_cadence
from contacts.services.events import add_event
from contacts.services.exchanges import add_exchange
from contacts.services.follow_ups import complete_follow_up, remind_on
from contacts.services.important_dates import DateEntry, add_date
from contacts.services.interactions import Logged, log_interaction
from contacts.services.people import HandleEntry, PersonFacts, add_person
from contacts.vocabulary import (
    Channel,
    DateKind,
    ExchangeState,
    FollowUpKind,
    HandleKind,
    Side,
    Size,
    Source,
    StartedBy,
)

PASSWORD = "correct horse battery"
TALKED = "how the harbour library lends out tools"
LEARNED = "grew up in Trondheim, restores wooden boats with their sister"


def create_account(*, email: str = "alice@example.org", time_zone: str = "Europe/Oslo", **fields: Any) -> User:
    account = User.objects.create_user(email, PASSWORD, time_zone=time_zone, **fields)
    welcome(account=account)
    return account


def today_of(account: User) -> date:
    return timezone.localdate(timezone=account.tz)


def create_person(*, by: User, name: str = "Ana Ferreira", email: str = "", **facts: Any) -> Person:
    """Somebody at the door."""
    handles = (HandleEntry(HandleKind.EMAIL, email),) if email else ()
    return add_person(by=by, facts=PersonFacts(name=name, handles=handles, **facts), source=Source.ADDED)


def entry(*, by: User, name: str = "", person: Person | None = None, days_ago: int = 0, **fields: Any) -> LogEntry:
    """A meaningful conversation, unless ``fields`` say otherwise."""
    fields = {"talked_about": TALKED, "learned": LEARNED, **fields}
    fields.setdefault("happened_on", today_of(by) - timedelta(days=days_ago))
    fields.setdefault("entry_key", uuid4())
    if person is None and not name:
        name = "Ana Ferreira"
    return LogEntry(name=name, person=person, **fields)


def log(*, by: User, name: str = "", person: Person | None = None, days_ago: int = 0, **fields: Any) -> Logged:
    return log_interaction(by=by, entry=entry(by=by, name=name, person=person, days_ago=days_ago, **fields))


def create_interaction(*, by: User, **fields: Any) -> Interaction:
    return log(by=by, **fields).interaction


def create_contact(
    *, by: User, name: str = "Ana Ferreira", days_ago: int = 0, learned: str = "", **fields: Any
) -> Contact:
    """A contact, founded on a conversation with a note of their own."""
    logged = log(by=by, name=name, days_ago=days_ago, learned=learned or f"{name} {LEARNED} {uuid4().hex}", **fields)
    assert logged.contact is not None, logged.verdict
    return logged.contact


def create_exchange(
    *,
    by: User,
    person: Person,
    giver: Side = Side.ME,
    asked: bool = False,
    what: str = "two names of reviewers",
    size: Size = Size.SMALL,
    state: ExchangeState = ExchangeState.KEPT,
    days_ago: int = 0,
    due_in: int | None = None,
    **fields: Any,
) -> Exchange:
    on = today_of(by) - timedelta(days=days_ago)
    due_on = None if due_in is None else today_of(by) + timedelta(days=due_in)
    told = ExchangeEntry(giver=giver, asked=asked, what=what, size=size, state=state, due_on=due_on, **fields)
    return add_exchange(by=by, person=person, entry=told, on=on, entry_key=uuid4())


def create_ask(*, by: User, person: Person, days_ago: int = 0, **fields: Any) -> Exchange:
    """The user asked them for something."""
    fields.setdefault("state", ExchangeState.OPEN)
    return create_exchange(by=by, person=person, giver=Side.THEM, asked=True, days_ago=days_ago, **fields)


def create_promise(*, by: User, person: Person, due_in: int = 3, days_ago: int = 0, **fields: Any) -> Exchange:
    """The user promised them something, due in so many days from today."""
    fields.setdefault("giver", Side.ME)
    return create_exchange(
        by=by, person=person, state=ExchangeState.PROMISED, days_ago=days_ago, due_in=due_in, **fields
    )


def create_event(*, by: User, name: str = "Oslo Platform Day", days_ago: int = 0, **fields: Any) -> Event:
    return add_event(by=by, entry_key=uuid4(), name=name, happened_on=today_of(by) - timedelta(days=days_ago), **fields)


def create_reminder(
    *, by: User, person: Person, due_in: int = 0, text: str = "ask about the boat", repeats: str = ""
) -> FollowUp:
    """``repeats`` is a choice of `rules.repeats`, such as ``monthly``; empty is once."""
    due_on = today_of(by) + timedelta(days=due_in)
    repeat = repeat_rule(repeats, first_on=due_on)
    return remind_on(by=by, person=person, due_on=due_on, text=text, entry_key=uuid4(), repeat=repeat)


def create_nudge(*, by: User, name: str = "Ana Ferreira", days_ago: int = 50, cadence: int = 30) -> Contact:
    """A contact whom nothing but their cadence asks for, last in touch so many days ago."""
    contact = create_contact(by=by, name=name, days_ago=days_ago)
    for first in FollowUp.objects.open().filter(person=contact.person, kind=FollowUpKind.FIRST):
        complete_follow_up(by=by, follow_up=first)
    return choose_cadence(by=by, contact=contact, circle=None, own_cadence_days=cadence)


def create_date(*, by: User, person: Person, month: int, day: int, **fields: Any) -> ImportantDate:
    """A birthday, unless ``fields`` say otherwise."""
    entry = DateEntry(kind=fields.pop("kind", DateKind.BIRTHDAY), month=month, day=day, **fields)
    return add_date(by=by, person=person, entry=entry, entry_key=uuid4())


def create_gift(*, by: User, person: Person, days_ago: int = 0, **fields: Any) -> Exchange:
    """They did the user a favour of some weight, which calls for thanks (E-33)."""
    return create_exchange(by=by, person=person, giver=Side.THEM, size=Size.MEDIUM, days_ago=days_ago, **fields)


def leave_unanswered(*, by: User, person: Person, days_ago: Iterable[int] = (90, 60, 30), **fields: Any) -> None:
    """Mails of the user's on these days that nobody answered."""
    told = {"channel": Channel.EMAIL, "started_by": StartedBy.ME, "talked_about": "how the trees do", "learned": ""}
    for days in days_ago:
        log(by=by, person=person, days_ago=days, **{**told, **fields})
