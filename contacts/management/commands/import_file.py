"""Bring a file into an account from the shell: the same reading, matching and writing as on the pages."""

import argparse
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files import File
from django.core.management.base import CommandError

from contacts.errors import DomainError
from contacts.importers.mapped import FIELDS
from contacts.management.house import HouseCommand
from contacts.models import ImportBatch, ImportRow, User
from contacts.services.imports import choose_me, discard, receive, run_to_the_end, start
from contacts.vocabulary import ImportOutcome, ImportState
from contacts.wording_imports import CAME_OTHERWISE, row_sentence

REASONS_SHOWN = 20


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
        parser.add_argument("--me", default="", metavar="PROFILE", help="your own profile address, for messages")

    def handle(self, *, file: Path, owner: str, map: list[str], take: bool, me: str, **options: Any) -> None:
        account = User.objects.filter(email=owner.strip().lower()).first()
        if account is None:
            raise CommandError(f"There is no account with the e-mail {owner}.")
        try:
            with file.open("rb") as opened:
                batch = receive(
                    by=account,
                    file=File(opened),
                    name=file.name,
                    entry_key=uuid4(),
                    mapping=_mapping(map),
                    is_here_and_now=True,
                )
            run_to_the_end(batch)
            self._refuse_unready(batch, account)
            if me:
                batch = choose_me(by=account, batch=batch, profile=me)
            batch = start(by=account, batch=batch, choices={"conflicts": "take" if take else "keep"})
            run_to_the_end(batch)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror or error}.") from None
        except DomainError as error:
            raise CommandError(error.sentence) from None
        self._tell(batch)

    def _refuse_unready(self, batch: ImportBatch, account: User) -> None:
        if batch.state == ImportState.FAILED:
            sentence = batch.error
            discard(by=account, batch=batch)
            run_to_the_end(batch)
            raise CommandError(sentence)
        if batch.state == ImportState.MAPPING:
            columns = ", ".join(f"“{column}”" for column in batch.about["columns"])
            discard(by=account, batch=batch)
            run_to_the_end(batch)
            raise CommandError(
                f"Say which column holds the name, for example --map 'COLUMN=name'. The columns are: {columns}."
            )

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
