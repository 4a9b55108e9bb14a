"""What is asked about interactions before one is written: what a verdict rests on, who is meant, what is inherited."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Prefetch, Q, QuerySet, Subquery, When, prefetch_related_objects
from django.utils import timezone

from contacts.entries import LogEntry
from contacts.models import Contact, Event, Exchange, ExchangeMention, FollowUp, Interaction, Message, Person, User
from contacts.queries.favours import exchange_fact
from contacts.queries.messages import SHOWN, MessageLine, first_messages, message_lines
from contacts.rules.balance import ExchangeFact
from contacts.rules.cadence import first_follow_up_on, is_fresh
from contacts.rules.meaningful import InteractionFacts, MeaningfulVerdict, OtherNote, judge, took_part
from contacts.vocabulary import LIVE_CHANNELS, Channel, DayPrecision, Depth, FollowUpKind, Missing, Purpose, StartedBy
from contacts.wording import missing_sentence
from contacts.wording_log import exchange_sentence, how_it_went

COPY_WINDOW = timedelta(days=7)
OTHER_NOTES_AT_MOST = 200
ANSWER_WINDOW = timedelta(days=30)


INHERITED_FOR = timedelta(hours=2)
NIGHT_ENDS_AT = time(5)
OPEN_SHOWN = 12
OPEN_READ = 50
PAGE_SIZE = 30


# The verdict (E-01, E-02, E-04)


class Forecast(NamedTuple):
    """What saving an entry now would mean. ``first_follow_up_on`` is set when it would make a contact to follow up.

    ``sent_back``: it was noted before the person was sent back to the door, so that only a new entry can.
    """

    verdict: MeaningfulVerdict
    first_follow_up_on: date | None
    already_contact: bool
    sent_back: bool = False


def gather_facts(*, by: User, entry: LogEntry) -> InteractionFacts:
    """All that the rule needs to judge ``entry``, in a fixed number of queries; nothing is written."""
    return InteractionFacts(
        channel=entry.channel,
        started_by=entry.started_by,
        depth=entry.depth,
        they_took_part=took_part(
            channel=entry.channel,
            started_by=entry.started_by,
            they_wrote_too=entry.they_wrote_too,
            answers_on=_answered_message_on(entry),
            happened_on=entry.happened_on,
        ),
        talked_about=entry.talked_about,
        learned=entry.learned,
        happened_on=entry.happened_on,
        today=timezone.localdate(timezone=by.tz),
        unfinished=entry.unfinished,
        confirmed=entry.confirmed,
        true_of_both=entry.true_of_both,
        known=_known_words(entry),
        other_notes=_other_notes(by, entry),
    )


def judge_entry(*, by: User, entry: LogEntry) -> Forecast:
    """The live verdict: what would come of saving this entry now."""
    facts = gather_facts(by=by, entry=entry)
    verdict = judge(facts)
    already = entry.person is not None and Contact.objects.filter(person=entry.person).exists()
    if already or not verdict.meaningful:
        return Forecast(verdict, None, already)
    if _was_noted_before_sent_back(entry):
        return Forecast(verdict, None, already, sent_back=True)
    if not is_fresh(entry.happened_on, today=facts.today) and _has_cadence_then(entry):
        return Forecast(verdict, None, already)
    due_on = first_follow_up_on(
        entry.happened_on,
        made_today=contacts_founded_on(by=by, day=entry.happened_on),
        today=facts.today,
        working_days=by.working_weekdays,
        within=by.numbers.first_follow_up_days,
    )
    return Forecast(verdict, due_on, already)


def _has_cadence_then(entry: LogEntry) -> bool:
    """Whether a cadence would ask for the contact that the entry makes: the chosen circle's, or the parked one."""
    person = entry.person
    if entry.circle or person is None:
        return bool(entry.circle and entry.circle.cadence_days)
    if person.parked_cadence_days is not None:
        return bool(person.parked_cadence_days)
    return bool(person.parked_circle and person.parked_circle.cadence_days)


def _was_noted_before_sent_back(entry: LogEntry) -> bool:
    if entry.person is None or entry.person.sent_back_at is None:
        return False
    noted_at = Interaction.everything.filter(entry_key=entry.entry_key).values_list("created_at", flat=True).first()
    return noted_at is not None and not entry.person.takes_as_founder(noted_at)


