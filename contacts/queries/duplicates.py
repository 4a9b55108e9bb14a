"""Who is perhaps one person: what is known of people for comparing, the list of proposals, the line on a page."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from contacts.models import Duplicate, Handle, ImportantDate, Person, User
from contacts.queries.people import NamedPerson, named, who
from contacts.rules.likeness import CLUES, LIKELY, VERY_LIKELY, Known, Reason
from contacts.vocabulary import DateKind
from contacts.wording_merges import clue_words, told_side

PAGE_SIZE = 50
CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One clue in words, and what both sides say. ``speaks_for`` is False for what tells the two apart."""

    words: str
    one: str
    other: str
    speaks_for: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two people who are perhaps one. ``sureness`` is very, likely or perhaps; ``one`` is proposed to be kept."""

    one: NamedPerson
    other: NamedPerson
    likeness: int
    sureness: str
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    rows: tuple[Proposal, ...]
    page: Page[Any]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class PerhapsSame:
    """The likeliest other of one person, for a line on their page. ``why``: same e-mail, same name."""

    public_id: UUID
    name: str
    who: str
    why: str


def proposed(account: User) -> QuerySet[Duplicate]:
    """The pairs of an account of whom both are there."""
    both = Q(one__deleted_at__isnull=True, other__deleted_at__isnull=True)
    heard = Q(one__left_out_at__isnull=True, other__left_out_at__isnull=True)
    return Duplicate.objects.filter(both & heard, one__owner=account)


def list_duplicates(account: User, *, sureness: str = "", page_number: str | int | None = 1) -> Proposals:
    """One page, the likeliest first. ``sureness`` empty shows all."""
    rows = proposed(account)
    values = list(rows.values_list("likeness", flat=True))
    counts = {name: sum(sureness_of(value) == name for value in values) for name in ("very", "likely", "perhaps")}
    bounds = {"very": (VERY_LIKELY, 101), "likely": (LIKELY, VERY_LIKELY), "perhaps": (0, LIKELY)}
    if sureness in bounds:
        low, high = bounds[sureness]
        rows = rows.filter(likeness__gte=low, likeness__lt=high)
    ordered = rows.select_related("one__contact", "other__contact").order_by("-likeness", "one_id", "other_id")
    paginator = Paginator(ordered, PAGE_SIZE)
    paginator.count = counts[sureness] if sureness in bounds else len(values)  # counted already
    page = paginator.get_page(page_number)
    return Proposals(tuple(_proposal(row) for row in page.object_list), page, counts)


def how_many_duplicates(account: User) -> int:
    return proposed(account).count()


def with_perhaps_same(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with what `perhaps_same` says of them, in the query that fetches them."""
    mine = Q(one=OuterRef("pk")) | Q(other=OuterRef("pk"))
    both = Q(one__deleted_at__isnull=True, other__deleted_at__isnull=True)
    heard = Q(one__left_out_at__isnull=True, other__left_out_at__isnull=True)
    likeliest = Duplicate.objects.filter(mine, both, heard, likeness__gte=LIKELY).order_by("-likeness", "pk")
    sides = {
        f"{side}_{name}": f"{side}__{name}"
        for side in ("one", "other")
        for name in ("public_id", "name", "role", "organisation", "place")
    }
    told = JSONObject(reasons="reasons", one="one_id", **sides)
    return people.annotate(likeliest_other=Subquery(likeliest.values_list(told)[:1]))


def perhaps_same(person: Person) -> PerhapsSame | None:
    """Who is perhaps the same as this person, fetched by `with_perhaps_same`."""
    told: dict[str, Any] | None = getattr(person, "likeliest_other", None)
    if told is None:
        return None
    side = "other" if told["one"] == person.pk else "one"
    other = {name: told[f"{side}_{name}"] for name in ("name", "role", "organisation", "place")}
    # SQLite holds what is JSON already as a text of its own.
    reasons = json.loads(told["reasons"]) if isinstance(told["reasons"], str) else told["reasons"]
    why = ", ".join(line.words for line in _lines(reasons) if line.speaks_for)
    return PerhapsSame(UUID(told[f"{side}_public_id"]), other["name"], who(Person(**other)), why)


