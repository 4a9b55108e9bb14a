"""What waits to be sorted: of each conversation that an import brought the last five days, one card after the other."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from contacts.models import Contact, ImportBatch, Interaction, Message, Person, User
from contacts.queries.messages import MessageLine, message_lines
from contacts.rules.reading.hints import Piece
from contacts.rules.sorting import Suggestion, Written, read_day, words_for
from contacts.vocabulary import Depth, Purpose, Side, SortedAs, StartedBy

DAYS_OFFERED = 5
MESSAGES_SHOWN = 40
BEFORE_SHOWN = 4
CONVERSATION = [F("person_id"), F("thread")]


@dataclass(frozen=True, slots=True)
class CardMessage:
    """One message on a card. ``pieces`` put together are its text."""

    line: MessageLine
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One day to sort. ``before`` are the last messages of the conversation until then, ``more`` how many further ones
    the day holds. ``can_found``: both took part and it was more than a hello, so that saying what was talked about and
    learned makes a contact of somebody at the door. ``also_here``: how many other days of this conversation wait.
    """

    public_id: UUID
    person_public_id: UUID
    person_name: str
    first_name: str
    is_contact: bool
    can_found: bool
    on: date
    started_by: StartedBy
    they_took_part: bool
    messages: tuple[CardMessage, ...]
    more: int
    before: tuple[MessageLine, ...]
    suggestion: Suggestion | None
    also_here: int


def to_sort(account: User, *, person: Person | None = None, batch: ImportBatch | None = None) -> QuerySet[Any]:
    """The days that wait, of everybody who may be spoken of, or of one person or import.

    A day counts among the last five of its conversation whether sorted or not: five are asked about, and no sixth comes
    up because one was answered.
    """
    # By key, since a condition beside the one on the place would be looked at before anything is placed.
    last_days: QuerySet[Any] = _last_days(account, person=person).values("pk")
    waiting: QuerySet[Any] = Interaction.objects.filter(purpose=Purpose.UNKNOWN, pk__in=last_days)
    return waiting.filter(batch=batch) if batch is not None else waiting


def _last_days(account: User, *, person: Person | None) -> QuerySet[Any]:
    """The last five days of each conversation that an import brought."""
    brought = Interaction.objects.filter(
        person__owner=account,
        person__deleted_at__isnull=True,
        person__left_out_at__isnull=True,
        person__archived_at__isnull=True,
        person__deceased=False,
    ).exclude(purpose="")
    if person is not None:
        brought = brought.filter(person=person)
    newest_first = [F("happened_on").desc(), F("id").desc()]
    placed = brought.annotate(place=Window(RowNumber(), partition_by=CONVERSATION, order_by=newest_first))
    last_days: QuerySet[Any] = placed.filter(place__lte=DAYS_OFFERED)
    return last_days


def count_to_sort(account: User, *, person: Person | None = None, batch: ImportBatch | None = None) -> int:
    """How many days wait, as `to_sort` finds them. One query, which looks up no row a second time."""
    asked = Q(purpose=Purpose.UNKNOWN) if batch is None else Q(purpose=Purpose.UNKNOWN, batch=batch)
    return int(_last_days(account, person=person).aggregate(waiting=Count("pk", filter=asked))["waiting"])


def conversation_to_sort(account: User, interaction: Interaction) -> list[Interaction]:
    """The days of one conversation that wait, the newest first."""
    rows = to_sort(account, person=interaction.person).filter(thread=interaction.thread)
    return list(rows.order_by("-happened_on", "-id"))


def next_card(
    account: User,
    *,
    person: Person | None = None,
    batch: ImportBatch | None = None,
    later: Collection[UUID] = (),
) -> Card | None:
    """The next day to sort, None where nothing waits: contacts before others, conversation by conversation, the newest
    first. ``later`` are those put off: they come again when nothing else is left.
    """
    rows = to_sort(account, person=person, batch=batch).annotate(
        is_contact=Exists(Contact.objects.filter(person=OuterRef("person"))),
        newest_on=Window(Max("happened_on"), partition_by=CONVERSATION),
    )
    rows = rows.order_by("-is_contact", "-newest_on", "person_id", "thread", "-happened_on", "-id")
    # By key as well: thousands of days are put in order, and one of them is read.
    keys = rows.values_list("pk", flat=True)
    key = keys.exclude(public_id__in=later).first() if later else None
    key = key or keys.first()
    row = Interaction.objects.filter(pk=key).first() if key else None
    return _card(account, row) if row else None


def card_of(account: User, interaction: Interaction) -> Card:
    """The card of a certain day, whatever it is sorted as."""
    return _card(account, interaction)


def words_of(interaction: Interaction, sorted_as: SortedAs) -> str:
    """What to call the favour of a day for which the user has no words: as it was read, else as a message begins."""
    rows = Message.objects.filter(interaction=interaction).order_by("at", "id").values_list("author", "text")
    written = [Written(Side(author), text) for author, text in rows[:MESSAGES_SHOWN]]
    read = read_day(written, on=interaction.happened_on).suggestion
    return read.what if read and read.sorted_as == sorted_as else words_for(written, sorted_as)


def _card(account: User, row: Interaction) -> Card:
    person = Person.objects.select_related("contact").get(pk=row.person_id)
    held = list(Message.objects.filter(interaction=row).order_by("at", "id"))
    lines = message_lines(held[:MESSAGES_SHOWN])
    reading = read_day([Written(line.author, line.text) for line in lines], on=row.happened_on)
    before = Message.objects.filter(
        interaction__person=person,
        interaction__thread=row.thread,
        interaction__deleted_at__isnull=True,
        interaction__happened_on__lt=row.happened_on,
    ).order_by("-at", "-id")
    waiting = to_sort(account, person=person).filter(thread=row.thread).exclude(pk=row.pk)
    return Card(
        public_id=row.public_id,
        person_public_id=person.public_id,
        person_name=person.name,
        first_name=person.first_name,
        is_contact=person.is_contact,
        can_found=not person.is_contact and row.they_took_part and row.depth != Depth.HELLO,
        on=row.happened_on,
        started_by=StartedBy(row.started_by),
        they_took_part=row.they_took_part,
        messages=tuple(CardMessage(line, pieces) for line, pieces in zip(lines, reading.texts, strict=True)),
        more=max(0, len(held) - MESSAGES_SHOWN),
        before=message_lines(reversed(before[:BEFORE_SHOWN])),
        suggestion=reading.suggestion,
        also_here=waiting.count(),
    )
