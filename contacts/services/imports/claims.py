"""Who works on an import: one worker at a time, by a claim that is renewed with every chunk it commits.

The claim's moment is its token. Whoever lost it (a stalled worker that another one took over from) finds that out
inside the transaction of its next chunk and writes nothing.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from contacts.models import ImportBatch, User
from contacts.services.locks import hold_account
from contacts.vocabulary import WORKING_IMPORTS, ImportState

STALE_AFTER = timedelta(seconds=60)
RENEW_EVERY = 10.0  # seconds, where nothing is written for a while


class Lost(Exception):
    """Somebody else has the import now, or it ended: nothing of this chunk may be written."""


def to_do() -> QuerySet[ImportBatch]:
    """Whatever is a worker's turn: to be read, run, undone, or cleared away after it was discarded."""
    discarded = Q(state=ImportState.CANCELLED, started_at__isnull=True)
    return ImportBatch.objects.filter(Q(state__in=sorted(WORKING_IMPORTS)) | discarded)


def unclaimed() -> QuerySet[ImportBatch]:
    """Of those, what nobody works on, or nobody has for a minute."""
    stale = timezone.now() - STALE_AFTER
    return to_do().filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=stale))


def claim(batch_id: int) -> ImportBatch | None:
    """The import, ours from now on; None where it is nobody's turn or somebody else's."""
    now = timezone.now()
    if not unclaimed().filter(pk=batch_id).update(claimed_at=now, attempts=F("attempts") + 1):
        return None
    return ImportBatch.objects.select_related("owner").filter(pk=batch_id, claimed_at=now).first()


def release(batch: ImportBatch) -> None:
    ImportBatch.objects.filter(pk=batch.pk, claimed_at=batch.claimed_at).update(claimed_at=None)


@contextmanager
def chunk(batch: ImportBatch) -> Iterator[User]:
    """One short transaction with the account and the import locked, the claim renewed. Gives the owner as of now.

    Raises Lost. What it found out about the import is written by `note_progress`.
    """
    before = batch.claimed_at
    try:
        with transaction.atomic():
            owner = hold_account(account_id=batch.owner_id)
            if owner is None:
                raise Lost
            _renew(batch)
            yield owner
    except BaseException:
        # Rolled back, the token in the database is the old one.
        batch.claimed_at = before
        raise


def renew(batch: ImportBatch) -> None:
    """Say that we are still at it, where nothing is written for a while. Raises Lost."""
    with transaction.atomic():
        _renew(batch)


def note_progress(batch: ImportBatch, **values: Any) -> None:
    """Write what the chunk found out, inside its transaction. Progress was made, so tries are counted anew."""
    ImportBatch.objects.filter(pk=batch.pk).update(attempts=0, **values)
    for name, value in values.items():
        if not hasattr(value, "resolve_expression"):
            setattr(batch, name, value)
    batch.attempts = 0


def _renew(batch: ImportBatch) -> None:
    now = timezone.now()
    ours = ImportBatch.objects.filter(pk=batch.pk, claimed_at=batch.claimed_at, state=batch.state)
    if not ours.update(claimed_at=now):
        raise Lost
    batch.claimed_at = now
    # Whoever asked to cancel is heard before the chunk begins.
    batch.cancel_asked = ImportBatch.objects.values_list("cancel_asked", flat=True).get(pk=batch.pk)


class Pace:
    """How long a slice lasts, and how many rows a chunk takes: as many as hold the database for a tenth of a second.

    SQLite has one writer at a time, and whoever saves a page meanwhile must not wait for long.
    """

    def __init__(self, *, seconds: float, most: int, first: int = 200, hold: float = 0.2) -> None:
        self.ends_at = time.monotonic() + seconds
        self.most, self.size, self.hold = most, min(first, most), hold

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.ends_at

    @contextmanager
    def measured(self, rows: int) -> Iterator[None]:
        began = time.monotonic()
        yield
        took = time.monotonic() - began
        if rows >= self.size // 2:
            fitting = self.size * self.hold / max(took, 0.001)
            self.size = int(min(self.most, max(100, min(fitting, self.size * 2))))