def contacts_founded_on(*, by: User, day: date) -> int:
    """How many contacts that day has brought so far: their first follow-ups are spread (E-03)."""
    founded_then = FollowUp.objects.filter(kind=FollowUpKind.FIRST, person__contact__founded_on__happened_on=day)
    return founded_then.filter(person__owner=by).count()


def wrote_too(row: Interaction) -> bool:
    """Whether it was ticked that both wrote that day: two-way, and neither by its channel, nor begun by both, nor in
    answer to a message of the other side.
    """
    if not row.they_took_part or row.channel in LIVE_CHANNELS or row.started_by == StartedBy.BOTH:
        return False
    return _answered_on(row.person, row.entry_key, row.channel, row.started_by, row.happened_on) is None


def _known_words(entry: LogEntry) -> tuple[str, ...]:
    """What is no news about them: their names, firm and role, the event's name."""
    person = entry.person
    words = [entry.name, entry.event.name if entry.event else ""]
    if person is not None:
        words += [person.name, person.also_known_as, person.organisation, person.role]
    return tuple(word for word in words if word)


def _answered_message_on(entry: LogEntry) -> date | None:
    """The day of the newest written message of the other side, in the same thread, that this one may answer."""
    if entry.person is None or entry.channel in LIVE_CHANNELS or entry.started_by == StartedBy.BOTH:
        return None
    return _answered_on(entry.person, entry.entry_key, entry.channel, entry.started_by, entry.happened_on)


def _answered_on(person: Person, entry_key: UUID, channel: str, started_by: str, happened_on: date) -> date | None:
    other_side = StartedBy.THEM if started_by == StartedBy.ME else StartedBy.ME
    thread = Interaction.objects.filter(entry_key=entry_key).values_list("thread", flat=True).first() or ""
    newest: date | None = (
        Interaction.objects.filter(
            person=person,
            channel=channel,
            thread=thread,
            started_by__in=[other_side, StartedBy.BOTH],
            unfinished=False,
            happened_on__range=_around(happened_on, before=ANSWER_WINDOW, after=timedelta(0)),
        )
        .exclude(entry_key=entry_key)
        .order_by("-happened_on")
        .values_list("happened_on", flat=True)
        .first()
    )
    return newest


def _other_notes(by: User, entry: LogEntry) -> tuple[OtherNote, ...]:
    """What was learned about other people within a week of that day, newest first (E-04)."""
    if not entry.learned.strip():
        return ()
    rows = Interaction.objects.owned_by(by).filter(
        happened_on__range=_around(entry.happened_on, before=COPY_WINDOW, after=COPY_WINDOW), unfinished=False
    )
    if entry.person is not None:
        rows = rows.exclude(person=entry.person).exclude(entry_key=entry.entry_key)
    else:
        # The same entry sent again: the person it made the first time is nobody else.
        same = Interaction.everything.filter(entry_key=entry.entry_key).values("person_id")
        rows = rows.exclude(person_id__in=same)
    newest = rows.exclude(learned="").order_by("-happened_on", "-id").values_list("id", "person__name", "learned")
    return tuple(OtherNote(*row) for row in newest[:OTHER_NOTES_AT_MOST])


def _around(day: date, *, before: timedelta, after: timedelta) -> tuple[date, date]:
    # The calendar's ends are no reason to fail: a day typed as 9999 is refused with a sentence elsewhere.
    return (max(day, date.min + before) - before, min(day, date.max - after) + after)


# What a new entry inherits


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a form begins with: the day on the account's calendar, over what, and who started."""

    happened_on: date
    channel: Channel
    started_by: StartedBy


def inherited(*, by: User, event: Event | None, at: datetime) -> Inherited:
    """The event's day and channel; else today (before five yesterday) and what the last entry of two hours ago had."""
    local = by.local(at)
    if event is not None:
        return Inherited(min(event.happened_on, local.date()), Channel(event.channel), StartedBy.BOTH)
    day = local.date() - timedelta(days=1) if local.time() < NIGHT_ENDS_AT else local.date()
    # What an import brought a moment ago says nothing about what is typed now.
    typed = Interaction.objects.owned_by(by).filter(purpose="")
    recent = typed.filter(created_at__gte=at - INHERITED_FOR, created_at__lte=at)
    last = recent.order_by("-created_at", "-id").values_list("channel", "started_by").first()
    if last is None:
        return Inherited(day, Channel.IN_PERSON, StartedBy.BOTH)
    return Inherited(day, Channel(last[0]), StartedBy(last[1]))