def sureness_of(likeness: int) -> str:
    """very, likely, or perhaps."""
    if likeness >= VERY_LIKELY:
        return "very"
    return "likely" if likeness >= LIKELY else "perhaps"


def reasons_of(row: Duplicate, *, swapped: bool = False) -> tuple[ReasonLine, ...]:
    """The reasons as they were found, in words; those of a clue that there is no more are left out."""
    return _lines(row.reasons, swapped=swapped)


def _lines(reasons: Sequence[Sequence[Any]], *, swapped: bool = False) -> tuple[ReasonLine, ...]:
    told = [Reason(clue, one, other) for clue, one, other in reasons if clue in CLUES]
    return tuple(reason_line(each, swapped=swapped) for each in told)


def reason_line(reason: Reason, *, swapped: bool = False) -> ReasonLine:
    """One reason in words; ``swapped`` tells it from the other side."""
    sides = [told_side(reason.clue, side) for side in (reason.one, reason.other)]
    one, other = reversed(sides) if swapped else sides
    return ReasonLine(clue_words(reason.clue), one, other, reason.speaks_for)


def _proposal(row: Duplicate) -> Proposal:
    one, other = row.one, row.other
    # The contact is kept rather than whoever stands at the door; else whom the user knew first.
    is_swapped = hasattr(other, "contact") and not hasattr(one, "contact")
    if is_swapped:
        one, other = other, one
    return Proposal(
        one=named(one),
        other=named(other),
        likeness=row.likeness,
        sureness=sureness_of(row.likeness),
        reasons=reasons_of(row, swapped=is_swapped),
    )


# For finding


def shared_addresses(account: User) -> list[list[int]]:
    """The people of an account who have an address in common, address by address."""
    rows = Handle.objects.filter(person__owner=account, person__deleted_at__isnull=True)
    ordered = rows.order_by("kind", "normal_value", "person_id").values_list("kind", "normal_value", "person_id")
    grouped = groupby(ordered.iterator(chunk_size=CHUNK), key=lambda row: row[:2])
    return [keys for _address, group in grouped if len(keys := [row[2] for row in group]) > 1]


def names_and_firms(account: User) -> Iterator[Known]:
    """Everybody of an account with name, firm and place, without their addresses; in flat memory."""
    rows = Person.objects.owned_by(account).filter(left_out_at__isnull=True).order_by("pk")
    names = ("pk", "name", "also_known_as", "organisation", "place")
    for pk, name, also, organisation, place in rows.values_list(*names).iterator(chunk_size=CHUNK):
        yield Known(pk, name, also, organisation, place)


def known_people(keys: Collection[int]) -> dict[int, Known]:
    """What is compared of these people; three queries. The deleted and the left out are not among the answers."""
    people = Person.objects.filter(pk__among=keys, left_out_at__isnull=True)
    handles: dict[int, list[tuple[str, str, str]]] = {}
    found = Handle.objects.filter(person_id__among=keys).order_by("pk")
    for person_id, kind, normal, typed in found.values_list("person_id", "kind", "normal_value", "value"):
        handles.setdefault(person_id, []).append((kind, normal, typed))
    days = ImportantDate.objects.filter(person_id__among=keys, kind=DateKind.BIRTHDAY).order_by("-pk")
    birthdays = {person_id: (month, day) for person_id, month, day in days.values_list("person_id", "month", "day")}
    return {
        row.pk: Known(
            row.pk,
            row.name,
            row.also_known_as,
            row.organisation,
            row.place,
            tuple(handles.get(row.pk, ())),
            birthdays.get(row.pk),
        )
        for row in people.only("pk", "name", "also_known_as", "organisation", "place")
    }
