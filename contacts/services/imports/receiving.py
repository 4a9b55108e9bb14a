"""What the owner does about an import: hands over the file, says what its columns are and who they are in it, starts
it, cancels it, takes it back. The work itself is a worker's.
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.enqueue import after_commit
from contacts.errors import Refused
from contacts.models import ImportBatch, ImportRow, User
from contacts.models.imports import import_path
from contacts.rules.handles import normal_handle
from contacts.rules.texts import clean_line
from contacts.services.imports.columns import checked_mapping
from contacts.services.locks import refuse_foreign_key
from contacts.vocabulary import HandleKind, ImportOutcome, ImportRowKind, ImportState

CARRY_ON = "contacts.tasks.carry_on_import"
LARGEST = 200 * 1024 * 1024
UNDO_DAYS = 30
CHUNK = 2000

# What the preview asks about, with the answer of whoever says nothing.
CONFLICTS = ("keep", "take")


def receive(
    *,
    by: User,
    file: "File[Any]",
    name: str,
    entry_key: UUID,
    mapping: Mapping[str, str] | None = None,
    is_here_and_now: bool = False,
) -> ImportBatch:
    """Keep a file and have it read. The same ``entry_key`` answers with the import that it began.

    ``is_here_and_now``: no worker is called, and nobody is asked about columns whose meaning is clear; ``mapping``
    (column to field) says what is not. Whoever calls goes on with `run_to_the_end`.

    Raises Refused for an empty file and for one of more than 200 MB.
    """
    refuse_foreign_key(ImportBatch.objects.all(), by=by, entry_key=entry_key, owner="owner")
    if (known := ImportBatch.objects.filter(owner=by, entry_key=entry_key).first()) is not None:
        return known
    if not file.size:
        raise Refused(_("This file is empty. Choose the file that you downloaded."), field="file")
    if file.size > LARGEST:
        raise Refused(_("This file is larger than 200 MB. Bring it in parts."), field="file")
    batch = ImportBatch(owner=by, entry_key=entry_key, file_name=_shown_name(name), size=file.size, public_id=uuid4())
    batch.digest, batch.mapping = _digest(file), dict(mapping or {})
    batch.choices = {"here_and_now": True} if is_here_and_now else {}
    storage = batch.file.storage
    batch.file.name = storage.save(import_path(batch, name), file)
    try:
        with transaction.atomic():
            batch.save()
            _call_worker(batch)
    except IntegrityError:
        # The same form at the same moment.
        storage.delete(batch.file.name)
        return ImportBatch.objects.get(owner=by, entry_key=entry_key)
    except BaseException:
        storage.delete(batch.file.name)
        raise
    return batch


@transaction.atomic
def choose_columns(*, by: User, batch: ImportBatch, mapping: Mapping[str, str]) -> ImportBatch:
    """Say what the columns of a CSV are: column to field of `importers.mapped.FIELDS`; it is read again by that.

    Raises Refused without a column to take a name from, for an unknown column or field, and once it was started.
    """
    row = _held(by, batch)
    if row.state not in {ImportState.MAPPING, ImportState.READY} or not row.about.get("columns"):
        raise Refused(_("The columns of this import cannot be chosen any more. Reload the page."))
    row.mapping = checked_mapping(mapping, columns=row.about["columns"])
    row.state = ImportState.READING
    row.cursor = {"clear": True}
    row.attempts = 0
    row.save(update_fields=["mapping", "state", "cursor", "attempts"])
    after_commit(CARRY_ON, row.pk)
    return row


@transaction.atomic
def choose_me(*, by: User, batch: ImportBatch, profile: str) -> ImportBatch:
    """Say which profile address is the owner's own; empty: none that is in the file.

    Raises Refused for what is no address of a profile, for one that is in none of the file's conversations, and once
    it was started.
    """
    row = _held(by, batch)
    _refuse_unready(row)
    normal = normal_handle(HandleKind.PROFILE, profile)
    if profile and not normal:
        raise Refused(_("This is not the address of a profile."), field="me")
    name = _name_in_conversations(row, normal) if normal else ""
    if name is None:
        raise Refused(_("Nobody with this address takes part in the conversations of the file."), field="me")
    row.choices = {**row.choices, "me": normal, "me_name": name}
    row.save(update_fields=["choices"])
    return row


def _name_in_conversations(row: ImportBatch, profile: str) -> str | None:
    """What somebody with that normal profile is called there: None where the conversations are without them, and empty
    where there are none.
    """
    candidates = row.about.get("me_candidates") or ()
    for known_profile, name, _count in candidates:
        if known_profile == profile:
            return str(name)
    messages = ImportRow.objects.filter(batch=row, kind=ImportRowKind.MESSAGE, outcome=ImportOutcome.WAITING)
    for sender, recipients in messages.values_list("data__sender", "data__recipients").iterator(chunk_size=CHUNK):
        for name, *address in (sender, *(recipients or ())):
            if address and normal_handle(HandleKind.PROFILE, address[0]) == profile:
                return str(name)
    return None if candidates else ""


@transaction.atomic
def start(*, by: User, batch: ImportBatch, choices: Mapping[str, Any]) -> ImportBatch:
    """Have it brought in. ``choices``: ``conflicts`` is ``keep`` (what is noted stays, as when nothing is said) or
    ``take`` (what the file says); ``kinds`` are those to bring in (all, when nothing is said).

    Started already: answers with it as it is. Raises Refused where there is nothing to start.
    """
    row = _held(by, batch)
    if row.started_at is not None and row.state in {ImportState.RUNNING, ImportState.DONE}:
        return row
    _refuse_unready(row)
    conflicts = choices.get("conflicts") or CONFLICTS[0]
    if conflicts not in CONFLICTS:
        raise Refused(_("Choose whether to keep what is noted or to take what the file says."), field="conflicts")
    kinds = [str(kind) for kind in choices.get("kinds") or ImportRowKind.values]
    if set(kinds) - set(ImportRowKind.values):
        raise Refused(_("Choose what to bring in from the list."), field="kinds")
    row.choices = {**row.choices, "conflicts": conflicts, "kinds": kinds}
    row.state = ImportState.RUNNING
    row.started_at = timezone.now()
    row.cursor, row.attempts, row.done = {}, 0, row.left_out + row.refused
    row.save(update_fields=["choices", "state", "started_at", "cursor", "attempts", "done"])
    _call_worker(row)
    return row


@transaction.atomic
def cancel(*, by: User, batch: ImportBatch) -> ImportBatch:
    """Stop one that runs after the chunk it is at. What came in stays, and can be undone. Else it changes nothing."""
    row = _held(by, batch)
    if row.state == ImportState.RUNNING and not row.cancel_asked:
        row.cancel_asked = True
        row.save(update_fields=["cancel_asked"])
        after_commit(CARRY_ON, row.pk)
    return row


@transaction.atomic
def discard(*, by: User, batch: ImportBatch) -> None:
    """Remove one that was not started, with its file. Raises Refused once it was."""
    row = _held(by, batch)
    if row.started_at is not None:
        raise Refused(_("This import was started already. You can cancel or undo it."))
    row.state = ImportState.CANCELLED
    row.claimed_at = None
    row.save(update_fields=["state", "claimed_at"])
    _call_worker(row)


@transaction.atomic
def undo(*, by: User, batch: ImportBatch) -> ImportBatch:
    """Take back what it brought, but for what was changed since. Raises Refused after 30 days, and while it runs."""
    row = _held(by, batch)
    if row.state in {ImportState.UNDOING, ImportState.UNDONE}:
        return row
    if row.state not in {ImportState.DONE, ImportState.CANCELLED} or row.started_at is None:
        raise Refused(_("Only an import that has ended can be undone."))
    if not may_undo(row):
        raise Refused(_("An import can be undone for 30 days, and those are over."))
    row.state = ImportState.UNDOING
    row.cursor, row.attempts, row.cancel_asked, row.spared = {}, 0, False, 0
    row.save(update_fields=["state", "cursor", "attempts", "cancel_asked", "spared"])
    after_commit(CARRY_ON, row.pk)
    return row


def may_undo(batch: ImportBatch) -> bool:
    """Whether it ended within the last 30 days and its rows are still there to go by."""
    ended = batch.state in {ImportState.DONE, ImportState.CANCELLED} and batch.started_at is not None
    return ended and batch.finished_at is not None and timezone.now() < batch.finished_at + timedelta(days=UNDO_DAYS)


def _refuse_unready(row: ImportBatch) -> None:
    if row.state != ImportState.READY:
        raise Refused(_("This import does not wait for a start. Reload the page to see how far it is."))


def _held(by: User, batch: ImportBatch) -> ImportBatch:
    row = ImportBatch.objects.select_for_update().filter(pk=batch.pk, owner=by).first()
    if row is None:
        raise Refused(_("This import is no longer here. Perhaps you discarded it in another tab."))
    return row


def _call_worker(row: ImportBatch) -> None:
    if not row.choices.get("here_and_now"):
        after_commit(CARRY_ON, row.pk)


def _shown_name(name: str) -> str:
    """The name of a file without its folders, as the list shows it. A disk takes names that are no text."""
    name = name.encode(errors="replace").decode()
    return clean_line(name.replace("\\", "/").rpartition("/")[2])[-200:] or _("a file")


def _digest(file: "File[Any]") -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
