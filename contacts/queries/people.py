"""The list of people: whom the user knows, who is a contact and who stands at the door."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import (
    Contact,
    Exchange,
    FollowUp,
    Handle,
    Interaction,
    Mute,
    Person,
    PersonTag,
    Request,
    User,
)
from contacts.models.contacts import NEVER
from contacts.queries.silence import flags_up
from contacts.queries.standings import last_in_touch_precision
from contacts.rules.names import fold
from contacts.vocabulary import UNSETTLED_STATES, HandleKind, Reason, Source
from contacts.wording_due import often
from contacts.wording_people import rest_sentence

PAGE_SIZE = 50

Show = Literal["contacts", "door", "all", "resting", "archived", "untouched"]
Sort = Literal["name", "touch", "newest"]
COUNTED: tuple[Show, ...] = ("contacts", "door", "resting", "archived", "untouched")

# The archived and the deceased are kept out of the ordinary lists; they have one of their own, and search finds them.
# Those left out for good are in no list but theirs.
SILENT = (Q(archived_at__isnull=False) | Q(deceased=True)) & Q(left_out_at__isnull=True)
HEARD = Q(archived_at__isnull=True, left_out_at__isnull=True, deceased=False)


def resting_on(today: date) -> Q:
    """Of people: who is left in peace on that local day."""
    return Q(contact__resting_since__isnull=False) & (
        Q(contact__resting_until__isnull=True) | Q(contact__resting_until__gt=today)
    )


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """``resting`` are contacts, too; ``archived`` counts the deceased as well, and neither is among the others.

    ``untouched`` (E-61) stand at the door and are counted there; ``left_out`` (E-53) are in no other.
    """

    contacts: int
    door: int
    resting: int
    archived: int
    untouched: int
    left_out: int

    @property
    def all(self) -> int:
        return self.contacts + self.door


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list. ``last_on`` is the last day in touch for a contact, the last day logged for the others.

    ``rests`` says until when somebody is left in peace; ``silence`` that they are archived or have died. ``i_only_ask``
    (E-30) and ``they_only_ask`` (E-34) are the flags that are up and not muted.
    """

    public_id: UUID
    name: str
    also_known_as: str
    who: str
    is_contact: bool
    circle: str
    cadence: str
    last_on: date | None
    last_precision: str
    next_due_on: date | None
    i_only_ask: bool
    they_only_ask: bool
    source: Source
    added_on: date
    was_sent_back: bool
    has_unfinished: bool
    rests: str
    silence: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """One page of the list; ``page`` carries the paging and is empty of rows that a template should read."""

    rows: tuple[PersonRow, ...]
    page: Page[Person]
    counts: PeopleCounts


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Enough of a person to tell them apart in a question such as "same person?"."""

    public_id: UUID
    name: str
    who: str
    is_contact: bool


def list_people(
    account: User,
    *,
    show: Show,
    text: str = "",
    tag: UUID | None = None,
    sort: Sort = "name",
    page_number: int = 1,
) -> People:
    """One page of ``account``'s people, with ``tag`` of those who carry it. A page beyond the last is the last."""
    found, shown = _found(account, text, tag), _shown(account)
    of_each = {key: Count("pk", filter=shown[key]) for key in COUNTED}
    counts = PeopleCounts(**found.aggregate(**of_each, left_out=Count("pk", filter=Q(left_out_at__isnull=False))))
    paginator = Paginator(_ordered(found.filter(shown[show]), sort), PAGE_SIZE)
    paginator.count = getattr(counts, show)  # counted already
    page = paginator.get_page(page_number)
    return People(rows=_rows(account, list(page.object_list)), page=page, counts=counts)


def chosen_people(
    account: User,
    *,
    ids: Collection[UUID] | None,
    show: Show = "all",
    text: str = "",
    tag: UUID | None = None,
    until: datetime | None = None,
) -> QuerySet[Person]:
    """The people of these public ids; with None all whom the list of these filters has, those of them who were there at
    ``until``.
    """
    found: QuerySet[Person] = Person.objects.owned_by(account).not_left_out()
    if ids is not None:
        return found.filter(public_id__in=ids)
    found = _found(account, text, tag).filter(_shown(account)[show])
    return found.filter(created_at__lte=until) if until else found


