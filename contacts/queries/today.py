"""Who is due on a day, and why now: one list for Today, for the preview and for the digest."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from contacts.models import Contact, FollowUp, Person, Standing, User
from contacts.models.follow_ups import FollowUpQuerySet
from contacts.queries.material import (
    MATTERS_SHOWN,
    CouldOffer,
    LastInTouch,
    Material,
    Matter,
    NearDate,
    OpenFavour,
    OpenPromise,
    Suggestion,
    has_phone,
    once_each,
)
from contacts.queries.nudges import shown_nudges
from contacts.queries.open_follow_ups import STANDING_FAVOUR, OpenRow, open_rows, turned_up_on
from contacts.queries.why import GRATITUDE, PROMISES, Why, repeats_of, why_now
from contacts.vocabulary import NUDGES, ClosedHow, DayPrecision, FollowUpKind, Reason, Side
from contacts.wording_due import joined, often

__all__ = ["PROMISES", "Matter", "due_entries", "due_entry", "due_list"]

UNANSWERED_SHOWN = 3
# Of one person's follow-ups, and of the promises beside them.
ITEMS_SHOWN = 8
NEW_FOR_DAYS = 30
# Named once, and then again after a week at the earliest; all else stands in every digest until it is dealt with.
GENTLE = frozenset({FollowUpKind.KEEP_IN_TOUCH, FollowUpKind.NO_ASK, FollowUpKind.OUTCOME, FollowUpKind.DATE})
NAMED_AGAIN_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DuePerson:
    """``who`` is role and firm, ``standing`` the circle with its cadence, or what else they are to the user."""

    id: int
    public_id: UUID
    name: str
    first_name: str
    also_known_as: str
    who: str
    standing: str


@dataclass(frozen=True, slots=True)
class DueItem:
    """One open follow-up. ``due_on`` is the day it turned up, ``days_late`` counted from there; 0 when it is not late.

    ``text`` is what was promised or given, or what the user wrote for that day; never in a mail of names only (E-60).
    ``key`` is the row's own, for what a digest names. ``repeats`` says how a reminder comes back; empty for once.
    """

    key: int
    public_id: UUID
    kind: FollowUpKind
    reason: Reason
    due_on: date
    days_late: int
    why: str
    about: Why
    text: str
    exchange: OpenPromise | None
    is_private: bool
    repeats: str
    snoozed_until: date | None

    @property
    def is_promise(self) -> bool:
        return self.kind in PROMISES

    @property
    def is_gratitude(self) -> bool:
        return self.kind in GRATITUDE

    @property
    def is_nudge(self) -> bool:
        return self.kind in NUDGES

    @property
    def is_late_promise(self) -> bool:
        """The first thing on the day's list (E-32)."""
        return self.kind == FollowUpKind.PROMISE_MINE and self.days_late > 0


@dataclass(frozen=True, slots=True)
class DueEntry:
    """One person on the list with every reason. ``matters`` may hold private notes; ``mail_matters`` never does.

    ``offers`` are what the user could give, ``dates`` the yearly days within 30 days that are no item themselves,
    ``suggestion`` the human channel (E-55).
    """

    person: DuePerson
    items: tuple[DueItem, ...]
    matters: tuple[Matter, ...]
    mail_matters: tuple[Matter, ...]
    last_in_touch: LastInTouch | None
    i_owe: tuple[OpenPromise, ...]
    they_owe: tuple[OpenPromise, ...]
    unanswered: tuple[OpenFavour, ...]
    offers: tuple[CouldOffer, ...]
    balance: str
    dates: tuple[NearDate, ...]
    suggestion: Suggestion | None
    is_contact: bool
    circle: str

    @property
    def has_late_promise(self) -> bool:
        return any(item.is_late_promise for item in self.items)

    @property
    def items_shown(self) -> tuple[DueItem, ...]:
        """The first few: what is late, then what waits longest. All of them stand on the person's page."""
        return self.items[:ITEMS_SHOWN]

    @property
    def items_more(self) -> int:
        return len(self.items) - len(self.items_shown)

    @property
    def unanswered_shown(self) -> tuple[OpenFavour, ...]:
        """The first few of what has no answer yet; what they asked for stands among what could be offered."""
        return self._else_unanswered()[:UNANSWERED_SHOWN]

    @property
    def unanswered_more(self) -> int:
        return len(self._else_unanswered()) - len(self.unanswered_shown)

    def _else_unanswered(self) -> tuple[OpenFavour, ...]:
        offered = {offer.exchange_id for offer in self.offers}
        return tuple(favour for favour in self.unanswered if favour.exchange_id not in offered)

    @property
    def mail_unanswered(self) -> tuple[OpenFavour, ...]:
        """The first few that a mail may say (E-60)."""
        return tuple(favour for favour in self.unanswered if not favour.is_private)[:UNANSWERED_SHOWN]

    @property
    def mail_offers(self) -> tuple[CouldOffer, ...]:
        """Those that a mail may say (E-60)."""
        return tuple(offer for offer in self.offers if not offer.is_private)

    @property
    def else_i_owe(self) -> tuple[OpenPromise, ...]:
        """My open promises that are not on the list today, the first few."""
        return self._not_listed(self.i_owe)[:ITEMS_SHOWN]

    @property
    def else_they_owe(self) -> tuple[OpenPromise, ...]:
        """Theirs, likewise."""
        return self._not_listed(self.they_owe)[:ITEMS_SHOWN]

    @property
    def else_owed_more(self) -> int:
        """How many open promises, of both sides, are beyond those."""
        beyond = len(self._not_listed(self.i_owe)) + len(self._not_listed(self.they_owe))
        return beyond - len(self.else_i_owe) - len(self.else_they_owe)

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


