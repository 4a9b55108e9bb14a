"""What the pages of imports show: the list, how far one is, the rows of its file, and what undoing would take away."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from contacts.models import (
    Exchange,
    FollowUp,
    Handle,
    ImportantDate,
    ImportBatch,
    ImportRow,
    Interaction,
    Person,
    PersonTag,
    Request,
    User,
)
from contacts.vocabulary import ImportFormat, ImportOutcome, ImportRowKind, ImportState, Purpose
from contacts.wording_imports import CAME_OTHERWISE, LEFT_OUT, REFUSED, row_sentence

PAGE_SIZE = 50
IMPORTS_SHOWN = 20
FILE_BATCH = 1000
SNIPPET = 160
# Too short a time says nothing about the rest.
ESTIMATE_AFTER = 4.0
UNTOUCHED = timedelta(seconds=10)
# Rows whose reason is told.
_SAID = frozenset({*LEFT_OUT, *REFUSED, *CAME_OTHERWISE})

PERSONS = (ImportRowKind.PERSON, ImportRowKind.RECORD)
_WAITING_PEOPLE = Q(kind__in=PERSONS, outcome=ImportOutcome.WAITING)
_KNOWN = _WAITING_PEOPLE & (Q(person__isnull=False) | Q(told__by__isnull=False))
# What can be looked at, before it runs and afterwards: which rows each is, in the order of the chips.
PREVIEW: dict[str, Q] = {
    "new": _WAITING_PEOPLE & Q(person__isnull=True, told__by__isnull=True),
    "conflicts": _KNOWN & Q(told__conflicts__0__isnull=False),
    "known": _KNOWN,
    "left_out": Q(outcome=ImportOutcome.LEFT_OUT),
    "refused": Q(outcome=ImportOutcome.REFUSED),
}
REPORT: dict[str, Q] = {
    outcome: Q(outcome=outcome)
    for outcome in (
        ImportOutcome.REFUSED.value,
        ImportOutcome.ADDED.value,
        ImportOutcome.UPDATED.value,
        ImportOutcome.MATCHED.value,
        ImportOutcome.LEFT_OUT.value,
    )
}
FIELDS: Mapping[str, str | Promise] = {
    "also_known_as": gettext_lazy("also known as"),
    "organisation": gettext_lazy("firm"),
    "role": gettext_lazy("role"),
    "place": gettext_lazy("place"),
    "time_zone": gettext_lazy("time zone"),
    "note": gettext_lazy("note"),
    "birthday": gettext_lazy("birthday"),
    "addresses": gettext_lazy("addresses"),
    "dates": gettext_lazy("days"),
    "tags": gettext_lazy("tags"),
}
BY: Mapping[str, str | Promise] = {
    "profile": gettext_lazy("the same profile address"),
    "email": gettext_lazy("the same e-mail address"),
    "phone": gettext_lazy("the same phone number"),
    "name_and_organisation": gettext_lazy("the same name and firm"),
    "name_alone": gettext_lazy("the same name"),
    "came_by_file": gettext_lazy("the same name, from an earlier file"),
}


# The list


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import in the list. ``waits``: it is the user's turn."""

    public_id: UUID
    file_name: str
    format: str
    state: ImportState
    at: Any
    added: int
    updated: int
    refused: int
    is_working: bool
    waits: bool


def list_imports(account: User, *, page_number: str | None) -> tuple[tuple[ImportLine, ...], Page[ImportBatch]]:
    """The account's imports, newest first, without those that were discarded."""
    rows = ImportBatch.objects.owned_by(account).kept().order_by("-created_at", "-pk")
    page = Paginator(rows, IMPORTS_SHOWN).get_page(page_number)
    return tuple(_line(batch, account) for batch in page.object_list), page


def _line(batch: ImportBatch, account: User) -> ImportLine:
    state = ImportState(batch.state)
    return ImportLine(
        public_id=batch.public_id,
        file_name=batch.file_name,
        format=str(ImportFormat(batch.format).label) if batch.format else "",
        state=state,
        at=account.local(batch.created_at),
        added=batch.added,
        updated=batch.updated,
        refused=batch.refused,
        is_working=state in {ImportState.READING, ImportState.RUNNING, ImportState.UNDOING},
        waits=state in {ImportState.MAPPING, ImportState.READY},
    )


