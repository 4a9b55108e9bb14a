"""One person's page: what is known, what matters to them, what is open, what passed between the two."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Contact, Exchange, FollowUp, Interaction, Person, Standing, User
from contacts.queries.important_dates import DateLine, date_lines
from contacts.queries.material import MATTERS_READ, once_each
from contacts.queries.people import cadence_words, who
from contacts.queries.resting import RestLine, RestProposal, rest_line, rest_proposals
from contacts.queries.silence import muted_rules
from contacts.queries.standings import exchange_fact, last_in_touch_precision
from contacts.queries.today import PROMISES, STANDING_FAVOUR, Matter, text_of, turn_before
from contacts.queries.why import Why, repeats_of, why_now
from contacts.rules.ask_only import AskFact, AskOnlyFacts, judge_ask_only
from contacts.rules.balance import Balance, Counts, ExchangeFact, judge_balance, months_before
from contacts.vocabulary import (
    NUDGES,
    ExchangeState,
    FollowUpKind,
    HandleKind,
    HandleLabel,
    Missing,
    Reason,
    Side,
    Size,
    Source,
)
from contacts.wording import ask_only_sentence, balance_sentence, missing_sentence
from contacts.wording_favours import favour_words, outcome_words

MATTERS_SHOWN = 2

Span = Literal["24", "all"]


def select_for_page(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with what their page reads along."""
    along = people.select_related(
        "contact__circle", "contact__founded_on", "contact__standing__last_in_touch", "parked_circle"
    )
    return along.prefetch_related("handles")


