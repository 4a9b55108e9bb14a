"""Files as people bring them, made up for a test: tables, LinkedIn's export, zips good and bad."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from contacts.importers.recognise import read, recognise
from contacts.importers.rows import LeftOut, Refused, Row

CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
MESSAGES = (
    *("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE"),
    *("SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT"),
)
INVITATIONS = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")
RECOMMENDATIONS = ("First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status")
PREAMBLE = (
    "Notes:\r\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing."\r\n'
    "\r\n"
)
ANA = ("Ana", "Sousa", "https://www.linkedin.com/in/Ana-Sousa", "", "Acme", "Nurse", "08 Feb 2026")


def profile(name: str) -> str:
    return f"https://www.linkedin.com/in/{name}"


def table(header: Sequence[str], *rows: Sequence[str], before: str = "", delimiter: str = ",") -> bytes:
    """A CSV in UTF-8 as spreadsheets write it, with CRLF."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows([header, *rows])
    return (before + written.getvalue()).encode()


def dated(columns: Sequence[str], **cells: str) -> tuple[str, ...]:
    """A row of ``columns`` with the cells named (``sent_at`` for ``Sent At``), the others empty."""
    return tuple(cells.get(column.casefold().replace(" ", "_"), "") for column in columns)


def message(columns: Sequence[str] = MESSAGES, **cells: str) -> tuple[str, ...]:
    """Ana writes to Alice, unless ``cells`` say otherwise."""
    said = {
        "conversation_id": "2-abc==",
        "from": "Ana Sousa",
        "sender_profile_url": profile("ana-sousa"),
        "to": "Alice Adeyemi",
        "recipient_profile_urls": profile("alice"),
        "date": "2026-02-08 14:37:05 UTC",
        "content": "Hello",
        "folder": "INBOX",
        "is_message_draft": "FALSE",
        "is_conversation_draft": "No",
    }
    return dated(columns, **{**said, **cells})


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def rows_of(content: bytes | BinaryIO, *, name: str = "", mapping: Mapping[str, str] | None = None) -> list[Row]:
    """Recognised and read to the end. Raises `Unreadable`."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    return list(read(file, recognise(file, name=name), mapping=mapping))


def one_row(content: bytes, *, name: str = "") -> Row:
    (row,) = rows_of(content, name=name)
    return row


def tally(rows: Sequence[Row]) -> Counter[str]:
    """How many rows of each sort; of those left out and refused, with their reason."""
    return Counter(
        f"{type(row).__name__} {row.why}" if isinstance(row, LeftOut | Refused) else type(row).__name__ for row in rows
    )
