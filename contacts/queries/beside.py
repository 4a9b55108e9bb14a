"""What stands beside a person: their addresses, tags and requests to connect, which are few each. Read in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BigIntegerField, CharField, F, TextField, Value
from django.db.models.functions import Cast

from contacts.models import Handle, Person, PersonTag, Request
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
    """Tags by name; the newest requests first, at most five."""

    handles: tuple[HandleLine, ...]
    tags: tuple[TagLine, ...]
    requests: tuple[RequestLine, ...]


def beside(person: Person) -> Beside:
    """One query, whatever there is."""
    rows = [
        *_HANDLES.filter(person=person).union(_TAGS.filter(person=person), _REQUESTS.filter(person=person), all=True)
    ]
    return Beside(
        handles=tuple(handle_line(a, b, c) for a, _pk, b, c, _d in _of("handle", rows)),
        tags=tuple(TagLine(UUID(a), c) for c, a in sorted((c, a) for a, _pk, _b, c, _d in _of("tag", rows))),
        requests=tuple(
            RequestLine(RequestWay(a), date.fromisoformat(c), RequestAnswer(b), d)
            for c, _pk, a, b, d in sorted(((c, pk, a, b, d) for a, pk, b, c, d in _of("request", rows)), reverse=True)[
                :REQUESTS_SHOWN
            ]
        ),
    )


def handle_line(kind: str, label: str, value: str) -> HandleLine:
    href = {
        HandleKind.EMAIL: f"mailto:{value}",
        HandleKind.PHONE: "tel:" + "".join(letter for letter in value if letter.isdigit() or letter == "+"),
        HandleKind.PROFILE: value if value.lower().startswith(("https://", "http://")) else f"https://{value}",
    }[HandleKind(kind)]
    return HandleLine(HandleKind(kind), HandleLabel(label), value, href)


_Row = tuple[str, int, str, str, str]


def _of(what: str, rows: Iterable[tuple[str, str, int, str, str, str]]) -> list[_Row]:
    """The rows of one sort, in the order in which addresses are shown."""
    return sorted((row[1:] for row in rows if row[0] == what), key=lambda row: (row[0], row[1]))


def _text(name: str) -> Cast:
    return Cast(F(name), TextField())


_NOTHING = Value("", output_field=TextField())
_PK = Cast(F("pk"), BigIntegerField())
_HANDLES = Handle.objects.order_by().values_list(
    Value("handle", output_field=CharField()), _text("kind"), _PK, _text("label"), _text("value"), _NOTHING
)
_TAGS = PersonTag.objects.order_by().values_list(
    Value("tag", output_field=CharField()), _text("tag__public_id"), _PK, _NOTHING, _text("tag__name"), _NOTHING
)
_REQUESTS = Request.objects.order_by().values_list(
    Value("request", output_field=CharField()), _text("way"), _PK, _text("answer"), _text("sent_on"), _text("text")
)
