"""What the pages of imports show: the list, how far one is, the rows of its file, and what undoing would take away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.models import (
    ImportBatch,
    ImportRow,
    Person,
    User,
)
from contacts.vocabulary import ImportFormat, ImportOutcome, ImportRowKind, ImportState
from contacts.wording_imports import CAME_OTHERWISE, LEFT_OUT, REFUSED, row_sentence

PAGE_SIZE = 50
# Before anybody asked for more: what matters before a yes must not stand below a hundred rows.
FIRST_SHOWN = 10
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
    """A field of somebody known: what is noted, and what the file says. ``is_kept``: what is noted stayed."""

    label: str
    before: str
    after: str
    is_conflict: bool
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the file as the pages and the report tell of it. ``snippet`` is the beginning of what it says.

    ``is_person``: about somebody, and not about something said or given. ``hints``: what of it came in otherwise than
    it was meant.
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
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of the rows that were asked for. ``page`` carries the paging alone. ``is_beginning``: more of them are
    there for whoever asks.
    """

    show: str
    lines: tuple[RowLine, ...]
    page: Page[ImportRow]
    is_beginning: bool = False


def list_rows(
    batch: ImportBatch,
    *,
    kinds: Mapping[str, Q],
    show: str,
    count: int,
    page_number: str | None,
    is_beginning: bool = False,
) -> Rows:
    """``show`` is a key of ``kinds``, of `PREVIEW` or `REPORT`; ``count``: how many such rows there are.
    ``is_beginning``: the first few will do.
    """
    rows = _rows(batch).filter(kinds[show]).order_by("pk")
    paginator = Paginator(rows, FIRST_SHOWN if is_beginning else PAGE_SIZE)
    paginator.count = count  # known already
    page = paginator.get_page(page_number)
    is_undone = batch.state == ImportState.UNDONE
    lines = tuple(_row_line(row, is_undone=is_undone) for row in page.object_list)
    return Rows(show, lines, page, is_beginning=is_beginning and page.has_other_pages())


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
    last, is_undone = 0, batch.state == ImportState.UNDONE
    while rows := list(_rows(batch).filter(pk__gt=last).order_by("pk")[:FILE_BATCH]):
        last = rows[-1].pk
        yield [_row_line(row, is_undone=is_undone) for row in rows]


def _rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(batch=batch).select_related("person")


def _row_line(row: ImportRow, *, is_undone: bool) -> RowLine:
    name, about, snippet = _spoken_of(row.data if isinstance(row.data, dict) else {})
    person = row.person
    known = person if person is not None and person.deleted_at is None else None
    return RowLine(
        part=row.part,
        line=row.line,
        kind=_("empty row") if row.why == "empty_row" else str(ImportRowKind(row.kind).label),
        is_person=row.kind in PERSONS,
        outcome=_undone_outcome(row, known) if is_undone else str(ImportOutcome(row.outcome).label),
        name=name or (person.name if person is not None else ""),
        about=about,
        snippet=snippet[:SNIPPET],
        why=row_sentence(row.why, row.told) if row.why in _SAID else "",
        person=known.public_id if known else None,
        known_as=known.name if known else "",
        by=str(BY.get(str(row.told.get("by")), "")),
        changes=tuple(_changes(row)),
        hints=tuple(_hints(row.told)),
    )


def _undone_outcome(row: ImportRow, known: Person | None) -> str:
    """What became of the row in the end."""
    if row.outcome == ImportOutcome.ADDED and row.kind in PERSONS:
        return _("added, taken away again") if known is None else _("added, and stayed")
    if row.outcome == ImportOutcome.ADDED:
        return _("added, taken away again unless it stands among what stayed")
    if row.outcome == ImportOutcome.UPDATED:
        return _("updated, put back unless it was changed since")
    return str(ImportOutcome(row.outcome).label)


def _hints(told: Mapping[str, Any]) -> Iterator[str]:
    if told.get("named_by_address"):
        yield _("no name in the row: called by their address")
    if number := told.get("in_note"):
        yield ngettext(
            "%(number)d value could not be used, and stands in the note",
            "%(number)d values could not be used, and stand in the note",
            number,
        ) % {"number": number}


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
        record = inner.get("row")
        return (str(record.get("name") or ""), "", "") if isinstance(record, dict) else ("", "", "")
    return text("name"), about, text("excerpt")


def _changes(row: ImportRow) -> Iterator[Change]:
    conflicts = row.told.get("conflicts") or ()
    for name, pair in row.changes.items():
        if name in FIELDS and isinstance(pair, list) and len(pair) == 2:
            before, after = (", ".join(map(str, value)) if isinstance(value, list) else str(value) for value in pair)
            yield Change(str(FIELDS[name]), before, after, name in conflicts)
    for name, (before, after) in row.told.get("kept", {}).items():
        yield Change(str(FIELDS[name]), before, after, is_conflict=True, is_kept=True)


def people_brought(batch: ImportBatch) -> int:
    """How many of those it brought are still here."""
    return int(Person.objects.filter(batch=batch).count())
