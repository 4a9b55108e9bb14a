"""Who is due on a day, and why now: one list for Today, for the preview and for the digest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from contacts.models import Contact, Exchange, FollowUp, Interaction, User
from contacts.queries.standings import exchange_fact
from contacts.rules.balance import ExchangeFact, judge_balance, months_before
from contacts.vocabulary import Channel, DayPrecision, ExchangeState, FollowUpKind, Reason, Side, Size
from contacts.wording import balance_sentence
from contacts.wording_due import channel_phrase, joined, often, why_sentence
from contacts.wording_favours import favour_words

BALANCE_MONTHS = 24
MATTERS_SHOWN = 2
UNANSWERED_SHOWN = 3
NEW_FOR_DAYS = 30
STANDING_FAVOUR = Q(exchange__isnull=True) | Q(
    exchange__state=ExchangeState.PROMISED, exchange__deleted_at__isnull=True
)
UNSETTLED = (ExchangeState.OPEN, ExchangeState.PROMISED)
PROMISES = frozenset({FollowUpKind.PROMISE_MINE, FollowUpKind.PROMISE_THEIRS})


@dataclass(frozen=True, slots=True)
class DuePerson:
    """``who`` is role and firm, ``standing`` the circle with its cadence, or what else they are to the user."""

    id: int
    public_id: UUID
    name: str
    also_known_as: str
    who: str
    standing: str


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A favour promised and not kept yet. ``is_private``: told in private, so no mail may say it (E-60)."""

    public_id: UUID
    what: str
    giver: Side
    size: Size
    opened_on: date
    due_on: date | None
    days_late: int
    is_private: bool


@dataclass(frozen=True, slots=True)
class OpenFavour:
    """A favour asked for or offered that has no answer yet. ``says``: whose it is, as ``Ben asked you``."""

    says: str
    what: str
    is_for_me_to_answer: bool
    is_private: bool


@dataclass(frozen=True, slots=True)
class DueItem:
    """One open follow-up. ``due_on`` is the day it turned up, ``days_late`` counted from there; 0 when it is not late.

    ``text`` is what was promised or what the user wrote for that day; never in a mail of names only (E-60).
    """

    public_id: UUID
    kind: FollowUpKind
    reason: Reason
    due_on: date
    days_late: int
    why: str
    text: str
    exchange: OpenPromise | None

    @property
    def is_promise(self) -> bool:
        return self.kind in PROMISES

    @property
    def is_late_promise(self) -> bool:
        """The first thing on the day's list (E-32)."""
        return self.kind == FollowUpKind.PROMISE_MINE and self.days_late > 0

    @property
    def is_private(self) -> bool:
        return self.exchange is not None and self.exchange.is_private


@dataclass(frozen=True, slots=True)
class Matter:
    """One *learned about them*, with the day it was learned."""

    on: date
    precision: str
    text: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class LastInTouch:
    """The newest two-way interaction that was more than a hello."""

    on: date
    precision: str
    channel: Channel
    channel_phrase: str
    talked_about: str
    event: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class DueEntry:
    """One person on the list with every reason. ``matters`` may hold private notes; ``mail_matters`` never does."""

    person: DuePerson
    items: tuple[DueItem, ...]
    matters: tuple[Matter, ...]
    mail_matters: tuple[Matter, ...]
    last_in_touch: LastInTouch | None
    i_owe: tuple[OpenPromise, ...]
    they_owe: tuple[OpenPromise, ...]
    unanswered: tuple[OpenFavour, ...]
    balance: str
    is_contact: bool
    circle: str

    @property
    def has_late_promise(self) -> bool:
        return any(item.is_late_promise for item in self.items)

    @property
    def unanswered_shown(self) -> tuple[OpenFavour, ...]:
        """The first few of what has no answer yet."""
        return self.unanswered[:UNANSWERED_SHOWN]

    @property
    def unanswered_more(self) -> int:
        return len(self.unanswered) - len(self.unanswered_shown)

    @property
    def mail_unanswered(self) -> tuple[OpenFavour, ...]:
        """The first few that a mail may say (E-60)."""
        return tuple(favour for favour in self.unanswered if not favour.is_private)[:UNANSWERED_SHOWN]

    @property
    def else_i_owe(self) -> tuple[OpenPromise, ...]:
        """My open promises that are not on the list today."""
        return self._not_listed(self.i_owe)

    @property
    def else_they_owe(self) -> tuple[OpenPromise, ...]:
        """Theirs, likewise."""
        return self._not_listed(self.they_owe)

    def _not_listed(self, promises: tuple[OpenPromise, ...]) -> tuple[OpenPromise, ...]:
        listed = {item.exchange.public_id for item in self.items if item.exchange}
        return tuple(promise for promise in promises if promise.public_id not in listed)

    @property
    def first_item(self) -> DueItem:
        return self.items[0]


