"""Files to bring in, small and made by hand, and the way from a file to what came of it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from contacts.models import ImportBatch, ImportRow, User
from contacts.services.imports import receive, run_to_the_end, start

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def connections(*rows: str, header: str = CONNECTIONS) -> bytes:
    """LinkedIn's Connections.csv."""
    return "\n".join([header, *rows, ""]).encode()


def card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def cards(*given: str) -> bytes:
    return "".join(given).encode()


def read_in(*, by: User, content: bytes, name: str = "Connections.csv") -> ImportBatch:
    """A file that was read, and waits for what its owner says."""
    batch = receive(by=by, file=ContentFile(content), name=name, entry_key=uuid4())
    run_to_the_end(batch)
    return batch


def bring_in(
    *, by: User, content: bytes, name: str = "Connections.csv", choices: Mapping[str, Any] | None = None
) -> ImportBatch:
    """A file that was brought in."""
    batch = start(by=by, batch=read_in(by=by, content=content, name=name), choices=choices or {})
    run_to_the_end(batch)
    return batch


def outcomes(batch: ImportBatch) -> list[tuple[str, str]]:
    """(outcome, why) of each row, in the order of the file."""
    return list(ImportRow.objects.filter(batch=batch).order_by("pk").values_list("outcome", "why"))


def counts(batch: ImportBatch) -> tuple[int, ...]:
    """(added, matched, updated, left out, refused)."""
    return batch.added, batch.matched, batch.updated, batch.left_out, batch.refused


def many(count: int, *, first: int = 1) -> Iterable[str]:
    """So many people of LinkedIn's, each with a firm."""
    return (
        f"Nils{n},Berg,https://www.linkedin.com/in/nils-{n},nils{n}@acme.test,Acme {n % 7},Engineer,08 Feb 2024"
        for n in range(first, first + count)
    )