@dataclass(frozen=True, slots=True)
class HandleLine:
    kind: HandleKind
    label: HandleLabel
    value: str
    href: str


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
    of stock words.
    """

    missing: str
    interaction: UUID | None
    is_unfinished: bool
    asks_both: bool
    asks_topic: bool
    sent_back_on: date | None


@dataclass(frozen=True, slots=True)
class FavourLine:
    """One exchange as the page shows it; ``mark`` takes it as it is. ``days_late`` is 0 unless its day has passed."""

    public_id: UUID
    giver: Side
    asked: bool
    what: str
    size: Size
    state: ExchangeState
    opened_on: date
    due_on: date | None
    settled_on: date | None
    thanked_on: date | None
    outcome_told_on: date | None
    our_work: bool
    days_late: int
    says: str
    outcome: str

    @property
    def is_open(self) -> bool:
        return self.state in {ExchangeState.OPEN, ExchangeState.PROMISED}

    @property
    def is_mine(self) -> bool:
        return self.giver == Side.ME

    @property
    def wants_thanks(self) -> bool:
        """They gave something of weight and nobody has thanked for it yet (E-33)."""
        return self._is_gift_of_weight and self.thanked_on is None

    @property
    def wants_outcome(self) -> bool:
        return self._is_gift_of_weight and self.outcome_told_on is None

    @property
    def _is_gift_of_weight(self) -> bool:
        kept = self.giver == Side.THEM and self.state == ExchangeState.KEPT
        return kept and self.size >= Size.MEDIUM and not self.our_work


@dataclass(frozen=True, slots=True)
class AskOnlyFlag:
    """E-30 with its proof, the newest ask first. ``is_muted``: Today's list does not show it."""

    since: date
    sentence: str
    asks: tuple[FavourLine, ...]
    falls_on: date | None
    is_muted: bool


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One open follow-up, and in ``about`` why it is there. ``favour`` is what they did, on thanks and outcomes (E-33).

    ``repeats`` says how a reminder comes back, empty for one that stands once.
    """

    public_id: UUID
    kind: FollowUpKind
    reason: Reason
    about: Why
    text: str
    favour: UUID | None
    repeats: str
    due_on: date
    snoozed_until: date | None
    is_promise: bool
    days_late: int

    @property
    def is_nudge(self) -> bool:
        return self.kind in NUDGES

    @property
    def shown_on(self) -> date:
        return self.snoozed_until or self.due_on


@dataclass(frozen=True, slots=True)
class Silence:
    """Kept, and silent: since when somebody is archived, and whether they have died."""

    archived_on: date | None
    deceased: bool


@dataclass(frozen=True, slots=True)
class CountLine:
    """One row of the table of sums."""

    label: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class BalanceCard:
    span: Span
    balance: Balance
    sentence: str
    lines: tuple[CountLine, ...]
    facts: tuple[ExchangeFact, ...]
    since: date | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything on the page but the timeline, which is paged on its own.

    ``today`` is the account's day, ``clock`` the time where the person is, naive so that it is shown as it is.
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
    added_on: date
    handles: tuple[HandleLine, ...]
    contact: ContactLine | None
    door: AtTheDoor | None
    silence: Silence | None
    rest: RestLine | None
    proposal: RestProposal | None
    dates: tuple[DateLine, ...]
    matters: tuple[Matter, ...]
    flag: AskOnlyFlag | None
    open: tuple[FavourLine, ...]
    favours: tuple[FavourLine, ...]
    balance: BalanceCard
    next_up: PlannedLine | None
    planned: tuple[PlannedLine, ...]
    today: date

    @property
    def is_contact(self) -> bool:
        return self.contact is not None


def person_page(account: User, person: Person, *, span: Span = "24") -> PersonPage:
    """At most ten queries, whatever is noted, beside the one that fetched ``person`` (with ``select_for_page``)."""
    today = timezone.localdate(timezone=account.tz)
    contact: Contact | None = getattr(person, "contact", None)
    exchanges = list(Exchange.objects.filter(person=person).order_by("-opened_on", "-id"))
    favours = {exchange.pk: _favour(exchange, person.first_name, today) for exchange in exchanges}
    planned = _planned(person, contact, favours, today)
    muted = muted_rules(person)
    asked_about = _asked_about(person, contact, muted)
    proposals = rest_proposals(asked_about, today, rest_after=account.numbers.rest_after)
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
        added_on=account.local(person.created_at).date(),
        handles=tuple(_handle(row.kind, row.label, row.value) for row in person.handles.all()),
        contact=_contact(contact),
        door=None if contact else _door(account, person),
        silence=_silence(account, person),
        rest=rest_line(contact, today),
        proposal=proposals.get(person.pk),
        dates=date_lines(person, today),
        matters=_matters(person),
        flag=_flag(account, contact, favours, person.first_name, today, is_muted=Reason.ASK_ONLY in muted),
        open=_open_ones(favours.values()),
        favours=tuple(favours.values()),
        balance=_balance(exchanges, person.first_name, span, today, account.numbers.balance_months),
        next_up=planned[0] if planned else None,
        # A promise stands among what is open, with its own actions.
        planned=tuple(line for line in planned if not line.is_promise),
        today=today,
    )


def _handle(kind: str, label: str, value: str) -> HandleLine:
    href = {
        HandleKind.EMAIL: f"mailto:{value}",
        HandleKind.PHONE: "tel:" + "".join(letter for letter in value if letter.isdigit() or letter == "+"),
        HandleKind.PROFILE: value if value.lower().startswith(("https://", "http://")) else f"https://{value}",
    }[HandleKind(kind)]
    return HandleLine(HandleKind(kind), HandleLabel(label), value, href)


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
    return Silence(account.local(person.archived_at).date() if person.archived_at else None, person.deceased)


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
    )


def _matters(person: Person) -> tuple[Matter, ...]:
    notes = Interaction.objects.filter(person=person, unfinished=False).exclude(learned="")
    newest = notes.order_by(F("happened_on").desc(), F("happened_at").desc(nulls_last=True), "-id")
    read = (Matter(note.happened_on, note.day_precision, note.learned, note.private) for note in newest[:MATTERS_READ])
    return once_each(read)[:MATTERS_SHOWN]


def _favour(exchange: Exchange, name: str, today: date) -> FavourLine:
    is_open = exchange.state in {ExchangeState.OPEN, ExchangeState.PROMISED}
    giver, state = Side(exchange.giver), ExchangeState(exchange.state)
    return FavourLine(
        public_id=exchange.public_id,
        giver=giver,
        asked=exchange.asked,
        what=exchange.what,
        size=Size(exchange.size),
        state=state,
        opened_on=exchange.opened_on,
        due_on=exchange.due_on,
        settled_on=exchange.settled_on,
        thanked_on=exchange.thanked_on if state == ExchangeState.KEPT else None,
        outcome_told_on=exchange.outcome_told_on if state == ExchangeState.KEPT else None,
        our_work=exchange.our_work,
        days_late=max(0, (today - exchange.due_on).days) if exchange.due_on and is_open else 0,
        says=favour_words(giver=giver, asked=exchange.asked, state=state, name=name),
        outcome=outcome_words(giver=giver, asked=exchange.asked, state=state, name=name),
    )


def _open_ones(favours: Iterable[FavourLine]) -> tuple[FavourLine, ...]:
    """Promises by their day, the latest due last; then what was asked or offered and has no answer yet."""
    waiting = [favour for favour in favours if favour.is_open]
    return tuple(sorted(waiting, key=lambda favour: (favour.due_on or date.max, favour.opened_on)))


def _flag(
    account: User,
    contact: Contact | None,
    favours: Mapping[int, FavourLine],
    name: str,
    today: date,
    *,
    is_muted: bool,
) -> AskOnlyFlag | None:
    standing: Standing | None = getattr(contact, "standing", None)
    if standing is None or standing.ask_only_since is None:
        return None
    proof = [(pk, favours[pk]) for pk in standing.ask_only_asks if pk in favours]
    # The standing knows that the flag is up; judged by its asks alone, the rule says how long the window holds them.
    asks = tuple(AskFact(pk, favour.opened_on, favour.size) for pk, favour in proof)
    months = account.numbers.ask_only_months
    verdict = judge_ask_only(AskOnlyFacts(today=today, asks=asks, minimum_asks=len(asks), months=months))
    if not verdict.flagged or verdict.since is None:
        return None
    return AskOnlyFlag(
        since=verdict.since,
        sentence=ask_only_sentence(verdict, name=name),
        asks=tuple(favour for _pk, favour in reversed(proof)),
        falls_on=verdict.falls_on,
        is_muted=is_muted,
    )


def _balance(exchanges: Sequence[Exchange], name: str, span: Span, today: date, months: int) -> BalanceCard:
    since = None if span == "all" else months_before(today, months)
    facts = tuple(exchange_fact(exchange) for exchange in exchanges)
    balance = judge_balance(facts, since=since)
    lines = (
        CountLine(_("You gave"), balance.i_gave),
        CountLine(_("They asked"), balance.they_asked),
        CountLine(_("They gave"), balance.they_gave),
        CountLine(_("You asked"), balance.i_asked),
    )
    return BalanceCard(span, balance, balance_sentence(balance, name=name, months=months), lines, facts, since)


def _planned(
    person: Person, contact: Contact | None, favours: Mapping[int, FavourLine], today: date
) -> tuple[PlannedLine, ...]:
    waiting = FollowUp.objects.open().filter(STANDING_FAVOUR, person=person).annotate(closed_before=turn_before())
    rows = waiting.select_related("exchange", "important_date")
    standing: Standing | None = getattr(contact, "standing", None)
    proof = standing.ask_only_asks if standing else []
    asked_on = tuple(favours[pk].opened_on for pk in proof if pk in favours)
    lines = [_planned_line(row, person, contact, asked_on, today) for row in rows]
    return tuple(sorted(lines, key=lambda line: line.shown_on))


def _planned_line(
    row: FollowUp, person: Person, contact: Contact | None, asked_on: tuple[date, ...], today: date
) -> PlannedLine:
    standing: Standing | None = getattr(contact, "standing", None)
    about = why_now(
        row,
        person=person,
        contact=contact,
        today=today,
        last_on=standing.last_in_touch_on if standing else None,
        last_precision=last_in_touch_precision(standing),
        closed_on=row.closed_before,  # type: ignore[attr-defined]
        asked_on=asked_on,
    )
    return PlannedLine(
        public_id=row.public_id,
        kind=FollowUpKind(row.kind),
        reason=Reason(row.reason),
        about=about,
        text=text_of(row),
        favour=row.exchange.public_id if row.exchange else None,
        repeats=repeats_of(row),
        due_on=row.due_on,
        snoozed_until=row.snoozed_until,
        is_promise=row.kind in PROMISES,
        days_late=max(0, (today - row.shown_on).days),
    )
