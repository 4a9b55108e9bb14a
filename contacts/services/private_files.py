"""Files that people brought or ordered, removed again: with the rows they belong to, and those that no row knows."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Export, ImportBatch
from contacts.models.imports import private_storage
from contacts.vocabulary import ExportState

log = logging.getLogger(__name__)

# Whoever is still writing a file has a row for it by then.
LEFT_BEHIND_AFTER = timedelta(days=1)
# What lies in "incoming" is an upload under way, and nobody's yet; one of a day ago was cut off.
FOLDERS: dict[str, type[Model]] = {"imports": ImportBatch, "exports": Export, "incoming": ImportBatch}


def remove_private(*, names: Collection[str]) -> None:
    """Remove these files once the open transaction is committed. One that cannot go is found by `sweep_left_behind`."""
    if names:
        transaction.on_commit(partial(_remove, tuple(names)), robust=True)


def forget_exports(*, account_id: int) -> None:
    """Take away the files with everything that this account has ready: they hold somebody who is erased (E-61). One
    that is being made ends. Runs inside the caller's transaction; files go once it is committed.
    """
    ready = Export.objects.filter(owner_id=account_id, state=ExportState.DONE)
    remove_private(names=list(ready.exclude(file="").values_list("file", flat=True)))
    ready.update(state=ExportState.EXPIRED, file="")
    why = _("Somebody was erased while it was being made, so it ended. Order it again.")
    under_way = Export.objects.filter(owner_id=account_id, state=ExportState.WORKING)
    under_way.update(state=ExportState.FAILED, error=why, finished_at=timezone.now(), claimed_at=None)


def _remove(names: Collection[str]) -> None:
    storage = private_storage()
    for name in names:
        try:
            storage.delete(name)
        except OSError as error:
            log.error("The private file %s could not be removed (%s).", name, type(error).__name__)


def sweep_left_behind(*, at: datetime | None = None) -> int:
    """Remove files of a day ago whose row is gone: somebody was killed between the two. Answers how many went."""
    storage, before, gone = private_storage(), (at or timezone.now()) - LEFT_BEHIND_AFTER, 0
    for folder, model in FOLDERS.items():
        try:
            _folders, names = storage.listdir(folder)
        except FileNotFoundError:
            continue
        known = set(model._default_manager.values_list("public_id", flat=True)) if names else set()
        for name in names:
            if _owner_of(name) in known:
                continue
            path = f"{folder}/{name}"
            try:
                if storage.get_modified_time(path) < before:
                    storage.delete(path)
                    gone += 1
            except OSError as error:
                log.error("The private file %s could not be removed (%s).", path, type(error).__name__)
    return gone


def _owner_of(name: str) -> UUID | None:
    """The row that a file is named after: what stands before the first dot, or before Django's own ending."""
    try:
        return UUID(name.split(".")[0].split("_")[0])
    except ValueError:
        return None