@dataclass(frozen=True, slots=True)
class Queue:
    """Who comes first on a day: of each person chosen the keys of their follow-ups, both in the order of the list.

    ``late_people`` are those chosen to whom a promise is late; the other counts are of the whole list.
    """

    chosen: dict[int, list[int]]
    people: int
    late_promises: int
    late_people: int

    @property
    def keys(self) -> list[int]:
        return [key for keys in self.chosen.values() for key in keys]


def due_entries(account: User, day: date, *, limit: int | None = None) -> tuple[DueEntry, ...]:
    """Everybody with an open follow-up due by ``day`` on the account's calendar, late promises first, then by day.

    At most ``limit`` people, with a fixed number of queries whatever the rows.
    """
    return due_list(account, day, limit=limit).entries


def due_entry(account: User, day: date, *, person_id: int) -> DueEntry | None:
    """One person's entry; None when nothing about them is due any more."""
    entries = _due_list(account, _due_follow_ups(account, day).filter(person=person_id), day, limit=None).entries
    return entries[0] if entries else None


def due_list(account: User, day: date, *, limit: int | None = None, announcing: bool = False) -> DueList:
    """As `due_entries`, with the counts of the whole list.

    ``announcing`` leaves out what digests of other days named already: what they promised, once is enough (E-32); the
    gentle kinds for a week.
    """
    due = _due_follow_ups(account, day)
    if announcing:
        due = due.exclude(_named_lately(day))
    return _due_list(account, due, day, limit=limit)


def _named_lately(day: date) -> Q:
    """What a digest named since it last turned up, on another day; on the same day every channel names it."""
    since_it_turned_up = Q(announced_on__gte=F("due_on")) & (
        Q(snoozed_until__isnull=True) | Q(announced_on__gte=F("snoozed_until"))
    )
    lately = Q(kind__in=sorted(GENTLE), announced_on__gt=day - NAMED_AGAIN_AFTER)
    return since_it_turned_up & Q(announced_on__lt=day) & (lately | Q(kind=FollowUpKind.PROMISE_THEIRS))


def _due_list(account: User, due: FollowUpQuerySet, day: date, *, limit: int | None) -> DueList:
    queue = queue_up(open_rows(due), day, limit=limit)
    if not queue.chosen:
        return DueList(entries=(), people=0, late_promises=0)
    return list_of(queue, told_in_full(queue.keys), Material(account, list(queue.chosen), day))


def queue_up(due: Iterable[OpenRow], day: date, *, limit: int | None) -> Queue:
    """Late promises first, then by day; of one person by day. No query."""
    places: dict[int, tuple[bool, date, str, int]] = {}
    keys: dict[int, list[int]] = {}
    late_promises = 0
    for row in sorted(due, key=lambda row: (row.due_on, row.key)):
        turned_up = row.turned_up_on
        is_late = row.kind == FollowUpKind.PROMISE_MINE and turned_up < day
        late_promises += is_late
        in_time, earliest, _name, _id = places.get(row.person_id, (True, turned_up, "", 0))
        places[row.person_id] = (in_time and not is_late, min(earliest, turned_up), row.search_name, row.person_id)
        keys.setdefault(row.person_id, []).append(row.key)
    chosen = sorted(places, key=places.__getitem__)[:limit]
    return Queue(
        chosen={person_id: keys[person_id] for person_id in chosen},
        people=len(places),
        late_promises=late_promises,
        late_people=sum(not places[person_id][0] for person_id in chosen),
    )


def told_in_full(keys: Collection[int]) -> dict[int, FollowUp]:
    """The follow-ups with these keys that are open still, with all that an entry or the week ahead says of them."""
    if not keys:
        return {}
    rows = FollowUp.objects.open().select_related(
        "person__contact__circle", "person__contact__founded_on", "person__contact__standing", "important_date"
    )
    namesakes = Person.objects.filter(owner=OuterRef("person__owner"), name=OuterRef("person__name"))
    namesakes = namesakes.exclude(pk=OuterRef("person"))
    told = {"has_phone": has_phone(), "has_namesake": Exists(namesakes), "closed_before": turn_before()}
    return rows.select_related("exchange").annotate(**told).in_bulk(keys)