def open_exchanges(person: Person, *, surely: Collection[UUID] = ()) -> list[Exchange]:
    """The favours still open between the user and this person, oldest first: they may have come up again.

    The first twelve, but ``surely`` are among them, before all others.
    """
    rows = Exchange.objects.filter(person=person).unsettled().order_by("opened_on", "id")
    if surely:
        others = Case(When(public_id__in=surely, then=0), default=1)
        rows = rows.order_by(others, "opened_on", "id")
    return list(rows[: max(OPEN_SHOWN, len(surely))])


def unsettled_with(*, by: User, person: UUID) -> list[Exchange]:
    """The newest favours still open with that person of the account: what may be told of again while a log is typed."""
    rows = Exchange.objects.filter(person__owner=by, person__public_id=person).unsettled()
    return list(rows.order_by("-opened_on", "-id")[:OPEN_READ])


# What goes along when an interaction moves to another person


@dataclass(frozen=True, slots=True)
class MovePlan:
    """``moving`` are the favours spoken of only here; ``staying`` came up elsewhere, too, and stay."""

    moving: tuple[Exchange, ...]
    staying: tuple[Exchange, ...]


def move_plan(interaction: Interaction) -> MovePlan:
    """Which favours go along with an interaction that was logged on the wrong person."""
    here = Exchange.objects.filter(mentions__interaction=interaction, person=interaction.person_id)
    rows = list(here.distinct().select_related("settled_in").order_by("opened_on", "id"))
    mentions = ExchangeMention.objects.between_the_two().filter(exchange__in=rows).exclude(interaction=interaction)
    elsewhere = set(mentions.values_list("exchange_id", flat=True))
    elsewhere |= {row.pk for row in rows if _was_settled_elsewhere(row, interaction)}
    return MovePlan(
        moving=tuple(row for row in rows if row.pk not in elsewhere),
        staying=tuple(row for row in rows if row.pk in elsewhere),
    )


def _was_settled_elsewhere(row: Exchange, interaction: Interaction) -> bool:
    talk = row.settled_in
    return talk is not None and talk != interaction and talk.person_id == row.person_id


def favours_told_in(interaction: Interaction) -> int:
    """How many favours an interaction speaks of or settled. They stay when it is deleted."""
    spoken_of = Q(mentions__interaction=interaction) | Q(settled_in=interaction)
    count: int = Exchange.objects.filter(spoken_of, person=interaction.person_id).distinct().count()
    return count


# The timeline of one person