@dataclass(frozen=True, slots=True)
class DueList:
    """The first entries of a day's list, and how many people and late promises the whole list has."""

    entries: tuple[DueEntry, ...]
    people: int
    late_promises: int

    @property
    def left_out(self) -> int:
        return self.people - len(self.entries)


def due_entries(account: User, day: date, *, limit: int | None = None) -> tuple[DueEntry, ...]:
    """Everybody with an open follow-up due by ``day`` on the account's calendar, late promises first, then by day.

    At most ``limit`` people, with a fixed number of queries whatever the rows.
    """
    return due_list(account, day, limit=limit).entries


def due_entry(account: User, day: date, *, person_id: int) -> DueEntry | None:
    """One person's entry; None when nothing about them is due any more."""
    entries = _due_list(_due_follow_ups(account, day).filter(person_id=person_id), day, limit=None).entries
    return entries[0] if entries else None


def due_list(account: User, day: date, *, limit: int | None = None, theirs_after: date | None = None) -> DueList:
    """As `due_entries`, with the counts of the whole list.

    ``theirs_after`` leaves out what they promised by that day: it was asked after then, and once is enough (E-32).
    """
    due = _due_follow_ups(account, day)
    if theirs_after is not None:
        turned_up = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=theirs_after)
        due = due.exclude(turned_up, kind=FollowUpKind.PROMISE_THEIRS, due_on__lte=theirs_after)
    return _due_list(due, day, limit=limit)


def _due_list(due: QuerySet[FollowUp], day: date, *, limit: int | None) -> DueList:
    # Who comes first is found from a few columns: rows are made only for the people shown.
    places: dict[int, tuple[bool, date, str, int]] = {}
    late_promises = 0
    rows = due.values_list("person_id", "kind", "due_on", "snoozed_until", "person__search_name")
    for person_id, kind, due_on, snoozed_until, search_name in rows:
        turned_up = _turned_up(kind, due_on, snoozed_until)
        is_late = kind == FollowUpKind.PROMISE_MINE and turned_up < day
        late_promises += is_late
        in_time, earliest, _name, _id = places.get(person_id, (True, turned_up, "", 0))
        places[person_id] = (in_time and not is_late, min(earliest, turned_up), search_name, person_id)
    chosen = sorted(places, key=places.__getitem__)[:limit]
    return DueList(entries=_entries(due, chosen, day), people=len(places), late_promises=late_promises)


def _entries(due: QuerySet[FollowUp], people: Sequence[int], day: date) -> tuple[DueEntry, ...]:
    """The entries of these people, in this order."""
    if not people:
        return ()
    groups: dict[int, list[FollowUp]] = {person_id: [] for person_id in people}
    chosen = due.filter(person__in=people).select_related("person__contact__circle", "person__contact__founded_on")
    for follow_up in chosen.order_by("due_on", "id"):
        groups[follow_up.person_id].append(follow_up)
    material = _Material(people, day)
    # Whoever was dealt with between the two reads is not shown.
    return tuple(_entry(group, material, day) for group in groups.values() if group)


