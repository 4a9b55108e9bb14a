"""One person's page: what is known, what matters to them, what is open, what passed between the two."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Contact, Interaction, Person, Standing, User
from contacts.queries.beside import HandleLine, RequestLine, TagLine, beside
from contacts.queries.favours import FavourLine, FavourRow, exchange_fact, favours_and_chasers, newest_first
from contacts.queries.flags import Flag, flags_of
from contacts.queries.important_dates import DateLine, date_lines
from contacts.queries.material import MATTERS_READ, once_each
from contacts.queries.people import cadence_words, who
from contacts.queries.planned import PlannedLine, planned_for
from contacts.queries.resting import RestLine, RestProposal, rest_line, rest_proposals
from contacts.queries.standings import last_in_touch_precision
from contacts.queries.today import Matter
from contacts.rules.balance import Balance, Counts, ExchangeFact, judge_balance, months_before
from contacts.vocabulary import UNSETTLED_STATES, Missing, Purpose, Reason, Source
from contacts.wording import balance_sentence, missing_sentence, promises_sentence

MATTERS_SHOWN = 2
FAVOURS_SHOWN = 10
OPEN_SHOWN = 12

Span = Literal["recent", "all"]


def select_for_page(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with what their page reads along."""
    along = people.select_related(
        "contact__circle", "contact__founded_on", "contact__standing__last_in_touch", "parked_circle"
    )
    brought = Interaction.objects.filter(person=OuterRef("pk")).exclude(purpose="")
    return along.annotate(has_unsorted=Exists(brought.filter(purpose=Purpose.UNKNOWN)), has_brought=Exists(brought))


@dataclass(frozen=True, slots=True)
class ContactLine:
    """``began_on`` is the day of the founding interaction, as exactly as ``precision`` knows it."""

    began_on: date
    precision: str
    circle: str
    cadence: str
    last_on: date | None
    last_precision: str


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """Why somebody is no contact yet. ``missing`` is a clause on the newest interaction; empty where there is none.
    One tap may answer it: ``asks_both``, it reads like a note about somebody else (E-04); ``asks_topic``, the topic is
    of stock words. ``is_brought``: the newest is a day of messages from a file, of which nothing was said yet.
    """

    missing: str
    interaction: UUID | None
    is_unfinished: bool
    asks_both: bool
    asks_topic: bool
    sent_back_on: date | None
    is_brought: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """Kept, and silent: since when somebody is archived or left out for good, and whether they have died."""

    archived_on: date | None
    left_out_on: date | None
    deceased: bool


