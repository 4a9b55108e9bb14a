"""The worker's side of imports: one slice of whatever is next, the sweep that finds what nobody works on, the purge."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.enqueue import after_commit
from contacts.errors import Refused
from contacts.importers.unreadable import Unreadable
from contacts.models import ImportBatch, ImportRow
from contacts.services.imports.claims import Lost, chunk, claim, note_progress, release, renew, to_do, unclaimed
from contacts.services.imports.reading import read_on
from contacts.services.imports.receiving import CARRY_ON, UNDO_DAYS
from contacts.services.imports.running import remove_file, run_on
from contacts.services.imports.telling import path_of, take_back_telling, tell_end
from contacts.services.imports.undoing import undo_on
from contacts.services.notifications import beat
from contacts.vocabulary import ImportState
from contacts.wording_imports import unreadable_sentence

log = logging.getLogger(__name__)

SECONDS = 15.0
TRIES = 5
CHUNK = 500
KEPT_FOR = timedelta(days=UNDO_DAYS)

_WORK: dict[str, Callable[..., None]] = {
    ImportState.READING: read_on,
    ImportState.RUNNING: run_on,
    ImportState.UNDOING: undo_on,
}


def carry_on(batch_id: int, *, seconds: float = SECONDS) -> None:
    """Work on an import for about that long, if it is anybody's turn and nobody else is at it; then ask for more."""
    batch = claim(batch_id)
    if batch is None:
        return
    try:
        _slice(batch, seconds=seconds)
    except Lost:
        return
    except Exception as error:
        # Its words may tell of a person. The sweep comes back to it, once the claim is stale.
        log.error("Import %s stopped (%s); it goes on in a minute.", batch_id, type(error).__name__)
        return
    release(batch)
    if to_do().filter(pk=batch_id).exists():
        with transaction.atomic():
            after_commit(CARRY_ON, batch_id)


def run_to_the_end(batch: ImportBatch) -> None:
    """Work on it here and now until it is nobody's turn any more. ``batch`` is as it stands then."""
    while to_do().filter(pk=batch.pk).exists():
        claimed = claim(batch.pk)
        if claimed is None:
            # A worker has it.
            time.sleep(0.2)
            continue
        try:
            _slice(claimed, seconds=SECONDS)
        except Lost:
            continue
        except BaseException:
            release(claimed)
            raise
        release(claimed)
    # One that was discarded is gone.
    if ImportBatch.objects.filter(pk=batch.pk).exists():
        batch.refresh_from_db()


def sweep_imports() -> int:
    """Wake whatever nobody works on: the broker lost it, or its worker died. Returns how many wake."""
    waking = list(unclaimed().order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        for batch_id in waking:
            after_commit(CARRY_ON, batch_id)
    beat("imports")
    return len(waking)


def _slice(batch: ImportBatch, *, seconds: float) -> None:
    work = _WORK.get(batch.state)
    # The first address that a worker makes costs it a second. The end of an import needs one: not then, when the
    # database is held.
    path_of(batch)
    try:
        if work is None:
            _clear_away(batch)
        elif batch.state == ImportState.READING and batch.attempts > TRIES:
            _fail(batch, _("Reading this file failed again and again. Perhaps it is damaged: download it once more."))
        else:
            work(batch, seconds=seconds)
    except Unreadable as unreadable:
        _fail(batch, unreadable_sentence(unreadable.why, unreadable.told))
    except Refused as refusal:
        _fail(batch, refusal.sentence)
    except (Lost, OSError, DatabaseError, MemoryError):
        raise
    except Exception as error:
        if batch.state != ImportState.READING:
            raise
        log.exception("Import %s could not be read (%s).", batch.pk, type(error).__name__)
        _fail(batch, _("This file cannot be read, and that is a fault of ours. Perhaps another export of it can."))


def _fail(batch: ImportBatch, sentence: str) -> None:
    with chunk(batch):
        note_progress(batch, state=ImportState.FAILED, error=sentence[:300], finished_at=timezone.now(), cursor={})
        tell_end(batch)
        remove_file(batch)


def _clear_away(batch: ImportBatch) -> None:
    """One that was discarded: its rows in short steps, then itself with its file."""
    while _remove_rows(batch):
        renew(batch)
    with chunk(batch):
        remove_file(batch)
        take_back_telling(batch)
        ImportBatch.objects.filter(pk=batch.pk).delete()


def _remove_rows(batch: ImportBatch) -> int:
    with transaction.atomic():
        keys = list(ImportRow.objects.filter(batch=batch).order_by("pk").values_list("pk", flat=True)[:CHUNK])
        return ImportRow.objects.filter(pk__in=keys).delete()[0]


def purge_imports(*, at: datetime | None = None) -> int:
    """After thirty days, when nothing can be undone any more: the rows of what ended go, and whole what was never
    started or could not be read. The list keeps what came of the others. Answers how many imports were concerned.
    """
    before = (at or timezone.now()) - KEPT_FOR
    ended = ImportBatch.objects.filter(finished_at__lt=before)
    kept = ended.filter(state__in=[ImportState.DONE, ImportState.CANCELLED, ImportState.UNDONE])
    with_rows = kept.filter(Exists(ImportRow.objects.filter(batch=OuterRef("pk"))))
    untouched = ImportBatch.objects.filter(
        state__in=[ImportState.MAPPING, ImportState.READY], created_at__lt=before, started_at__isnull=True
    )
    failed = ended.filter(state=ImportState.FAILED)
    concerned = 0
    for batch in with_rows:
        concerned += 1
        while _remove_rows(batch):
            pass
        with transaction.atomic():
            remove_file(batch)
    for batch in untouched | failed:
        concerned += 1
        while _remove_rows(batch):
            pass
        with transaction.atomic():
            # Looked at once more: it may have been started this very moment.
            if (untouched | failed).filter(pk=batch.pk).exists():
                remove_file(batch)
                take_back_telling(batch)
                ImportBatch.objects.filter(pk=batch.pk).delete()
    return concerned