def _due_follow_ups(account: User, day: date) -> QuerySet[FollowUp]:
    """Open follow-ups due by ``day``; a favour that went or was settled asks for nothing."""
    return FollowUp.objects.owned_by(account).due_by(day).filter(STANDING_FAVOUR)


def _turned_up(kind: str, due_on: date, snoozed_until: date | None) -> date:
    """A promise stays late when it is snoozed; anything else counts from the end of its snooze."""
    return due_on if kind in PROMISES else snoozed_until or due_on


class _Material:
    """What is known about the people of a list: three queries, however many people there are."""

    def __init__(self, people: Sequence[int], day: date) -> None:
        self.day = day
        self.matters: dict[int, list[Matter]] = defaultdict(list)
        self.last_in_touch: dict[int, LastInTouch] = {}
        self.facts: dict[int, list[ExchangeFact]] = defaultdict(list)
        self.promises: dict[int, dict[int, OpenPromise]] = defaultdict(dict)
        self.unanswered: dict[int, list[Exchange]] = defaultdict(list)
        self._read_matters(people)
        self._read_last_in_touch(people)
        self._read_exchanges(people)

    def _read_matters(self, people: Sequence[int]) -> None:
        notes = _newest(
            Interaction.objects.filter(person__in=people, unfinished=False).exclude(learned=""),
            within=("person_id", "private"),
            at_most=MATTERS_SHOWN,
        )
        for note in notes.only("person_id", "happened_on", "day_precision", "learned", "private"):
            matter = Matter(note.happened_on, note.day_precision, note.learned, note.private)
            self.matters[note.person_id].append(matter)

    def _read_last_in_touch(self, people: Sequence[int]) -> None:
        newest = _newest(Interaction.objects.filter(person__in=people).in_touch(), within=("person_id",), at_most=1)
        for last in newest.select_related("event"):
            event = last.event.name if last.event and last.event.deleted_at is None else ""
            channel = Channel(last.channel)
            self.last_in_touch[last.person_id] = LastInTouch(
                last.happened_on,
                last.day_precision,
                channel,
                channel_phrase(channel),
                last.talked_about,
                event,
                last.private,
            )

    def _read_exchanges(self, people: Sequence[int]) -> None:
        since = months_before(self.day, BALANCE_MONTHS)
        counted = Q(opened_on__gte=since) | Q(settled_on__gte=since) | Q(state__in=UNSETTLED)
        for exchange in Exchange.objects.filter(counted, person__in=people).order_by("due_on", "id"):
            self.facts[exchange.person_id].append(exchange_fact(exchange))
            if exchange.state == ExchangeState.PROMISED:
                promise = open_promise(exchange, self.day)
                self.promises[exchange.person_id][exchange.pk] = promise
            elif exchange.state == ExchangeState.OPEN:
                self.unanswered[exchange.person_id].append(exchange)

    def owed_by(self, side: Side, person_id: int) -> tuple[OpenPromise, ...]:
        return tuple(promise for promise in self.promises[person_id].values() if promise.giver == side)

    def unanswered_by(self, person_id: int, name: str) -> tuple[OpenFavour, ...]:
        """What has no answer yet: what waits for the user's first, then the longest waiting."""
        favours = [(exchange.opened_on, open_favour(exchange, name)) for exchange in self.unanswered[person_id]]
        favours.sort(key=lambda favour: (not favour[1].is_for_me_to_answer, favour[0]))
        return tuple(favour for _opened_on, favour in favours)

    def balance_of(self, person_id: int, name: str) -> str:
        since = months_before(self.day, BALANCE_MONTHS)
        return balance_sentence(judge_balance(self.facts[person_id], since=since), name=name)


def _newest(interactions: QuerySet[Interaction], *, within: Iterable[str], at_most: int) -> QuerySet[Interaction]:
    """The newest ``at_most`` of each group, newest first."""
    order = [F("happened_on").desc(), F("happened_at").desc(nulls_last=True), F("id").desc()]
    return (
        interactions.annotate(place=Window(RowNumber(), partition_by=[F(field) for field in within], order_by=order))
        .filter(place__lte=at_most)
        .order_by(*order)
    )