@dataclass(frozen=True, slots=True)
class CountLine:
    """One row of the table of sums; ``kind`` is what the list behind it is filtered by."""

    kind: str
    label: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class BalanceCard:
    """The account's window of ``months``, or all time.

    ``is_even`` is only said where both sides gave (E-31) and no flag is up (E-30, E-34).
    """

    span: Span
    months: int
    balance: Balance
    sentence: str
    promises: str
    is_even: bool
    lines: tuple[CountLine, ...]
    facts: tuple[ExchangeFact, ...]
    since: date | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything on the page but the timeline, which is paged on its own.

    ``open``, ``favours`` and ``planned`` are the first few; ``open_count``, ``favour_count`` and ``more_planned`` say
    what there is beyond. ``today`` is the account's day, ``clock`` the time where the person is, naive so that it is
    shown as it is.
    """

    public_id: UUID
    name: str
    first_name: str
    also_known_as: str
    who: str
    place: str
    time_zone: str
    clock: datetime | None
    formal_relation: bool
    source: Source
    source_note: str
    note: str
    tags: tuple[TagLine, ...]
    added_on: date
    handles: tuple[HandleLine, ...]
    requests: tuple[RequestLine, ...]
    has_unsorted: bool
    has_brought: bool
    contact: ContactLine | None
    door: AtTheDoor | None
    silence: Silence | None
    rest: RestLine | None
    proposal: RestProposal | None
    dates: tuple[DateLine, ...]
    matters: tuple[Matter, ...]
    flags: tuple[Flag, ...]
    open: tuple[FavourLine, ...]
    open_count: int
    favours: tuple[FavourLine, ...]
    favour_count: int
    balance: BalanceCard
    next_up: PlannedLine | None
    planned: tuple[PlannedLine, ...]
    more_planned: bool
    today: date

    @property
    def is_contact(self) -> bool:
        return self.contact is not None


def person_page(account: User, person: Person, *, span: Span = "recent") -> PersonPage:
    """At most six queries, whatever is noted, beside those that fetched ``person`` (with ``select_for_page``)."""
    today = timezone.localdate(timezone=account.tz)
    contact: Contact | None = getattr(person, "contact", None)
    found, chased = favours_and_chasers(person)
    rows = newest_first(found)
    by_key = {row.id: row for row in rows}
    stands = beside(person)
    waiting = _open_ones(rows)
    mutes, matters = stands.mutes, _matters(person)
    asked_about = _asked_about(person, contact, mutes)
    proposals = rest_proposals(asked_about, today, rest_after=account.numbers.rest_after)
    planned = planned_for(person, contact, by_key, today)
    flags = flags_of(
        account, contact, by_key, mutes=mutes, matters=matters, chased=chased, planned=planned.lines, today=today
    )
    is_flagged = any(flag.muted is None for flag in flags)
    return PersonPage(
        public_id=person.public_id,
        name=person.name,
        first_name=person.first_name,
        also_known_as=person.also_known_as,
        who=who(person),
        place=person.place,
        time_zone=person.time_zone,
        clock=timezone.localtime(timezone=ZoneInfo(person.time_zone)).replace(tzinfo=None)
        if person.time_zone
        else None,
        formal_relation=person.formal_relation,
        source=Source(person.source),
        source_note=person.source_note,
        note=person.note,
        tags=stands.tags,
        added_on=account.local(person.created_at).date(),
        handles=stands.handles,
        requests=stands.requests,
        has_unsorted=bool(getattr(person, "has_unsorted", False)),
        has_brought=bool(getattr(person, "has_brought", False)),
        contact=_contact(contact),
        door=None if contact else _door(account, person),
        silence=_silence(account, person),
        rest=rest_line(contact, today),
        proposal=proposals.get(person.pk),
        dates=date_lines(stands.dates, today),
        matters=matters,
        flags=flags,
        open=tuple(
            row.line(person.first_name, today, asked_again_on=chased[row.id][-1] if row.id in chased else None)
            for row in waiting[:OPEN_SHOWN]
        ),
        open_count=len(waiting),
        favours=tuple(row.line(person.first_name, today) for row in rows[:FAVOURS_SHOWN]),
        favour_count=len(rows),
        balance=_balance(account, person, rows, span, today, is_flagged=is_flagged),
        next_up=planned.next_up,
        planned=planned.lines,
        more_planned=planned.has_more,
        today=today,
    )


def _contact(contact: Contact | None) -> ContactLine | None:
    if contact is None:
        return None
    standing: Standing | None = getattr(contact, "standing", None)
    return ContactLine(
        began_on=contact.founded_on.happened_on,
        precision=contact.founded_on.day_precision,
        circle=contact.circle.name if contact.circle else "",
        cadence=cadence_words(contact),
        last_on=standing.last_in_touch_on if standing else None,
        last_precision=last_in_touch_precision(standing),
    )


def _silence(account: User, person: Person) -> Silence | None:
    if not person.is_silent:
        return None
    archived_on = account.local(person.archived_at).date() if person.archived_at else None
    left_out_on = account.local(person.left_out_at).date() if person.left_out_at else None
    return Silence(archived_on, left_out_on, person.deceased)


def _asked_about(person: Person, contact: Contact | None, muted: Collection[str]) -> tuple[Contact, ...]:
    """Whether to let somebody rest is asked where they could be reminded of at all."""
    is_heard = not person.is_silent and Reason.KEEP_IN_TOUCH not in muted
    return (contact,) if contact and is_heard else ()


def _door(account: User, person: Person) -> AtTheDoor:
    newest = Interaction.objects.filter(person=person).newest_first().first()
    sent_back_on = account.local(person.sent_back_at).date() if person.sent_back_at else None
    if newest is None:
        return AtTheDoor("", None, is_unfinished=False, asks_both=False, asks_topic=False, sent_back_on=sent_back_on)
    missing = [Missing(what) for what in newest.missing if what in Missing.values]
    sentence = missing_sentence(missing, name=person.first_name) if missing else ""
    return AtTheDoor(
        sentence,
        newest.public_id,
        is_unfinished=newest.unfinished,
        asks_both=Missing.COPIED in missing,
        asks_topic=Missing.THIN_TOPIC in missing,
        sent_back_on=sent_back_on,
        is_brought=bool(newest.purpose) and not (newest.talked_about or newest.learned),
    )


def _matters(person: Person) -> tuple[Matter, ...]:
    notes = Interaction.objects.filter(person=person, unfinished=False).exclude(learned="")
    newest = notes.order_by(F("happened_on").desc(), F("happened_at").desc(nulls_last=True), "-id")
    read = (Matter(note.happened_on, note.day_precision, note.learned, note.private) for note in newest[:MATTERS_READ])
    return once_each(read)[:MATTERS_SHOWN]


def _open_ones(rows: Sequence[FavourRow]) -> list[FavourRow]:
    """Promises by their day, the latest due last; then what was asked or offered and has no answer yet."""
    waiting = [row for row in rows if row.state in UNSETTLED_STATES]
    return sorted(waiting, key=lambda row: (row.due_on or date.max, row.opened_on, row.id))


def _balance(
    account: User, person: Person, rows: Sequence[FavourRow], span: Span, today: date, *, is_flagged: bool
) -> BalanceCard:
    months, name = account.numbers.balance_months, person.first_name
    since = None if span == "all" else months_before(today, months)
    facts = tuple(exchange_fact(row) for row in rows)
    contact: Contact | None = getattr(person, "contact", None)
    met_on = contact.founded_on.happened_on if contact else None
    # What was noted while they were at the door came before the conversation that founded the contact.
    all_since_met = met_on is not None and all(fact.opened_on >= met_on for fact in facts)
    balance = judge_balance(facts, since=since)
    return BalanceCard(
        span=span,
        months=months,
        balance=balance,
        sentence=balance_sentence(balance, name=name, months=months, met_on=met_on if all_since_met else None),
        promises=promises_sentence(balance, name=name),
        is_even=balance.is_mutual and not is_flagged,
        lines=(
            CountLine("i_gave", _("You gave"), balance.i_gave),
            CountLine("they_asked", _("They asked"), balance.they_asked),
            CountLine("they_gave", _("They gave"), balance.they_gave),
            CountLine("i_asked", _("You asked"), balance.i_asked),
        ),
        facts=facts,
        since=since,
    )