def _found(account: User, text: str, tag: UUID | None) -> QuerySet[Person]:
    found: QuerySet[Person] = Person.objects.owned_by(account).named_like(text)
    if tag is None:
        return found
    return found.filter(Exists(PersonTag.objects.filter(person=OuterRef("pk"), tag__public_id=tag, tag__owner=account)))


def _shown(account: User) -> Mapping[Show, Q]:
    now = timezone.now()
    return {
        "contacts": HEARD & Q(contact__isnull=False),
        "door": HEARD & Q(contact__isnull=True),
        "all": HEARD,
        "resting": HEARD & resting_on(account.local(now).date()),
        "archived": SILENT,
        "untouched": HEARD & untouched(account, now),
    }


def untouched(account: User, now: datetime) -> Q:
    """Of people: who stands at the door and was neither changed, nor talked with, nor given or asked anything for as
    many months as the account says (E-61), with nothing waiting for them.
    """
    before = now - relativedelta(months=account.numbers.door_months)
    day = account.local(before).date()
    about: Q = Q(person=OuterRef("pk"))
    noted = Interaction.objects.filter(about, Q(happened_on__gte=day) | Q(created_at__gte=before))
    favours = Exchange.objects.filter(about, Q(opened_on__gte=day) | Q(state__in=UNSETTLED_STATES))
    asked = Request.objects.filter(about, sent_on__gte=day)
    long_there = Q(contact__isnull=True, created_at__lt=before, updated_at__lt=before)
    waiting = FollowUp.objects.open().filter(about)
    return long_there & ~Exists(noted) & ~Exists(favours) & ~Exists(waiting) & ~Exists(asked)


def _ordered(found: QuerySet[Person], sort: Sort) -> QuerySet[Person]:
    people = found.select_related("contact__circle", "contact__standing__last_in_touch")
    if sort == "touch":
        return people.order_by(F("contact__standing__last_in_touch_on").desc(nulls_last=True), "search_name", "pk")
    if sort == "newest":
        return people.order_by("-created_at", "-pk")
    return people.order_by("search_name", "pk")


def _rows(account: User, people: list[Person]) -> tuple[PersonRow, ...]:
    ids = [person.pk for person in people]
    due = _next_due(ids)
    logged = _last_logged([person.pk for person in people if not person.is_contact])
    today = timezone.localdate(timezone=account.tz)
    flags, tags = _flags(account, people), _tags(ids)
    return tuple(
        _row(account, person, due, logged, flags.get(person.pk, frozenset()), tags.get(person.pk, ()), today)
        for person in people
    )


def _flags(account: User, people: list[Person]) -> Mapping[int, frozenset[Reason]]:
    """Who has a flag up that is not muted. The mutes are only read where there is a flag."""
    up = {person.pk: rules for person in people if (rules := flags_up(person))}
    if not up:
        return {}
    rows = Mute.objects.filter(Q(person__isnull=True) | Q(person__in=up), owner=account)
    muted: set[tuple[str, int | None]] = set(rows.values_list("rule", "person_id"))
    return {
        pk: frozenset(rule for rule in rules if not {(rule.value, None), (rule.value, pk)} & muted)
        for pk, rules in up.items()
    }


def _tags(ids: list[int]) -> Mapping[int, tuple[str, ...]]:
    tags: dict[int, list[str]] = defaultdict(list)
    rows = PersonTag.objects.filter(person__in=ids).order_by("tag__folded", "tag_id")
    for person_id, tag in rows.values_list("person_id", "tag__name"):
        tags[person_id].append(tag)
    return {person_id: tuple(names) for person_id, names in tags.items()}


def _next_due(ids: list[int]) -> Mapping[int, date]:
    waiting = FollowUp.objects.open().audible().filter(person__in=ids).values("person").order_by()
    return dict(waiting.annotate(on=Min(Coalesce("snoozed_until", "due_on"))).values_list("person", "on"))


def _last_logged(ids: list[int]) -> Mapping[int, tuple[date, bool]]:
    """The last day noted of each, and whether something there is to finish."""
    noted = Interaction.objects.filter(person__in=ids).values("person").order_by()
    last = noted.annotate(on=Max("happened_on"), to_finish=Count("pk", filter=Q(unfinished=True)))
    return {row["person"]: (row["on"], row["to_finish"] > 0) for row in last}


