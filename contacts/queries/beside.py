"""What stands beside a person, a few of each: addresses, tags, days that matter, mutes, requests. One query."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, F, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from contacts.models import Handle, ImportantDate, Mute, Person, PersonTag, Request
from contacts.vocabulary import HandleKind, HandleLabel, RequestAnswer, RequestWay

REQUESTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class HandleLine:
    kind: HandleKind
    label: HandleLabel
    value: str
    href: str


@dataclass(frozen=True, slots=True)
class TagLine:
    public_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request to connect. ``on`` is the local day."""

    way: RequestWay
    on: date
    answer: RequestAnswer
    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Tags by name; days that matter as they were noted; what is muted, by its rule; the newest five requests."""

    handles: tuple[HandleLine, ...]
    tags: tuple[TagLine, ...]
    dates: tuple[ImportantDate, ...]
    mutes: dict[str, Mute]
    requests: tuple[RequestLine, ...]


def beside(person: Person) -> Beside:
    """One query, whatever there is."""
    rows: dict[str, list[_Row]] = defaultdict(list)
    muted = Q(person=person) | Q(person__isnull=True)
    others = [part.filter(person=person) for part in (_TAGS, _DATES, _REQUESTS)]
    others.append(_MUTES.filter(muted, owner=person.owner_id))
    for what, *row in _HANDLES.filter(person=person).union(*others, all=True):
        rows[what].append(_Row(*row))
    return Beside(
        handles=tuple(
            handle_line(row.a, row.b, row.c) for row in sorted(rows["handle"], key=lambda row: (row.a, row.pk))
        ),
        tags=tuple(TagLine(UUID(row.a), row.b) for row in sorted(rows["tag"], key=lambda row: (row.b, row.pk))),
        dates=tuple(_date(row) for row in sorted(rows["date"], key=lambda row: row.pk)),
        # Where a rule is muted for everybody, too, what was said of them alone goes before it.
        mutes={row.a: _mute(row) for row in sorted(rows["mute"], key=lambda row: bool(row.d))},
        requests=tuple(
            RequestLine(RequestWay(row.a), date.fromisoformat(row.c), RequestAnswer(row.b), row.d)
            for row in sorted(rows["request"], key=lambda row: (row.c, row.pk), reverse=True)[:REQUESTS_SHOWN]
        ),
    )


def handle_line(kind: str, label: str, value: str) -> HandleLine:
    href = {
        HandleKind.EMAIL: f"mailto:{value}",
        HandleKind.PHONE: "tel:" + "".join(letter for letter in value if letter.isdigit() or letter == "+"),
        HandleKind.PROFILE: value if value.lower().startswith(("https://", "http://")) else f"https://{value}",
    }[HandleKind(kind)]
    return HandleLine(HandleKind(kind), HandleLabel(label), value, href)


class _Row(NamedTuple):
    """What each of the parts means by its columns is said where it is read."""

    pk: int
    a: str
    b: str
    c: str
    d: str


def _date(row: _Row) -> ImportantDate:
    month, day, lead_days, year = row.c.split("/")
    return ImportantDate(
        public_id=UUID(row.d),
        kind=row.a,
        label=row.b,
        month=int(month),
        day=int(day),
        lead_days=int(lead_days),
        year=int(year) if year else None,
    )


def _mute(row: _Row) -> Mute:
    return Mute(rule=row.a, because=row.b, public_id=UUID(row.c), person_id=int(row.d) if row.d else None)


def _part(rows: Any, what: str, *columns: Any) -> Any:
    """Rows as text, padded to the same columns: databases put together only what is of one type."""
    padded = [*columns, *[Value("")] * (4 - len(columns))]
    key = Cast(F("pk"), BigIntegerField())
    texts = [Cast(F(column) if isinstance(column, str) else column, TextField()) for column in padded]
    return rows.order_by().values_list(Cast(Value(what), TextField()), key, *texts)


# Of one type with what it stands between, as PostgreSQL wants it.
_SLASH = Value("/", output_field=TextField())
_HANDLES = _part(Handle.objects, "handle", "kind", "label", "value")
_TAGS = _part(PersonTag.objects, "tag", "tag__public_id", "tag__name")
_DATES = _part(
    ImportantDate.objects,
    "date",
    "kind",
    "label",
    Concat(
        Cast("month", TextField()),
        _SLASH,
        Cast("day", TextField()),
        _SLASH,
        Cast("lead_days", TextField()),
        _SLASH,
        Coalesce(Cast("year", TextField()), Value(""), output_field=TextField()),
        output_field=TextField(),
    ),
    "public_id",
)
_REQUESTS = _part(Request.objects, "request", "way", "answer", "sent_on", "text")
_MUTES = _part(
    Mute.objects,
    "mute",
    "rule",
    "because",
    "public_id",
    Coalesce(Cast("person_id", TextField()), Value(""), output_field=TextField()),
)