def open_promise(exchange: Exchange, day: date) -> OpenPromise:
    """A promise as it stands on ``day``."""
    return OpenPromise(
        public_id=exchange.public_id,
        what=exchange.what,
        giver=Side(exchange.giver),
        size=Size(exchange.size),
        opened_on=exchange.opened_on,
        due_on=exchange.due_on,
        days_late=max(0, (day - exchange.due_on).days) if exchange.due_on else 0,
        is_private=exchange.private,
    )


def open_favour(exchange: Exchange, name: str) -> OpenFavour:
    """Whoever was asked answers; an offer is answered by the other side."""
    giver, state = Side(exchange.giver), ExchangeState(exchange.state)
    return OpenFavour(
        says=favour_words(giver=giver, asked=exchange.asked, state=state, name=name),
        what=exchange.what,
        is_for_me_to_answer=(giver == Side.ME) == exchange.asked,
        is_private=exchange.private,
    )


def _entry(group: Sequence[FollowUp], material: _Material, day: date) -> DueEntry:
    person = group[0].person
    contact: Contact | None = getattr(person, "contact", None)
    last = material.last_in_touch.get(person.pk)
    items = sorted(
        (_item(follow_up, material, contact, day) for follow_up in group),
        key=lambda item: (not item.is_late_promise, item.due_on),
    )
    matters = material.matters[person.pk]
    return DueEntry(
        person=DuePerson(
            id=person.pk,
            public_id=person.public_id,
            name=person.name,
            also_known_as=person.also_known_as,
            who=joined([person.role, person.organisation]),
            standing=standing_phrase(contact, day),
        ),
        items=tuple(items),
        matters=tuple(matters[:MATTERS_SHOWN]),
        mail_matters=tuple(matter for matter in matters if not matter.is_private)[:MATTERS_SHOWN],
        last_in_touch=last,
        i_owe=material.owed_by(Side.ME, person.pk),
        they_owe=material.owed_by(Side.THEM, person.pk),
        unanswered=material.unanswered_by(person.pk, person.first_name),
        balance=material.balance_of(person.pk, person.first_name),
        is_contact=contact is not None,
        circle=contact.circle.name if contact and contact.circle else "",
    )


def standing_phrase(contact: Contact | None, day: date) -> str:
    """What somebody is to the user: their circle with its cadence, a new contact, a contact since a year."""
    if contact is None:
        return _("at the door")
    if contact.circle or contact.own_cadence_days:
        circle, rhythm = contact.circle.name if contact.circle else "", often(contact.cadence_days)
        return circle if circle.casefold() == rhythm.casefold() else joined([circle, rhythm])
    began = contact.founded_on.happened_on
    return (
        _("new contact") if (day - began).days <= NEW_FOR_DAYS else _("contact since %(year)s") % {"year": began.year}
    )


def _item(follow_up: FollowUp, material: _Material, contact: Contact | None, day: date) -> DueItem:
    kind = FollowUpKind(follow_up.kind)
    last = material.last_in_touch.get(follow_up.person_id)
    promise = material.promises[follow_up.person_id].get(follow_up.exchange_id or 0)
    turned_up = _turned_up(kind, follow_up.due_on, follow_up.snoozed_until)
    return DueItem(
        public_id=follow_up.public_id,
        kind=kind,
        reason=Reason(follow_up.reason),
        due_on=turned_up,
        days_late=max(0, (day - turned_up).days),
        why=why_sentence(
            kind,
            name=follow_up.person.first_name,
            today=day,
            due_on=follow_up.due_on,
            made_on=promise.opened_on if promise else None,
            last_on=last.on if last else None,
            last_precision=last.precision if last else DayPrecision.DAY,
            cadence_days=contact.cadence_days if contact else None,
        ),
        text=promise.what if promise else follow_up.text,
        exchange=promise,
    )
