"""Running: the rows are brought in, kind by kind, in short transactions that write what they make, their outcome and
how far it came at once.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import DatabaseError, DataError, IntegrityError, connection
from django.utils import timezone

from contacts.enqueue import after_commit
from contacts.models import ImportBatch, ImportRow, User
from contacts.services.imports import gives, messages, people, requests, restoring
from contacts.services.imports.applying import Apply, note
from contacts.services.imports.claims import Lost, Pace, chunk, note_progress
from contacts.services.imports.register import forget_names
from contacts.services.imports.saving import save_rows
from contacts.services.imports.telling import tell_end
from contacts.services.private_files import remove_private
from contacts.vocabulary import ImportOutcome, ImportRowKind, ImportState

log = logging.getLogger(__name__)

CHUNK = 1000
LONGEST_THREAD = 20_000
# After so many tries without progress rows come alone, and after some more the first of them is refused: a row that
# kills every worker that touches it must not hold up the rest.
ALONE_FROM, GIVEN_UP_FROM = 3, 6
KINDS = (
    ImportRowKind.ACCOUNT,
    ImportRowKind.RECORD,
    ImportRowKind.PERSON,
    ImportRowKind.GIVE,
    ImportRowKind.REQUEST,
    ImportRowKind.MESSAGE,
)
_READ_AHEAD: dict[str, Callable[..., Any]] = {ImportRowKind.MESSAGE: messages.read_ahead}
_APPLY: dict[str, Apply] = {
    ImportRowKind.ACCOUNT: restoring.apply_account,
    ImportRowKind.RECORD: restoring.apply_records,
    ImportRowKind.PERSON: people.apply,
    ImportRowKind.GIVE: gives.apply,
    ImportRowKind.REQUEST: requests.apply,
    ImportRowKind.MESSAGE: messages.apply,
}
SAVED = ("outcome", "why", "told", "person_id", "changes", "data")
COUNTS = {
    ImportOutcome.ADDED: "added",
    ImportOutcome.MATCHED: "matched",
    ImportOutcome.UPDATED: "updated",
    ImportOutcome.LEFT_OUT: "left_out",
    ImportOutcome.REFUSED: "refused",
}


def run_on(batch: ImportBatch, *, seconds: float) -> None:
    """A slice of running. Raises Lost."""
    pace = Pace(seconds=seconds, most=CHUNK)
    while True:
        rows = _next_rows(batch, pace)
        if not rows:
            if not _next_kind(batch):
                return
            continue
        _bring_in(batch, rows, pace)
        if pace.is_over:
            return
        _let_others_write()


def _next_rows(batch: ImportBatch, pace: Pace) -> list[ImportRow]:
    """The next few that wait; of messages whole conversations."""
    kind = KINDS[batch.cursor.get("kind", 0)]
    thread, last = batch.cursor.get("thread", ""), batch.cursor.get("last", 0)
    size = 1 if batch.attempts > ALONE_FROM else pace.size
    rows = ImportRow.objects.filter(batch=batch, kind=kind, outcome=ImportOutcome.WAITING).order_by("thread", "pk")
    # What the preview left there is no outcome, and not read.
    rows = rows.defer("told", "changes")
    found = list(rows.filter(thread=thread, pk__gt=last)[:size])
    if kind != ImportRowKind.MESSAGE:
        return found
    found += list(rows.filter(thread__gt=thread)[: max(1, size - len(found))]) if len(found) < size else []
    rest = rows.filter(thread=found[-1].thread, pk__gt=found[-1].pk) if found else rows.none()
    return [*found, *rest[: max(0, LONGEST_THREAD - len(found))]]


def _next_kind(batch: ImportBatch) -> bool:
    """On to the next kind; False where that was the last one and the import has ended."""
    place = batch.cursor.get("kind", 0) + 1
    with chunk(batch):
        if place < len(KINDS):
            note_progress(batch, cursor={"kind": place})
            return True
        state = ImportState.CANCELLED if batch.cancel_asked else ImportState.DONE
        note_progress(batch, cursor={}, state=state, finished_at=timezone.now(), cancel_asked=False)
        tell_end(batch)
        # Whoever came in twice is proposed, once a worker has looked.
        after_commit("contacts.tasks.find_duplicates", batch.owner_id)
        remove_file(batch)
    return False


def remove_file(batch: ImportBatch) -> None:
    """The file is not needed any more: the refused rows keep what it takes to put them right."""
    if batch.file:
        remove_private(names=[str(batch.file.name)])
        ImportBatch.objects.filter(pk=batch.pk).update(file="")
        batch.file = None


def _bring_in(batch: ImportBatch, rows: Sequence[ImportRow], pace: Pace) -> None:
    """A chunk; where it fails, its halves, until the row that cannot be used stands alone and is refused."""
    try:
        further = _read_ahead(batch, rows)
        with pace.measured(len(rows)), chunk(batch) as by:
            _apply(batch, rows, by, further)
    except (Lost, MemoryError):
        raise
    except Exception as error:
        forget_names(batch)
        if not _is_the_rows_fault(error):
            raise
        units = _units(rows)
        if len(units) > 1:
            half = len(units) // 2
            for part in (units[:half], units[half:]):
                _bring_in(batch, [row for unit in part for row in unit], pace)
            return
        # Its words may tell of a person.
        log.error("Rows %s to %s could not be used (%s).", rows[0].pk, rows[-1].pk, type(error).__name__)
        with chunk(batch):
            _refuse(batch, rows)


def _read_ahead(batch: ImportBatch, rows: Sequence[ImportRow]) -> dict[str, Any]:
    """Whatever can be done before the database is held: SQLite lets nobody else write from then on."""
    for row in rows:
        # A preview is no outcome.
        row.person_id, row.told, row.changes = None, {}, {}
    read_ahead = _READ_AHEAD.get(rows[0].kind)
    if read_ahead is None or not _is_chosen(batch, rows) or batch.attempts > GIVEN_UP_FROM:
        return {}
    return {"ahead": read_ahead(rows, batch=batch, by=batch.owner)}


def _is_chosen(batch: ImportBatch, rows: Sequence[ImportRow]) -> bool:
    return rows[0].kind in batch.choices.get("kinds", ImportRowKind.values)


def _apply(batch: ImportBatch, rows: Sequence[ImportRow], by: User, further: Mapping[str, Any]) -> None:
    if batch.cancel_asked:
        for row in rows:
            note(row, outcome=ImportOutcome.LEFT_OUT, why="cancelled")
    elif not _is_chosen(batch, rows):
        for row in rows:
            note(row, outcome=ImportOutcome.LEFT_OUT, why="not_chosen")
    elif batch.attempts > GIVEN_UP_FROM:
        _refuse(batch, rows)
        return
    else:
        _APPLY[rows[0].kind](rows, batch=batch, by=by, **further)
    _write(batch, rows)


def _refuse(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    for row in rows:
        note(row, outcome=ImportOutcome.REFUSED, why="not_usable")
    _write(batch, rows)


def _write(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    for row in rows:
        if row.outcome == ImportOutcome.WAITING:
            raise AssertionError(f"no outcome for a row of kind {row.kind}")
        if row.outcome != ImportOutcome.REFUSED:
            row.data = {}
    save_rows(rows, fields=SAVED)
    counted = Counter(COUNTS[ImportOutcome(row.outcome)] for row in rows)
    values: dict[str, Any] = {name: getattr(batch, name) + count for name, count in counted.items()}
    cursor = {**batch.cursor, "thread": rows[-1].thread, "last": rows[-1].pk}
    note_progress(batch, cursor=cursor, done=batch.done + len(rows), **values)


def _units(rows: Sequence[ImportRow]) -> list[list[ImportRow]]:
    """What cannot be parted: single rows, and of messages the conversations."""
    units: list[list[ImportRow]] = []
    for row in rows:
        if units and row.thread and units[-1][-1].thread == row.thread:
            units[-1].append(row)
        else:
            units.append([row])
    return units


def _is_the_rows_fault(error: Exception) -> bool:
    """A full disk, a locked or a lost database is nobody's row."""
    return isinstance(error, DataError | IntegrityError) or not isinstance(error, DatabaseError | OSError)


def _let_others_write() -> None:
    """SQLite lets one write at a time, and whoever waits looks again at intervals: leave a gap to be found."""
    if connection.vendor == "sqlite":
        time.sleep(0.01)
