"""Bring a file into an account from the shell: the same reading, matching and writing as on the pages."""

import argparse
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files import File
from django.core.management.base import CommandError
from django.db import DatabaseError, OperationalError, connection

from contacts.errors import DomainError
from contacts.importers.mapped import FIELDS
from contacts.management.house import HouseCommand
from contacts.models import ImportBatch, ImportRow, User
from contacts.services.imports import choose_me, discard, receive, run_to_the_end, start
from contacts.services.imports.receiving import LARGEST
from contacts.vocabulary import ImportOutcome, ImportState
from contacts.wording_imports import CAME_OTHERWISE, row_sentence

REASONS_SHOWN = 20
NONE = "none"
PIECE = 1024 * 1024
# Seconds to wait where the database is busy, before it is tried again.
PAUSES = (1.0, 2.0, 4.0, 8.0)


class Command(HouseCommand):
    help = (
        "Bring in a file: a LinkedIn export, address cards, a CSV, a Monica or a Rapport export. People stand at the "
        "door afterwards. The last line says what became of the rows; the import can be undone on its page."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file, as it was downloaded")
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose network it goes into")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help=f"what a column of a CSV is; FIELD is one of {', '.join(FIELDS)}. May be given several times",
        )
        parser.add_argument(
            "--take",
            action="store_true",
            help="where somebody known has another firm or role in the file, take the file's word",
        )
        parser.add_argument(
            "--me",
            default="",
            metavar="PROFILE",
            help=f"your own profile address, for messages; “{NONE}”: none that is in them",
        )

    def handle(self, *, file: Path, owner: str, map: list[str], take: bool, me: str, **options: Any) -> None:
        account = User.objects.filter(email=owner.strip().lower()).first()
        if account is None:
            raise CommandError(f"There is no account with the e-mail {owner}.")
        with _in_a_sentence():
            try:
                with _opened(file) as opened:
                    batch = receive(
                        by=account,
                        file=opened,
                        name=file.name,
                        entry_key=uuid4(),
                        mapping=_mapping(map),
                        is_here_and_now=True,
                    )
            except OSError as error:
                raise CommandError(f"{file} cannot be read: {error.strerror or error}.") from None
            with _discarded_unless_started(batch, account):
                stopped = _stopped_before(batch)
                if stopped is None:
                    _work(batch)
                    _refuse_unready(batch)
                    if me:
                        profile = "" if me == NONE else me
                        batch = choose_me(by=account, batch=batch, profile=profile)
                    _refuse_unknown_me(batch)
                    batch = start(by=account, batch=batch, choices={"conflicts": "take" if take else "keep"})
            batch = stopped or batch
            _work(batch)
        self._tell(batch)

    def _tell(self, batch: ImportBatch) -> None:
        rows = ImportRow.objects.filter(batch=batch).order_by("pk")
        refused, otherwise = rows.filter(outcome=ImportOutcome.REFUSED), rows.filter(why__in=CAME_OTHERWISE)
        for row in [*refused[:REASONS_SHOWN], *otherwise[:REASONS_SHOWN]]:
            place = f"{row.part}, line {row.line}" if row.part else f"line {row.line}"
            self.stdout.write(f"{place}: {row_sentence(row.why, row.told)}")
        if batch.refused > REASONS_SHOWN:
            self.stdout.write(f"… and {batch.refused - REASONS_SHOWN} more were refused; the import's page lists them.")
        matched = batch.matched + batch.updated
        total = batch.added + matched + batch.left_out + batch.refused
        self.stdout.write(
            f"{total} rows: {batch.added} added, {matched} matched, {batch.left_out} left out, {batch.refused} refused"
        )


@contextmanager
def _opened(path: Path) -> Iterator["File[Any]"]:
    """The file. A pipe has no size and cannot be read twice: what comes through it is put aside first."""
    with path.open("rb") as opened:
        if stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            yield File(opened)
            return
        with tempfile.TemporaryFile() as aside:
            size = 0
            while size <= LARGEST and (piece := opened.read(PIECE)):
                size += aside.write(piece)
            aside.seek(0)
            yield File(aside)


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    try:
        yield
    except DomainError as error:
        raise CommandError(error.sentence) from None
    except (DatabaseError, OSError) as error:
        why = str(error).strip().partition("\n")[0]
        raise CommandError(
            f"The import could not go on ({why}). What came in stays. Run the same command again: it goes on where "
            "it stopped, and nothing comes in twice."
        ) from error


@contextmanager
def _discarded_unless_started(batch: ImportBatch, account: User) -> Iterator[None]:
    """Leave nothing behind of a file that is not brought in by this command."""
    is_started = False
    try:
        yield
        is_started = ImportBatch.objects.filter(pk=batch.pk, started_at__isnull=False).exists()
    finally:
        if not is_started:
            # Whatever stopped it is told; what cannot be cleared away now goes in thirty days.
            with suppress(DomainError, DatabaseError):
                discard(by=account, batch=batch)
                run_to_the_end(batch)


def _stopped_before(batch: ImportBatch) -> ImportBatch | None:
    """An import of the same file by this command that did not come to its end."""
    same = ImportBatch.objects.filter(owner_id=batch.owner_id, digest=batch.digest, choices__here_and_now=True)
    return same.filter(state=ImportState.RUNNING).order_by("pk").first()


def _work(batch: ImportBatch) -> None:
    """To the end. Where the database is busy it is tried again: each time it goes on where it stopped."""
    for pause in PAUSES:
        try:
            run_to_the_end(batch)
        except OperationalError:
            if not connection.in_atomic_block:
                # It may be a dead one.
                connection.close()
            time.sleep(pause)
        else:
            return
    run_to_the_end(batch)


def _refuse_unready(batch: ImportBatch) -> None:
    if batch.state == ImportState.FAILED:
        raise CommandError(batch.error)
    if batch.state == ImportState.MAPPING:
        columns = ", ".join(f"“{column}”" for column in batch.about["columns"])
        raise CommandError(
            f"Say which column holds the name, for example --map 'COLUMN=name'. The columns are: {columns}."
        )


def _refuse_unknown_me(batch: ImportBatch) -> None:
    candidates = batch.about.get("me_candidates")
    if candidates and not batch.about.get("me") and "me" not in batch.choices:
        offered = ", ".join(f"{name} ({profile})" for profile, name, _count in candidates)
        raise CommandError(
            "Say whose messages these are with --me and your profile's address, or "
            f"--me {NONE} if you are none of them: {offered}."
        )


def _mapping(given: list[str]) -> dict[str, str]:
    """Column to field. Raises CommandError for what is not of that shape."""
    mapping = {}
    for text in given:
        # A column may have an equals sign in its name, a field has none.
        column, equals, field = text.rpartition("=")
        if not equals or field.strip() not in FIELDS:
            raise CommandError(f"--map takes COLUMN=FIELD, with a FIELD of: {', '.join(FIELDS)}. This is “{text}”.")
        mapping[column] = field.strip()
    return mapping
