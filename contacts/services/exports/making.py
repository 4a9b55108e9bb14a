"""Making an export: the worker's side. A slice of some seconds, then the worker asks for the next one, so that a big
account holds up nobody and a kill costs little.
"""

import errno
import logging
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.enqueue import after_commit
from contacts.exporters import markdown, tables, vcards
from contacts.exporters.readme import readme
from contacts.importers.rapport import VERSION
from contacts.models import Export, Notification, User
from contacts.models.exports import export_path
from contacts.models.imports import private_storage
from contacts.queries.exports import (
    CHUNK,
    Plain,
    account_rows,
    closing,
    dumped,
    opening,
    people_after,
    plain_person,
    table_headings,
)
from contacts.services.exports.ordering import CARRY_ON, KEPT_DAYS, expire_surplus, folder_of, remove_work
from contacts.services.exports.staging import Busy, Stage
from contacts.spreadsheets import Cell, csv_pieces
from contacts.vocabulary import ExportState

log = logging.getLogger(__name__)

STALE_AFTER = timedelta(seconds=60)
SLICE_SECONDS = 20.0
BEAT_SECONDS = 10.0
# Tries in a row that brought nothing; then it is no use.
MOST_ATTEMPTS = 5
JSON, CARDS = "rapport.json", "contacts.vcf"


class Lost(Exception):
    """Somebody else has the export now, or it is gone with its account."""


def carry_on(export_id: int, *, seconds: float = SLICE_SECONDS) -> None:
    """Do a slice of an export, if it is anybody's turn; then ask for the next. Ends quietly where there is none."""
    export = _claim(export_id)
    if export is None:
        return
    try:
        with Stage(folder_of(export)).held() as stage:
            if not _write_people(export, stage, until=time.monotonic() + seconds):
                _release(export)
                after_commit(CARRY_ON, export.pk)
                return
            _finish(export, stage)
        stage.remove()
    except (Busy, Lost, FileNotFoundError) as error:
        if not Export.objects.filter(pk=export.pk).exists():
            # It went with its account, and its folder; what was written since goes, too.
            remove_work(export=export)
        elif isinstance(error, FileNotFoundError):
            raise
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        log.error("There is no room for export %s.", export.pk)
        _fail(export, _("There is no room on this computer for the file. Make room, then order it again."))


def sweep_exports() -> None:
    """Find those that a worker left behind: have them carried on, or give up after five tries in vain."""
    stale = timezone.now() - STALE_AFTER
    left = Export.objects.filter(state=ExportState.WORKING).filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=stale))
    for export in left.order_by("pk"):
        if export.attempts >= MOST_ATTEMPTS:
            log.error("Export %s failed %s times and is given up.", export.pk, export.attempts)
            _fail(export, _("It could not be made. Order it again; if that fails, too, look at the house's log."))
        else:
            after_commit(CARRY_ON, export.pk)


def _claim(export_id: int) -> Export | None:
    now = timezone.now()
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - STALE_AFTER)
    mine = Export.objects.filter(free, pk=export_id, state=ExportState.WORKING)
    if not mine.update(claimed_at=now, attempts=F("attempts") + 1):
        return None
    return Export.objects.select_related("owner").filter(pk=export_id, claimed_at=now).first()


def _beat(export: Export, **values: int) -> None:
    """Say that we are still at it, and how far. Raises Lost."""
    now = timezone.now()
    if not _ours(export).update(claimed_at=now, **values):
        raise Lost
    export.claimed_at = now


def _release(export: Export) -> None:
    _ours(export).update(claimed_at=None)


def _fail(export: Export, sentence: str) -> None:
    failed = Export.objects.filter(pk=export.pk, state=ExportState.WORKING)
    with transaction.atomic():
        if failed.update(state=ExportState.FAILED, error=sentence, finished_at=timezone.now(), claimed_at=None):
            _tell(export, _("Your export could not be made"), sentence)
    remove_work(export=export)