# How far


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a worker is. ``percent`` is None where the end is not known yet; ``minutes`` left, None without a guess.

    ``is_waiting``: no worker took it up for some seconds.
    """

    state: ImportState
    done: int
    total: int
    percent: int | None
    minutes: int | None
    is_waiting: bool
    is_comparing: bool
    is_cancelling: bool


def progress_of(batch: ImportBatch) -> Progress:
    state, now = ImportState(batch.state), timezone.now()
    is_counted = state != ImportState.READING and batch.total > 0
    done = min(batch.done, batch.total) if is_counted else batch.total
    began = batch.started_at if state == ImportState.RUNNING else None
    return Progress(
        state=state,
        done=done,
        total=batch.total,
        percent=100 * done // batch.total if is_counted else None,
        minutes=_minutes_left(batch, (now - began).total_seconds()) if began and is_counted else None,
        is_waiting=batch.claimed_at is None
        and not done
        and (now - (began or batch.created_at)) > timedelta(seconds=10),
        is_comparing=state == ImportState.READING and "staged" in batch.cursor,
        is_cancelling=batch.cancel_asked,
    )


def _minutes_left(batch: ImportBatch, seconds: float) -> int | None:
    """0 is less than a minute."""
    # What had its outcome before it was started costs no time.
    before = int(batch.about.get("left_out", 0)) + int(batch.about.get("refused", 0))
    done = batch.done - before
    if seconds < ESTIMATE_AFTER or done <= 0:
        return None
    left = seconds / done * (batch.total - batch.done)
    return 0 if left < 50 else ceil(left / 60)


# Its rows


@dataclass(frozen=True, slots=True)
class Change:
    """A field of somebody known: what is noted, and what the file says."""

    label: str
    before: str
    after: str
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the file as the pages and the report tell of it. ``snippet`` is the beginning of what it says.

    ``is_person``: about somebody, and not about something said or given.
    """

    part: str
    line: int
    kind: str
    is_person: bool
    outcome: str
    name: str
    about: str
    snippet: str
    why: str
    person: UUID | None
    known_as: str
    by: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of the rows that were asked for. ``page`` carries the paging alone."""

    show: str
    lines: tuple[RowLine, ...]
    page: Page[ImportRow]


def list_rows(batch: ImportBatch, *, kinds: Mapping[str, Q], show: str, count: int, page_number: str | None) -> Rows:
    """``show`` is a key of ``kinds``, of `PREVIEW` or `REPORT`; ``count``: how many such rows there are."""
    rows = _rows(batch).filter(kinds[show]).order_by("pk")
    paginator = Paginator(rows, PAGE_SIZE)
    paginator.count = count  # known already
    page = paginator.get_page(page_number)
    return Rows(show, tuple(_row_line(row) for row in page.object_list), page)


def preview_counts(batch: ImportBatch) -> dict[str, int]:
    """How many rows each of `PREVIEW` has, as reading counted them."""
    about = batch.about
    return {
        "new": about.get("will_add", 0) + about.get("kinds", {}).get(ImportRowKind.RECORD, 0),
        "conflicts": about.get("conflicts", 0),
        "known": about.get("will_match", 0),
        "left_out": about.get("left_out", 0),
        "refused": about.get("refused", 0),
    }


def report_counts(batch: ImportBatch) -> dict[str, int]:
    """How many rows each of `REPORT` has."""
    return {name: getattr(batch, name) for name in REPORT}


def all_rows(batch: ImportBatch) -> Iterator[list[RowLine]]:
    """Every row in the order of the file, some hundreds at a time: however long the file, little is held."""
    last = 0
    while rows := list(_rows(batch).filter(pk__gt=last).order_by("pk")[:FILE_BATCH]):
        last = rows[-1].pk
        yield [_row_line(row) for row in rows]


def _rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(batch=batch).select_related("person")


def _row_line(row: ImportRow) -> RowLine:
    name, about, snippet = _spoken_of(row.data if isinstance(row.data, dict) else {})
    person = row.person
    known = person if person is not None and person.deleted_at is None else None
    return RowLine(
        part=row.part,
        line=row.line,
        kind=str(ImportRowKind(row.kind).label),
        is_person=row.kind in PERSONS,
        outcome=str(ImportOutcome(row.outcome).label),
        name=name or (person.name if person is not None else ""),
        about=about,
        snippet=snippet[:SNIPPET],
        why=row_sentence(row.why, row.told) if row.why in _SAID else "",
        person=known.public_id if known else None,
        known_as=known.name if known else "",
        by=str(BY.get(str(row.told.get("by")), "")),
        changes=tuple(_changes(row)),
    )


def _spoken_of(data: Mapping[str, Any]) -> tuple[str, str, str]:
    """Who it is about, what is known of them, and how what it says begins; empty once the row was dealt with."""

    def text(name: str) -> str:
        value = data.get(name)
        return value if isinstance(value, str) else ""

    about = ", ".join(filter(None, (text("role"), text("organisation"), text("place"))))
    for name in ("sender", "who"):
        if isinstance(data.get(name), list) and data[name]:
            return str(data[name][0]), about, text("text") or text("skill")
    inner = data.get("data")
    if isinstance(inner, dict):
        return str(inner.get("name", "")), "", ""
    return text("name"), about, text("excerpt")


def _changes(row: ImportRow) -> Iterator[Change]:
    conflicts = row.told.get("conflicts") or ()
    for name, pair in row.changes.items():
        if name in FIELDS and isinstance(pair, list) and len(pair) == 2:
            before, after = (", ".join(map(str, value)) if isinstance(value, list) else str(value) for value in pair)
            yield Change(str(FIELDS[name]), before, after, name in conflicts)


def people_brought(batch: ImportBatch) -> int:
    """How many of those it brought are still here."""
    return int(Person.objects.filter(batch=batch).count())


# Undoing


@dataclass(frozen=True, slots=True)
class Forecast:
    """What undoing would take away, and what it would most likely spare: the worker looks at each once more."""

    people: int
    conversations: int
    requests: int
    favours: int
    people_put_back: int
    details: int
    people_spared: int
    conversations_spared: int

    @property
    def is_nothing(self) -> bool:
        return not (self.people or self.conversations or self.requests or self.favours or self.people_put_back)


def undo_forecast(batch: ImportBatch) -> Forecast:
    """A fixed number of queries, however much was brought."""
    brought = Person.everything.filter(batch=batch)
    talks = Interaction.everything.filter(batch=batch)
    is_ours = batch.format == ImportFormat.RAPPORT
    touched_talk = Q(pk=None) if is_ours else Q(version__gt=1) | ~Q(purpose=Purpose.UNKNOWN) | Q(founded__isnull=False)
    people, people_spared = _counts(brought, _touched(batch))
    conversations, conversations_spared = _counts(talks, touched_talk)
    return Forecast(
        people=people - people_spared,
        conversations=conversations - conversations_spared,
        requests=Request.objects.filter(batch=batch).count(),
        favours=Exchange.everything.filter(batch=batch).count(),
        people_put_back=batch.updated,
        details=_details(batch),
        people_spared=people_spared,
        conversations_spared=conversations_spared,
    )


def _touched(batch: ImportBatch) -> Q:
    """Of the people brought: whom the user did something with since."""
    mine: Sequence[QuerySet[Any]] = (
        Interaction.everything.exclude(batch=batch),
        Exchange.everything.exclude(batch=batch),
        Handle.objects.exclude(batch=batch),
        ImportantDate.objects.exclude(batch=batch),
        PersonTag.objects.exclude(batch=batch),
        FollowUp.objects.filter(kind="reminder"),
    )
    # Our own export brings versions and contacts along.
    touched = Q() if batch.format == ImportFormat.RAPPORT else Q(version__gt=1) | Q(contact__isnull=False)
    if batch.format != ImportFormat.RAPPORT:
        mine = (*mine, Interaction.everything.filter(batch=batch).exclude(version=1, purpose=Purpose.UNKNOWN))
    for rows in mine:
        # Asked once for all of them: asked for each person, a file of many takes minutes.
        touched |= Q(pk__in=rows.filter(person__batch=batch).values("person"))
    return touched


def _details(batch: ImportBatch) -> int:
    """Addresses, days and tags that went to people known before."""
    added: Sequence[Callable[[], QuerySet[Any]]] = (
        Handle.objects.all,
        ImportantDate.objects.all,
        PersonTag.objects.all,
    )
    return sum(rows().filter(batch=batch).exclude(person__batch=batch).count() for rows in added)


def _counts(rows: QuerySet[Any], touched: Q) -> tuple[int, int]:
    found = rows.aggregate(every=Count("pk", distinct=True), touched=Count("pk", filter=touched, distinct=True))
    return found["every"], found["touched"]