@dataclass(frozen=True, slots=True)
class ToldExchange:
    """A favour that an interaction speaks of. ``fact`` is what its mark is drawn from."""

    public_id: UUID
    fact: ExchangeFact
    sentence: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One interaction as the timeline shows it. ``missing`` says why it is not meaningful, for people at the door.

    ``messages`` are the first of what was written that day, where an import brought it. ``can_found``: with what was
    talked about and learned it would make a contact of somebody at the door.
    """

    public_id: UUID
    version: int
    happened_on: date
    day_precision: DayPrecision
    happened_at: time | None
    how: str
    depth: Depth
    talked_about: str
    learned: str
    private: bool
    unfinished: bool
    is_founder: bool
    missing: str
    event_name: str
    event_public_id: UUID | None
    exchanges: tuple[ToldExchange, ...]
    messages: tuple[MessageLine, ...] = ()
    has_more_messages: bool = False
    waits_to_be_sorted: bool = False
    can_found: bool = False

    @property
    def is_hello(self) -> bool:
        return self.depth == Depth.HELLO


def timeline(person: Person, page: int | str = 1) -> Page[TimelineEntry]:
    """A page of everything between the user and one person, newest first, in a fixed number of queries.

    ``page`` is taken as it came with the address: nonsense is the first page, too high a number the last.
    """
    mentions = ExchangeMention.objects.filter(exchange__deleted_at__isnull=True, exchange__person=person)
    rows = (
        Interaction.objects.filter(person=person)
        .newest_first()
        .select_related("event", "founded")
        .prefetch_related(Prefetch("mentions", mentions.select_related("exchange").order_by("exchange_id")))
    )
    found = _page_of(rows, page)
    if any(row.purpose for row in found.object_list):
        prefetch_related_objects(list(found.object_list), first_messages())
    today = timezone.localdate()
    is_contact = person.is_contact
    found.object_list = [_timeline_entry(row, person, today, is_contact=is_contact) for row in found.object_list]
    return found


def _page_of(rows: QuerySet[Interaction], page: int | str) -> Page[Any]:
    """A page of rows that bring their number along, so that only an address beyond them has to count."""
    pages: Paginator[Any] = Paginator(rows, PAGE_SIZE)
    number = int(page) if str(page).isascii() and str(page).isdecimal() and len(str(page)) < 7 else 0
    if number:
        all_of_them = rows.order_by().values("person").annotate(number=Count("pk")).values("number")
        start = (number - 1) * PAGE_SIZE
        shown = list(rows.annotate(number_of_rows=Subquery(all_of_them))[start : start + PAGE_SIZE])
        if shown:
            pages.count = shown[0].number_of_rows
            return Page(shown, number, pages)
    return pages.get_page(page)


def _timeline_entry(row: Interaction, person: Person, today: date, *, is_contact: bool) -> TimelineEntry:
    name = person.first_name
    event = row.event if row.event and row.event.deleted_at is None else None
    missing = tuple(Missing(word) for word in row.missing)
    told = {mention.exchange_id: mention.exchange for mention in row.mentions.all()}
    written: list[Message] = getattr(row, "first_messages", [])
    return TimelineEntry(
        public_id=row.public_id,
        version=row.version,
        happened_on=row.happened_on,
        day_precision=DayPrecision(row.day_precision),
        happened_at=row.happened_at,
        how=how_it_went(Channel(row.channel), StartedBy(row.started_by), they_took_part=row.they_took_part),
        depth=Depth(row.depth),
        talked_about=row.talked_about,
        learned=row.learned,
        private=row.private,
        unfinished=row.unfinished,
        is_founder=hasattr(row, "founded"),
        missing="" if is_contact or row.meaningful else missing_sentence(missing, name=name),
        event_name=event.name if event else "",
        event_public_id=event.public_id if event else None,
        exchanges=tuple(_told(exchange, name, today) for exchange in told.values()),
        messages=message_lines(written[:SHOWN]),
        has_more_messages=len(written) > SHOWN,
        waits_to_be_sorted=row.purpose == Purpose.UNKNOWN,
        can_found=bool(row.purpose) and not is_contact and not row.meaningful and row.is_in_touch,
    )


def _told(exchange: Exchange, name: str, today: date) -> ToldExchange:
    fact = exchange_fact(exchange)
    sentence = exchange_sentence(
        giver=fact.giver,
        asked=fact.asked,
        state=fact.state,
        what=exchange.what,
        due_on=fact.due_on,
        name=name,
        today=today,
    )
    return ToldExchange(exchange.public_id, fact, sentence)


# What waits to be finished


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One interaction kept in haste."""

    public_id: UUID
    person_name: str
    person_public_id: UUID
    happened_on: date
    words: str


def to_finish(*, by: User, page: int | str = 1) -> Page[Unfinished]:
    """What was kept to be finished, oldest first."""
    rows = Interaction.objects.owned_by(by).unfinished().select_related("person").order_by("happened_on", "id")
    found: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(page)
    found.object_list = [
        Unfinished(
            public_id=row.public_id,
            person_name=row.person.name,
            person_public_id=row.person.public_id,
            happened_on=row.happened_on,
            words=" / ".join(text for text in (row.talked_about, row.learned) if text),
        )
        for row in found.object_list
    ]
    return found


# Founders


def other_founders(interaction: Interaction) -> list[Interaction]:
    """The other meaningful interactions with the same person, newest first: a contact may be found on them instead."""
    rows = Interaction.objects.filter(person_id=interaction.person_id).meaningful().exclude(pk=interaction.pk)
    return list(rows.newest_first()[:PAGE_SIZE])
