"""What the tests of taking along and bringing back share: an account as one document, read into another account, and
the two compared row by row.
"""

import json
import re
from io import BytesIO
from typing import Any
from uuid import uuid5

from django.utils import timezone

from contacts.importers.rapport import RECORDS, read_rapport
from contacts.importers.rows import RecordRow
from contacts.models import ImportBatch, ImportRow, User
from contacts.queries.exports import export_pieces
from contacts.services.imports.packing import pack
from contacts.services.imports.restoring import apply_account, apply_records
from contacts.vocabulary import ImportFormat, ImportOutcome, ImportRowKind

ADDRESS = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
# What a new account has of its own.
OWN = ("exported_at", "invitations", "digests", "notifications", "imports", "bulk_changes", "merges", "exports")
OWN_OF_THE_ACCOUNT = ("public_id", "email", "joined_at", "last_login", "closes_at")


def exported(account: User) -> dict[str, Any]:
    account = User.objects.get(pk=account.pk)
    told: dict[str, Any] = json.loads("".join(export_pieces(account, at=timezone.now())))
    return told


def bring_back(told: dict[str, Any] | bytes, *, into: User) -> list[ImportRow]:
    """Read an export into an account, as the runner would. Answers with its rows and what became of each."""
    text = told if isinstance(told, bytes) else json.dumps(told).encode()
    batch = ImportBatch.objects.create(owner=into, file_name="rapport.json", format=ImportFormat.RAPPORT)
    rows = {ImportRowKind.ACCOUNT: [], ImportRowKind.RECORD: []}
    for row in read_rapport(BytesIO(text)):
        if isinstance(row, RecordRow):
            kind = ImportRowKind.RECORD if row.about in RECORDS else ImportRowKind.ACCOUNT
            rows[kind].append(ImportRow(batch=batch, line=row.line, kind=kind, data=pack(row)))
    apply_account(rows[ImportRowKind.ACCOUNT], batch=batch, by=into)
    apply_records(rows[ImportRowKind.RECORD], batch=batch, by=into)
    done = [*rows[ImportRowKind.ACCOUNT], *rows[ImportRowKind.RECORD]]
    assert all(row.outcome != ImportOutcome.WAITING for row in done)
    return done


def outcomes(rows: list[ImportRow]) -> set[tuple[str, str]]:
    return {(str(row.outcome), row.why) for row in rows}


def as_in(told: dict[str, Any], account: User) -> dict[str, Any]:
    """The document with the addresses that its rows get in that account, and without what is each account's own."""
    text = ADDRESS.sub(lambda found: str(uuid5(account.public_id, found.group())), json.dumps(told))
    return own_apart(json.loads(text))


def own_apart(told: dict[str, Any]) -> dict[str, Any]:
    left: dict[str, Any] = {key: value for key, value in told.items() if key not in OWN}
    left["account"] = {key: value for key, value in told["account"].items() if key not in OWN_OF_THE_ACCOUNT}
    return left