def _row(
    account: User,
    person: Person,
    due: Mapping[int, date],
    logged: Mapping[int, tuple[date, bool]],
    flags: frozenset[Reason],
    tags: tuple[str, ...],
    today: date,
) -> PersonRow:
    contact = person.contact if person.is_contact else None
    standing = getattr(contact, "standing", None)
    last_on, has_unfinished = logged.get(person.pk, (None, False))
    return PersonRow(
        public_id=person.public_id,
        name=person.name,
        also_known_as=person.also_known_as,
        who=who(person),
        is_contact=contact is not None,
        circle=contact.circle.name if contact and contact.circle else "",
        cadence=cadence_words(contact),
        last_on=standing.last_in_touch_on if standing else last_on,
        last_precision=last_in_touch_precision(standing),
        next_due_on=due.get(person.pk),
        i_only_ask=Reason.ASK_ONLY in flags,
        they_only_ask=Reason.THEIR_ASKS in flags,
        source=Source(person.source),
        added_on=account.local(person.created_at).date(),
        was_sent_back=person.sent_back_at is not None,
        has_unfinished=has_unfinished,
        rests=_rests(contact, today),
        silence=silence_word(person),
        tags=tags,
    )


def _rests(contact: Contact | None, today: date) -> str:
    if contact is None or not contact.is_resting(today):
        return ""
    return rest_sentence(contact.resting_until, "", today=today)


def silence_word(person: Person) -> str:
    """``deceased``, ``left out for good`` or ``archived``; empty for everybody else."""
    if person.deceased:
        return _("deceased")
    if person.left_out_at:
        return _("left out for good")
    return _("archived") if person.archived_at else ""


def cadence_words(contact: Contact | None) -> str:
    """How often, unless the circle's name says the same; never is said where a circle would say otherwise."""
    if contact is None:
        return ""
    if contact.own_cadence_days == NEVER and contact.circle:
        return _("no cadence")
    cadence = often(contact.cadence_days)
    return "" if contact.circle and contact.circle.name.casefold() == cadence.casefold() else cadence


def who(person: Person) -> str:
    """``Head of platform, Sydsvenska Energi, Malmö``: what is known of role, firm and place."""
    return ", ".join(part for part in (person.role, person.organisation, person.place) if part)


def named(person: Person) -> NamedPerson:
    """Costs no query where ``contact`` was selected along."""
    return NamedPerson(person.public_id, person.name, who(person), person.is_contact)


# Same person?


def with_these_addresses(
    account: User, addresses: Mapping[HandleKind, set[str]], *, other_than: Person | None = None
) -> tuple[NamedPerson, ...]:
    """The people who have one of these addresses already. ``addresses`` are normal forms, by kind."""
    wanted = Q()
    for kind, values in addresses.items():
        wanted |= Q(handles__kind=kind, handles__normal_value__in=values) if values else Q()
    if not wanted:
        return ()
    people = (
        Person.objects.owned_by(account)
        .filter(wanted)
        .select_related("contact")
        .distinct()
        .order_by("search_name", "pk")
    )
    if other_than is not None:
        people = people.exclude(pk=other_than.pk)
    return tuple(named(person) for person in people[:5])


def by_email(account: User, emails: set[str]) -> dict[str, NamedPerson]:
    """Who has which of these e-mail addresses; keys are in lower case."""
    handles = Handle.objects.filter(
        person__owner=account, person__deleted_at__isnull=True, kind=HandleKind.EMAIL, normal_value__in=emails
    )
    found = handles.select_related("person__contact").order_by("-person__created_at")
    return {handle.normal_value: named(handle.person) for handle in found}


def by_full_name(account: User, names: Collection[str]) -> dict[str, NamedPerson]:
    """Who is called exactly one of these names, also known as included; keys are folded. Reads every name once."""
    wanted = {fold(name) for name in names} - {""}
    if not wanted:
        return {}
    ids: dict[str, int] = {}
    for pk, *called in Person.objects.owned_by(account).values_list("pk", "name", "also_known_as").order_by("-pk"):
        ids.update({name: pk for name in map(fold, called) if name in wanted})
    people = Person.objects.select_related("contact").in_bulk(set(ids.values()))
    return {name: named(people[pk]) for name, pk in ids.items()}