def _tell(export: Export, title: str, text: str) -> None:
    """Nobody has to wait on the page. In the transaction that ends it: so once."""
    Notification.objects.create(account_id=export.owner_id, title=title, text=text, path=reverse("exports"))


def _ours(export: Export) -> QuerySet[Export]:
    return Export.objects.filter(pk=export.pk, claimed_at=export.claimed_at, state=ExportState.WORKING)


def _write_people(export: Export, stage: Stage, *, until: float) -> bool:
    """As many people as the time allows, a few at once. True when nobody is left."""
    headings = table_headings()
    if not stage.is_open:
        _open(stage, export.owner, headings)
    while time.monotonic() < until:
        people = list(people_after(export.owner, stage.after, most=CHUNK))
        if not people:
            return True
        lines: dict[str, list[list[Cell]]] = {}
        for person in people:
            plain = plain_person(person)
            stage.add(JSON, ("\n" if stage.done == 0 else ",\n") + dumped(plain))
            for table, cells in tables.lines_of_person(plain, headings):
                lines.setdefault(table, []).append(cells)
            if _is_for_others(plain):
                stage.add(CARDS, vcards.card(plain))
                stage.add_page(f"people/{markdown.file_name(plain)}", markdown.page(plain))
            stage.done += 1
            stage.interactions += sum(talk["deleted_at"] is None for talk in plain["interactions"])
        for table, some in lines.items():
            stage.add(_csv(table), b"".join(_without_heading(some)))
        stage.after = people[-1].pk
        _beat(export, done=stage.done, attempts=0)
        stage.keep()
    return False


def _open(stage: Stage, account: User, headings: tables.Headings) -> None:
    head: Plain = account_rows(account)
    stage.add(JSON, opening(head, at=timezone.now()))
    lines: dict[str, list[list[Cell]]] = {}
    for table, cells in tables.lines_of_account(head, headings):
        lines.setdefault(table, []).append(cells)
    for table in headings.tables:
        stage.add(_csv(table), b"".join(csv_pieces(headings.of(table), [lines.get(table, [])])))
    stage.add(CARDS, b"")
    stage.keep()


def _finish(export: Export, stage: Stage) -> None:
    today = timezone.localdate(timezone=export.owner.tz)
    stage.add(JSON, closing(export.owner))
    told = {"people": stage.done, "interactions": stage.interactions, "version": VERSION}
    stage.add("README.txt", readme(made_on=date_format(today, "j F Y"), **told))
    # Not kept in the note: tried again, the end is written again.
    stage.write()
    target = Path(private_storage().path(export_path(export, "")))
    size = stage.pack(target, beat=_every(BEAT_SECONDS, export))
    now = timezone.now()
    values = {"file": export_path(export, ""), "size": size, "done": stage.done, "total": stage.done}
    ended = {"state": ExportState.DONE, "finished_at": now, "expires_at": now + timedelta(days=KEPT_DAYS)}
    with transaction.atomic():
        is_ours = _ours(export).update(**values, **ended, claimed_at=None, attempts=0)
        if is_ours:
            until = date_format(timezone.localdate(now, timezone=export.owner.tz) + timedelta(days=KEPT_DAYS), "j F")
            _tell(export, _("Your export is done"), _("It can be downloaded until %(day)s.") % {"day": until})
    if not is_ours:
        target.unlink(missing_ok=True)
        raise Lost
    expire_surplus(owner_id=export.owner_id)


def _every(seconds: float, export: Export) -> Callable[[], None]:
    last = time.monotonic()

    def beat() -> None:
        nonlocal last
        if time.monotonic() - last >= seconds:
            last = time.monotonic()
            _beat(export)

    return beat


def _is_for_others(person: Plain) -> bool:
    """Whether they are to be in an address book, and to be read: not deleted, not left out for good."""
    return person["deleted_at"] is None and person["left_out_at"] is None


def _csv(table: str) -> str:
    return f"tables/{table}.csv"


def _without_heading(rows: list[list[Cell]]) -> list[bytes]:
    return list(csv_pieces([], [rows]))[1:]
