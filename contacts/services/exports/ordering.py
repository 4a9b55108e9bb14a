"""Ordering an export, and what becomes of old ones: seven days and three at a time, then their files are gone."""

import shutil
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.enqueue import after_commit
from contacts.errors import Refused
from contacts.models import Export, Person, User
from contacts.models.exports import export_path
from contacts.models.imports import private_storage
from contacts.services.exports.staging import UNFINISHED
from contacts.services.locks import hold_account, refuse_foreign_key
from contacts.services.private_files import remove_private
from contacts.vocabulary import ExportState

CARRY_ON = "contacts.tasks.carry_on_export"
KEPT_DAYS = 7
MOST_KEPT = 3
# How long the row says that there was one.
REMEMBERED_DAYS = 90
WORK = ".work"


@transaction.atomic
def make_export(*, by: User, entry_key: UUID) -> Export:
    """Have everything of the account put into one file. While one is being made, that is the one; so is one that
    this very form ordered before. Raises Refused for a form of another account.
    """
    account = hold_account(account_id=by.pk)
    if account is None:
        raise Refused(_("This account is no longer here."))
    refuse_foreign_key(Export.objects.all(), by=by, entry_key=entry_key, owner="owner")
    known = Export.objects.filter(Q(entry_key=entry_key) | Q(state=ExportState.WORKING), owner=by).order_by("pk")
    if row := known.last():
        return row
    total = Person.everything.owned_by(by).count()
    row = Export.objects.create(owner=by, entry_key=entry_key, total=total)
    after_commit(CARRY_ON, row.pk)
    return row


def purge_exports(*, at: datetime | None = None) -> int:
    """Remove the files whose seven days are over, and what is left of exports that nobody makes any more.

    Answers how many files expired.
    """
    now = at or timezone.now()
    due = Export.objects.filter(state=ExportState.DONE, expires_at__lte=now)
    expired = sum(expire(export=row) for row in due.order_by("pk"))
    Export.objects.exclude(state=ExportState.WORKING).filter(
        created_at__lt=now - timedelta(days=REMEMBERED_DAYS)
    ).exclude(state=ExportState.DONE).delete()
    _remove_left_behind()
    return expired


@transaction.atomic
def expire(*, export: Export) -> bool:
    """Take the file away, now. False where that was done already."""
    name = export.file.name
    done = Export.objects.filter(pk=export.pk, state=ExportState.DONE)
    if not done.update(state=ExportState.EXPIRED, file=""):
        return False
    remove_private(names=[name] if name else [])
    return True


def expire_surplus(*, owner_id: int) -> None:
    """Keep the newest three of an account: a file with everything need not lie about more often."""
    done = Export.objects.filter(owner_id=owner_id, state=ExportState.DONE).order_by("-pk")
    for row in done[MOST_KEPT:]:
        expire(export=row)


def folder_of(export: Export) -> Path:
    """Where it grows."""
    return Path(private_storage().path(f"exports/{export.public_id}{WORK}"))


def remove_work(*, export: Export) -> None:
    """Remove what an export that ends here has grown so far; of no use to anybody."""
    shutil.rmtree(folder_of(export), ignore_errors=True)
    private_storage().delete(f"{export_path(export, '')}{UNFINISHED}")


def remove_exports(*, owner_id: int) -> None:
    """Remove the files of an account that goes, those of an export under way too, once the transaction is committed."""
    rows = list(Export.objects.filter(owner=owner_id))
    remove_private(names=[export_path(row, "") for row in rows])
    for row in rows:
        transaction.on_commit(partial(remove_work, export=row), robust=True)


def _remove_left_behind() -> None:
    """Folders of exports that ended, or whose account went, while a worker was killed."""
    try:
        folders, _files = private_storage().listdir("exports")
    except FileNotFoundError:
        return
    for name in folders:
        try:
            address = UUID(name.removesuffix(WORK))
        except ValueError:
            continue
        if not Export.objects.filter(public_id=address, state=ExportState.WORKING).exists():
            shutil.rmtree(private_storage().path(f"exports/{name}"), ignore_errors=True)