def list_of(queue: Queue, found: Mapping[int, FollowUp], material: Material) -> DueList:
    """The list of those in the queue, told from the rows found for them and the material about them. No query."""
    # Whoever was dealt with between the two reads is not shown.
    groups = ([found[key] for key in keys if key in found] for keys in queue.chosen.values())
    entries = tuple(_entry(group, material, material.day) for group in groups if group)
    return DueList(entries=entries, people=queue.people, late_promises=queue.late_promises)


def _due_follow_ups(account: User, day: date) -> FollowUpQuerySet:
    """Open follow-ups due by ``day`` that speak: of nudges those that the budget let through."""
    due = FollowUp.objects.owned_by(account).audible().due_by(day).filter(STANDING_FAVOUR)
    return due.filter(~Q(kind__in=sorted(NUDGES)) | Q(pk__in=shown_nudges(account, day)))


def _entry(group: Sequence[FollowUp], material: Material, day: date) -> DueEntry:
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
            first_name=person.first_name,
            also_known_as=person.also_known_as,
            who=joined([person.role, person.organisation]),
            standing=standing_phrase(contact, day),
        ),
        items=tuple(items),
        matters=once_each(matters)[:MATTERS_SHOWN],
        mail_matters=tuple(matter for matter in matters if not matter.is_private)[:MATTERS_SHOWN],
        last_in_touch=last,
        i_owe=material.owed_by(Side.ME, person.pk),
        they_owe=material.owed_by(Side.THEM, person.pk),
        unanswered=material.unanswered_by(person.pk, person.first_name),
        offers=material.could_offer(person.pk),
        balance=material.balance_of(person.pk, person.first_name),
        dates=_other_dates(material.dates[person.pk], {row.important_date_id for row in group}),
        suggestion=material.suggestion_for(person, has_phone=group[0].has_phone),  # type: ignore[attr-defined]
        is_contact=contact is not None,
        circle=contact.circle.name if contact and contact.circle else "",
    )


def _other_dates(dates: Sequence[NearDate], listed: Collection[int | None]) -> tuple[NearDate, ...]:
    return tuple(sorted((near for near in dates if near.id not in listed), key=lambda near: near.on))


def standing_phrase(contact: Contact | None, day: date) -> str:
    """What somebody is to the user: their circle with its cadence, a new contact, a contact since a year."""
    if contact is None:
        return _("at the door")
    if contact.circle or contact.own_cadence_days:
        circle, cadence = contact.circle.name if contact.circle else "", often(contact.cadence_days)
        return circle if circle.casefold() == cadence.casefold() else joined([circle, cadence])
    began = contact.founded_on.happened_on
    return (
        _("new contact") if (day - began).days <= NEW_FOR_DAYS else _("contact since %(year)s") % {"year": began.year}
    )


def _item(follow_up: FollowUp, material: Material, contact: Contact | None, day: date) -> DueItem:
    kind, favour = FollowUpKind(follow_up.kind), follow_up.exchange
    last = material.last_in_touch.get(follow_up.person_id)
    turned_up = turned_up_on(kind, follow_up.due_on, follow_up.snoozed_until)
    about = why_now(
        follow_up,
        person=follow_up.person,
        contact=contact,
        today=day,
        last_on=last.on if last else None,
        last_precision=last.precision if last else DayPrecision.DAY,
        closed_on=follow_up.closed_before,  # type: ignore[attr-defined]
        asked_on=_asked_on(follow_up, contact, material),
    )
    return DueItem(
        key=follow_up.pk,
        public_id=follow_up.public_id,
        kind=kind,
        reason=Reason(follow_up.reason),
        due_on=turned_up,
        days_late=max(0, (day - turned_up).days),
        why=about.sentence,
        about=about,
        text=text_of(follow_up),
        exchange=material.promises[follow_up.person_id].get(follow_up.exchange_id or 0),
        is_private=favour.private if favour else False,
        repeats=repeats_of(follow_up),
        snoozed_until=follow_up.snoozed_until,
    )


def turn_before() -> Subquery:
    """The day on which the user closed the nudge before, if they did: a cadence may count from there."""
    closed = FollowUp.objects.filter(
        person=OuterRef("person"), kind__in=sorted(NUDGES), closed_how__in=[ClosedHow.DONE, ClosedHow.NOT_NEEDED]
    )
    return Subquery(closed.order_by("-closed_on").values("closed_on")[:1])


def text_of(follow_up: FollowUp) -> str:
    """The words of the favour, of the day, or of the user."""
    if follow_up.exchange:
        return follow_up.exchange.what
    return follow_up.important_date.label if follow_up.important_date else follow_up.text


def _asked_on(follow_up: FollowUp, contact: Contact | None, material: Material) -> tuple[date, ...]:
    """The days of the asks that E-30 quotes."""
    standing: Standing | None = getattr(contact, "standing", None)
    if follow_up.kind != FollowUpKind.NO_ASK or standing is None:
        return ()
    return material.asked_on(follow_up.person_id, standing.ask_only_asks)
